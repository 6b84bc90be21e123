"""What waits for a person: a page, a count beside the menu, a digest that is silent for nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.engine.voting.ballot import Choice
from app.governance.services.ballots import cast_vote
from app.inbox import jobs, services
from app.inbox.facts import Rhythm
from app.inbox.models import Preference
from app.inbox.views import KEPT_SECONDS
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.mail.jobs import send_due
from app.mail.models import Message
from tests.conftest import Browser, enter
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, an_open_ballot

pytestmark = pytest.mark.usefixtures("session")
MONDAY = datetime(2027, 3, 1, 6, 30, tzinfo=UTC)


def count_on(page) -> str | None:
    shown = page.select_one(".inbox-link__count")
    return shown.text.split()[0] if shown else None


@pytest.fixture
def uncounted(app):
    """Someone whose browser has not been here in the last minute."""
    return lambda person: Browser(enter(app.test_client(), person, is_counted=False))


def test_the_inbox_lists_what_is_owed_with_its_deadline(browse):
    member = a_member()
    ballot = an_open_ballot(a_body(member), title="Retire the old archive")
    page = browse(member).get("inbox.show_inbox")
    assert "1 thing waits for you" in page.text
    (link,) = page.select(".duties a")
    assert link.text == "Vote on “Retire the old archive”"
    assert link["href"].endswith(f"/ballots/{ballot.id}")
    assert "until" in page.select_one(".duties").text


def test_an_empty_inbox_says_so(browse):
    page = browse(a_person()).get("inbox.show_inbox")
    assert "Nothing waits for you" in page.text
    assert count_on(page) is None


def test_the_count_is_beside_the_menu_and_goes_down_with_the_vote(uncounted):
    member = a_member()
    body = a_body(member)
    first, _ = an_open_ballot(body), an_open_ballot(body)
    browser = uncounted(member)
    assert count_on(browser.get("governance.list_ballots")) == "2"
    page = browser.post("governance.vote_on_ballot", {"choice": "approve"}, ballot_id=first.id)
    assert count_on(page) == "1"


def test_the_count_costs_no_query_within_a_minute(uncounted, query_budget):
    member = a_member()
    an_open_ballot(a_body(member))
    browser = uncounted(member)
    with query_budget(12) as first:
        browser.get("accounts.show_profile")
    with query_budget(6) as again:
        browser.get("accounts.show_profile")
    assert len(first.seen) > len(again.seen)
    assert not any("governance_ballot" in text for text in again.seen)
    assert KEPT_SECONDS == 60


def test_a_count_is_of_the_person_it_was_made_for(app, uncounted):
    member = a_member()
    an_open_ballot(a_body(member))
    browser = uncounted(member)
    browser.get("accounts.show_profile")
    enter(browser.client, a_person(), is_counted=False)
    assert count_on(browser.get("accounts.show_profile")) is None


def write_digests(at: datetime) -> int:
    db.session.commit()  # what a request wrote stands on what the test has read
    return jobs.write_digests(at)


def messages() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def a_ballot_on_monday(*members):
    return an_open_ballot(a_body(*members), opened=MONDAY - timedelta(hours=3), hours=200)


def test_a_digest_names_everything_owed_and_is_silent_otherwise(post):
    member, other = a_member("Mira Holt"), a_member()
    ballot = a_ballot_on_monday(member, other)
    cast_vote(ballot, actor=actor_of(other), choice=Choice.APPROVE, at=ballot.opens_at)
    assert write_digests(MONDAY) == 1
    (message,) = messages()
    assert (message.address, message.subject) == (member.email, "1 thing waits for you")


def test_a_day_has_one_digest_however_often_the_sweep_comes(query_budget):
    a_ballot_on_monday(a_member())
    assert write_digests(MONDAY) == 1
    with query_budget(1):
        assert write_digests(MONDAY + timedelta(hours=1)) == 0
    assert write_digests(MONDAY + timedelta(days=1)) == 1


def test_a_round_that_was_cut_short_goes_on_without_writing_twice(monkeypatch):
    a_ballot_on_monday(a_member(), a_member())
    write, seen = services.write_digest, []

    def once(person, *, at):
        if seen:
            raise SystemExit
        message = write(person, at=at)
        seen.extend([message] if message else [])
        return message

    with monkeypatch.context() as broken:
        broken.setattr(services, "write_digest", once)
        with pytest.raises(SystemExit):
            write_digests(MONDAY)
    assert write_digests(MONDAY) == 2
    assert len({message.person_id for message in messages()}) == len(messages()) == 2


def test_before_the_hour_nothing_is_written():
    a_ballot_on_monday(a_member())
    assert write_digests(MONDAY - timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("rhythm", "on_monday", "on_tuesday"),
    [(Rhythm.DAILY, 1, 1), (Rhythm.WEEKLY, 1, 0), (Rhythm.OFF, 0, 0)],
)
def test_everyone_says_how_often(browse, rhythm, on_monday, on_tuesday):
    member = a_member()
    a_ballot_on_monday(member)
    page = browse(member).post("inbox.prefer_mail", {"rhythm": rhythm.value})
    assert page.select_one(f"option[value={rhythm}]").has_attr("selected")
    assert write_digests(MONDAY) == on_monday
    assert write_digests(MONDAY + timedelta(days=1)) == on_tuesday
    assert db.session.scalars(select(Preference)).one().last_call is False


def test_a_rhythm_that_does_not_exist_is_refused(browse):
    page = browse(a_member()).post("inbox.prefer_mail", {"rhythm": "hourly"}, status=422)
    assert page.select_one(".field--wrong")


def test_people_who_left_hear_nothing():
    member = a_member()
    a_ballot_on_monday(member)
    member.active = False
    db.session.commit()
    assert write_digests(MONDAY) == 0


def test_a_digest_holds_the_way_and_no_secret(post):
    member = a_member()
    ballot = a_ballot_on_monday(member)
    write_digests(MONDAY)
    (message,) = messages()
    said = str(message.lines)
    assert "governance.vote_by_link" in said
    assert member.fs_uniquifier not in said
    assert send_due(clock.now() + timedelta(days=9000)) == 1
    assert f"https://imaging.example.org/governance/ballots/{ballot.id}\n" in post.body()
    assert "https://imaging.example.org/governance/vote/" in post.body()


def test_the_lines_of_many_duties_stay_few():
    member = a_member()
    body = a_body(member)
    for _ in range(services.MOST_LISTED + 2):
        an_open_ballot(body)
    with unit_of_work():
        message = services.write_digest(member, at=clock.now())
    assert "And 2 more." in message.lines
    assert actor_of(member).person_id == message.person_id
