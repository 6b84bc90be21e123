"""What people owe around meetings: papers and minutes to read, minutes to get ready, actions."""

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.meetings.meeting import ActionStage
from app.governance.facts.meetings import ActionFacts
from app.governance.queries import bodies, meetings, minutes
from app.governance.queries.preparing import actions_owed, minutes_owed, papers_owed
from app.governance.services import actions, papers
from app.governance.services import meetings as services
from app.governance.services.agendas import About
from app.governance.services.minutes import Wording, edit_statement, get_ready, note_read
from app.inbox.jobs import round_of
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.mail.models import Message
from tests.factories.accounts import a_person
from tests.factories.governance import a_member, a_proposal, a_secretary
from tests.factories.meetings import a_called_meeting, a_full_body, a_meeting, an_item
from tests.factories.meetings import an_open_meeting as a_running_meeting

pytestmark = pytest.mark.usefixtures("session")
LINK = "https://example.org/paper"


def holder(body, number: int = 1) -> Person:
    return bodies.get(body.id).seats[number].holder


def sentences(owed, person, at=None) -> list[str]:
    db.session.commit()
    return [one.sentence for one in owed(actor_of(person), at or clock.now())]


def handed(to, *, by=None):
    add = papers.add_paper if hasattr(to, "meeting_id") else papers.add_to_proposal
    return add(to, papers.Handed("A", LINK), actor=by or a_secretary(), at=clock.now())


def test_papers_of_a_called_meeting_are_owed_until_they_are_opened():
    body = a_full_body(2)
    proposal = a_proposal(body)
    planned = a_meeting(body)
    handed(an_item(planned))
    assert sentences(papers_owed, holder(body)) == [], "it is not called yet"
    meeting = a_called_meeting(body)
    item = an_item(meeting, about=About(proposal_id=proposal.id), at=clock.now())
    first, second = handed(item), handed(proposal)
    (said,) = sentences(papers_owed, holder(body))
    assert said == f"Read 2 papers before {body.name}, meeting {meeting.number}"
    (duty,) = papers_owed(actor_of(holder(body)), clock.now())
    assert duty.due_at == meeting.starts_at
    papers.open_paper(first, actor=actor_of(holder(body)), at=clock.now())
    assert "Read 1 paper before" in sentences(papers_owed, holder(body))[0]
    papers.withdraw_paper(papers.queries.get(second.id), actor=a_secretary(), at=clock.now())
    assert sentences(papers_owed, holder(body)) == []
    assert len(sentences(papers_owed, holder(body, 0))) == 1, "the other member has not read"


def test_papers_are_owed_by_no_stranger_by_no_giver_and_not_once_it_has_begun():
    body = a_full_body(2)
    meeting = a_called_meeting(body)
    item = an_item(meeting, at=clock.now())
    handed(item, by=actor_of(holder(body, 0)))
    assert sentences(papers_owed, holder(body, 0)) == [], "the chair handed it in"
    assert sentences(papers_owed, a_member()) == []
    assert sentences(papers_owed, holder(body), meeting.starts_at) == []
    seat = bodies.get(body.id).seats[1]
    seat.term_ends_on = clock.today() - timedelta(days=1)
    assert sentences(papers_owed, seat.holder) == []


@pytest.fixture
def minuted():
    """The minutes of a meeting that is over, and the person who wrote it down."""
    body, secretary = a_full_body(2), a_person(Role.SECRETARY)
    meeting = a_called_meeting(body, starts=clock.now())
    services.open_meeting(meeting, actor=actor_of(secretary), at=clock.now(), present={})
    services.adjourn_meeting(meeting, actor=actor_of(secretary), at=clock.now())
    db.session.commit()
    return minutes.of_meeting(meeting.id), secretary


def test_minutes_are_got_ready_by_who_wrote_them_then_read_by_the_others(minuted):
    found, secretary = minuted
    body = meetings.get(found.meeting_id).body
    name, member = f"{body.name}, meeting 1", holder(body)
    assert sentences(minutes_owed, secretary) == [f"Get the minutes ready: {name}"]
    assert sentences(minutes_owed, member) == []
    get_ready(found, actor=actor_of(secretary), at=clock.now(), version=found.version)
    assert sentences(minutes_owed, secretary) == []
    (said,) = sentences(minutes_owed, member)
    assert said == f"Read the minutes before they are approved: {name}"
    assert sentences(minutes_owed, a_member()) == []
    note_read(found, actor=actor_of(member), at=clock.now())
    assert sentences(minutes_owed, member) == []
    words = Wording(found.statements[0].id, minutes.get(found.id).version, "In other words.")
    edit_statement(found, words, actor=actor_of(secretary), at=clock.now())
    assert len(sentences(minutes_owed, secretary)) == 1, "changed, they are got ready anew"
    again = minutes.get(found.id)
    get_ready(again, actor=actor_of(secretary), at=clock.now(), version=again.version)
    assert len(sentences(minutes_owed, member)) == 1, "and read anew"


