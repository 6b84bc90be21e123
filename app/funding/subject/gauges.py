"""What a decision may move of money, measured for the preview of ballots."""

from collections.abc import Iterator
from datetime import date

from app.engine.values import MoneyKind
from app.funding.queries.balances import allowed_on, unfunded_tails
from app.funding.queries.requests import of_initiative
from app.kernel.outlook import Reading, Topic, Touched, Unit

INITIATIVE = "strategy_initiative"


def balances(day: date, touched: Touched) -> Iterator[Reading]:
    """By fund and kind what decisions in force allow of it; and tails of what is decided on."""
    for one in allowed_on(day):
        said = (
            ("allowed by decisions in force", one.allowed),
            ("held and not allowed", one.held - one.allowed),
            ("allowed and not awarded", one.allowed - one.awarded),
            ("awarded and not released", one.awarded - one.released),
        )
        for what, cents in said:
            yield _reading(f"{one.fund}:{one.kind}", f"{one.fund} {one.kind}", what, cents)
    for key, number in sorted(touched):
        if key == INITIATIVE and (asked := of_initiative(number)):
            tail = sum(one.amount for one in unfunded_tails(asked))
            what = f"{MoneyKind.OPERATING} money to come without an award"
            yield _reading(f"tail:{number}", "Requests for it", what, tail, (key, number))


def _reading(
    key: str, name: str, what: str, cents: int, about: tuple[str, int] | None = None
) -> Reading:
    sign, cents = "-" * (cents < 0), abs(cents)
    value = f"{sign}{cents // 100}.{cents % 100:02}"
    return Reading(f"fund:{key}:{what}", Topic.MONEY, f"{name}: {what}", Unit.MONEY, value, about)
