from datetime import datetime, timedelta
from itertools import count

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.engine.meetings.meeting import Manner
from app.engine.meetings.motions import MotionKind
from app.governance.facts.meetings import ItemFacts, MeetingFacts
from app.governance.models import AgendaItem, Ballot, Body, Meeting, Motion, Proposal
from app.governance.queries import agendas as agenda_queries
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import bodies as body_queries
from app.governance.queries import meetings as queries
from app.governance.services import agendas, ballots, meetings, motions
from app.kernel import clock
from app.kernel.db import db
from app.kernel.permissions import Actor
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_secretary, a_submitted_proposal

_items = count(1)


def meeting_facts(starts: datetime, **said) -> MeetingFacts:
    when = {"starts_on": starts.date(), "starts_time": f"{starts:%H:%M}", "length": 60}
    return MeetingFacts(**when | said)


def a_meeting(
    body: Body | None = None, *, starts: datetime | None = None, by: Actor | None = None, **said
) -> Meeting:
    """Planned for three weeks from now, unless said otherwise."""
    body = body_queries.get((body or a_body()).id)
    starts = starts or clock.now() + timedelta(days=21)
    planned = min(clock.now(), starts - timedelta(days=21))
    meeting = meetings.plan_meeting(
        body, meeting_facts(starts, **said), actor=by or a_secretary(), at=planned
    )
    db.session.commit()
    return queries.get(meeting.id)


def an_item(meeting: Meeting, *, by: Actor | None = None, about=None, **said) -> AgendaItem:
    at = said.pop("at", None) or _moment(meeting)
    facts = ItemFacts(**{"title": f"Item {next(_items)}"} | said)
    item = agendas.add_item(meeting, facts, actor=by or a_secretary(), at=at, about=about)
    db.session.commit()
    return item


def _moment(meeting: Meeting) -> datetime:
    return meeting.starts_at - timedelta(days=20)


def a_called_meeting(body: Body | None = None, *, items: int = 1, **said) -> Meeting:
    meeting = a_meeting(body, **said)
    for _ in range(items):
        an_item(meeting)
    meetings.call_meeting(meeting, actor=a_secretary(), at=_moment(meeting))
    db.session.commit()
    return queries.get(meeting.id)


def an_open_meeting(
    body: Body | None = None, *, absent: tuple[Person, ...] = (), at: datetime | None = None, **said
) -> Meeting:
    """Opened at its hour with everybody there but the absent."""
    at = at or clock.now()
    meeting = a_called_meeting(body, starts=at, **said)
    away = {one.id for one in absent}
    present = {
        seat.id: Manner.IN_THE_ROOM
        for seat in body_queries.get(meeting.body_id).seats
        if seat.holder_id is not None and seat.holder_id not in away
    }
    meetings.open_meeting(meeting, actor=a_secretary(), at=at, present=present)
    db.session.commit()
    return queries.get(meeting.id)


def a_full_body(members: int = 3, **rule) -> Body:
    """A body of so many members, the first in the chair."""
    people = [a_person(Role.MEMBER) for _ in range(members)]
    return a_body(*people[1:], chair=people[0], **rule)


def seat_of(meeting: Meeting, number: int = 0) -> int:
    """The seat of the so-manieth voting member on the roll."""
    return [one.seat_id for one in meeting.seats if one.is_voting and one.holder_id][number]


def a_motion(meeting: Meeting, kind: MotionKind = MotionKind.MAIN, **said) -> Motion:
    """Moved by the first seat and, unless said otherwise, seconded by the second."""
    at, seconded = said.pop("at", clock.now()), said.pop("seconded", True)
    by = said.pop("by", a_secretary())
    words = {"text": "We go on.", "mover_seat_id": seat_of(meeting)} | said
    motion = motions.move(meeting, motions.Motioned(kind=kind, **words), actor=by, at=at)
    if seconded and motion.stage == "moved":
        motions.second(motion, seat_of(meeting, 1), actor=by, at=at)
    db.session.commit()
    return motion


def member_of(meeting: Meeting, number: int = 0) -> Actor:
    held = [one.holder_id for one in meeting.seats if one.is_voting and one.holder_id]
    return actor_of(db.session.get(Person, held[number]))


def a_motion_on(meeting: Meeting, proposal: Proposal, *, text: str = "", at=None) -> Motion:
    """Its item taken up, moved by the first seat and seconded by the second: ready for a ballot."""
    at = at or clock.now()
    item = an_item(meeting, about=agendas.About(proposal_id=proposal.id), at=at)
    agendas.take_up(item, actor=a_secretary(), at=at)
    return a_motion(meeting, item_id=item.id, text=text or proposal.text, at=at)


def a_ballot_in_the_room(
    body: Body | None = None, *, absent: tuple[Person, ...] = (), **said
) -> Ballot:
    """Open now for ten minutes, on a motion moved and seconded, among all but the absent."""
    body = body or a_full_body()
    meeting = an_open_meeting(body, absent=absent)
    motion = a_motion_on(meeting, a_submitted_proposal(body))
    return on_motion(motion, **said)


def on_motion(motion: Motion, *, at: datetime | None = None, minutes: int = 10, **terms) -> Ballot:
    at = at or clock.now()
    motion = agenda_queries.get_motion(motion.id)
    ballot = ballots.open_ballot(
        motion.proposal,
        actor=a_secretary(),
        closes_at=at + timedelta(minutes=minutes),
        at=at,
        terms=ballots.Terms(motion=motion, **terms),
    )
    db.session.commit()
    return ballot_queries.lock(ballot.id)
