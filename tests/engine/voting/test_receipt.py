import re
from datetime import UTC, datetime, timedelta, timezone

from app.engine.voting.ballot import Choice
from app.engine.voting.receipt import receipt

AT = datetime(2026, 3, 8, 9, tzinfo=UTC)
STORED = (17, 4, Choice.APPROVE, AT)


def test_a_receipt_is_short_and_stays_the_same():
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", receipt(*STORED))
    elsewhere = AT.astimezone(timezone(timedelta(hours=-5)))
    assert receipt(17, 4, Choice.APPROVE, elsewhere) == receipt(*STORED)


def test_a_receipt_is_another_if_anything_changes():
    others = [
        (18, 4, Choice.APPROVE, AT),
        (17, 5, Choice.APPROVE, AT),
        (17, 4, Choice.REJECT, AT),
        (17, 4, Choice.APPROVE, AT + timedelta(microseconds=1)),
    ]
    assert len({receipt(*one) for one in [STORED, *others]}) == 5