def test_who_may_say_so_and_when(minuted):
    found, secretary = minuted
    member = actor_of(holder(meetings.get(found.meeting_id).body))
    with pytest.raises(Forbidden):
        get_ready(found, actor=member, at=clock.now(), version=found.version)
    with pytest.raises(Conflict):
        get_ready(found, actor=actor_of(secretary), at=clock.now(), version=99)
    with pytest.raises(RuleBroken, match="do not wait"):
        note_read(found, actor=member, at=clock.now())
    get_ready(found, actor=actor_of(secretary), at=clock.now(), version=found.version)
    with pytest.raises(Forbidden):
        note_read(found, actor=actor_of(a_member()), at=clock.now())


def test_minutes_are_got_ready_and_read_on_their_page(browse, minuted):
    found, secretary = minuted
    key = {"meeting_id": found.meeting_id}
    member = browse(holder(meetings.get(found.meeting_id).body))
    assert member.get("governance.show_minutes", **key).find("button", string=READY) is None
    page = browse(secretary).get("governance.show_minutes", **key)
    version = page.find("button", string=READY).find_parent("form").find(attrs={"name": "version"})
    said = {"version": version["value"]}
    page = browse(secretary).post("governance.ready_minutes", said, minutes_id=found.id)
    assert "Nobody has said yet" in page.select_one("#readers").text
    assert member.get("governance.show_minutes", **key).find("button", string=READ)
    page = member.post("governance.read_minutes", {}, minutes_id=found.id)
    assert page.select_one("#readers").text.startswith("Read by Person")
    assert page.find("button", string=READ) is None


READY, READ = "They are ready to be read", "I have read them"


def test_actions_are_owed_two_weeks_ahead_and_until_they_are_closed():
    meeting = a_running_meeting(a_full_body(2))
    owner = holder(meeting.body)

    def assigned(title, days):
        due = clock.today() + timedelta(days=days)
        facts = ActionFacts(title=title, due_on=due)
        return actions.assign(
            meeting, facts, owner_id=owner.id, actor=a_secretary(), at=clock.now()
        )

    soon = assigned("Tell them", 9)
    assigned("Much later", 40)
    assert sentences(actions_owed, owner) == ["Do and report: Tell them"]
    assert sentences(actions_owed, a_member()) == []
    (duty,) = actions_owed(actor_of(owner), clock.now())
    assert duty.due_at.date() == soon.due_on + timedelta(days=1)
    assert len(sentences(actions_owed, owner, clock.now() + timedelta(days=30))) == 2
    seen = (soon.version, "Told.")
    actions.report(soon, ActionStage.DONE, actor=actor_of(owner), at=clock.now(), seen=seen)
    assert sentences(actions_owed, owner) == []


def test_the_digest_lists_them_and_is_silent_without(minuted):
    found, secretary = minuted
    db.session.query(Message).delete()
    db.session.commit()
    round_of(clock.now())
    (only,) = db.session.query(Message).all()
    assert only.person_id == secretary.id
    assert any("Get the minutes ready" in str(line) for line in only.lines)
    get_ready(found, actor=actor_of(secretary), at=clock.now(), version=found.version)
    db.session.commit()
    round_of(clock.now() + timedelta(days=1))
    told = {one.person_id for one in db.session.query(Message).all()} - {secretary.id}
    assert told == {seat.holder_id for seat in bodies.get(found.meeting.body_id).seats}


def test_duties_of_meetings_cost_one_or_two_queries_each(query_budget):
    body = a_full_body(2)
    for _ in range(3):
        handed(an_item(a_called_meeting(body), at=clock.now()))
    actor = actor_of(holder(body))
    db.session.commit()
    with query_budget(4):
        owed = [*papers_owed(actor, clock.now()), *minutes_owed(actor, clock.now())]
        owed += actions_owed(actor, clock.now())
    assert len(owed) == 3
