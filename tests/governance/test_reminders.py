"""Reminders go to those who have not voted, say nothing of how anyone voted, and are seldom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.voting.ballot import Choice
from app.governance import jobs
from app.governance.models import Reminder
from app.governance.services import reminders
from app.governance.services.ballots import cast_vote, recuse
from app.inbox.facts import Rhythm
from app.inbox.jobs import round_of
from app.inbox.services import prefer
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Forbidden, RuleBroken
from app.mail.models import Message
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, a_secretary, an_open_ballot

pytestmark = pytest.mark.usefixtures("session")


def reached() -> set[int]:
    return set(db.session.scalars(select(Message.person_id)))


def a_ballot_of_four(**said):
    """The first has voted, the second stepped aside, the others are silent."""
    members = [a_member() for _ in range(4)]
    ballot = an_open_ballot(a_body(*members), **said)
    now = ballot.opens_at + timedelta(minutes=1)
    cast_vote(ballot, actor=actor_of(members[0]), choice=Choice.REJECT, at=now)
    recuse(ballot, actor=actor_of(members[1]), reason="A conflict.", at=now)
    db.session.commit()
    return ballot, members


def test_only_those_who_have_not_voted_are_reminded():
    ballot, members = a_ballot_of_four(title="One viewer")
    with unit_of_work():
        reminder = reminders.remind(ballot, actor=a_secretary(), at=clock.now())
    assert reminder.people == 2
    assert reached() == {members[2].id, members[3].id}
    said = str([(one.subject, one.lines) for one in db.session.scalars(select(Message))])
    assert "Your vote is missing: One viewer" in said
    assert not any(word in said.casefold() for word in ("reject", "approve", "abstain"))
    assert not any(member.name in said for member in members[:2])


def test_the_secretary_reminds_from_the_page_and_everyone_sees_that(browse):
    ballot, members = a_ballot_of_four()
    secretary = a_person(Role.SECRETARY, name="Ana Ruiz")
    page = browse(secretary).post("governance.remind", ballot_id=ballot.id)
    assert "A reminder goes to 2 people" in page.text
    page = browse(members[0]).get("governance.show_ballot", ballot_id=ballot.id)
    assert "2 people were reminded" in page.text
    assert "by Ana Ruiz" in page.text
    assert page.select_one("form[action$=remind]") is None


def test_members_do_not_remind_each_other():
    ballot, members = a_ballot_of_four()
    with pytest.raises(Forbidden, match="chair"):
        reminders.remind(ballot, actor=actor_of(members[0]), at=clock.now())


def test_reminding_twice_within_a_day_is_refused():
    ballot, _ = a_ballot_of_four(hours=100)
    secretary, now = a_secretary(), clock.now()
    with unit_of_work():
        reminders.remind(ballot, actor=secretary, at=now)
    with pytest.raises(RuleBroken, match="less than a day ago"):
        reminders.remind(ballot, actor=secretary, at=now + timedelta(hours=19))
    with unit_of_work():
        again = reminders.remind(ballot, actor=secretary, at=now + timedelta(hours=21))
    assert again.people == 2


def test_a_ballot_that_is_over_reminds_nobody():
    ballot, _ = a_ballot_of_four()
    with pytest.raises(RuleBroken, match="not open"):
        reminders.remind(ballot, actor=a_secretary(), at=ballot.closes_at)


def test_a_day_before_the_end_there_is_one_last_call():
    ballot, members = a_ballot_of_four(hours=72)
    with unit_of_work():
        prefer(members[2].id, rhythm=Rhythm.WEEKLY, last_call=True)
        prefer(members[3].id, rhythm=Rhythm.OFF, last_call=False)
    day_before = ballot.closes_at - timedelta(hours=24)
    assert jobs.call_last(day_before - timedelta(minutes=1)) == 0
    assert jobs.call_last(day_before) == 1
    assert jobs.call_last(day_before + timedelta(hours=1)) == 0
    assert reached() == {members[2].id}
    (sent,) = db.session.scalars(select(Reminder))
    assert (sent.people, sent.sent_by_id) == (1, None)


def test_whoever_has_the_digest_of_every_morning_gets_one_mail_for_one_vote():
    ballot, members = a_ballot_of_four(hours=72)
    day_before = ballot.closes_at - timedelta(hours=24)
    assert jobs.call_last(day_before) == 0
    round_of(day_before)
    written = [one.person_id for one in db.session.scalars(select(Message))]
    assert sorted(written) == sorted(one.id for one in members[2:])


def test_a_short_ballot_has_no_last_call():
    ballot, _ = a_ballot_of_four(hours=47)
    assert jobs.call_last(ballot.closes_at - timedelta(hours=1)) == 0
    assert reached() == set()


def test_someone_who_lost_the_right_to_vote_is_left_in_peace():
    ballot, members = a_ballot_of_four()
    members[3].roles = []
    db.session.commit()
    with unit_of_work():
        assert reminders.remind(ballot, actor=a_secretary(), at=clock.now()).people == 1
    assert reached() == {members[2].id}
