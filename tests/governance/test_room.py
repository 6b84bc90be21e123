"""Ballots in a meeting: who is there, who votes, what closing leaves in the meeting."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.engine.meetings.meeting import Manner
from app.engine.meetings.motions import Method, MotionKind, MotionStage
from app.engine.voting.ballot import BallotKind, Choice, Outcome
from app.engine.voting.eligibility import Refusal
from app.engine.voting.proposal import Stage
from app.engine.voting.roll import Attendance
from app.governance.jobs import close_due
from app.governance.models import Aim, Channel
from app.governance.queries import agendas, ballots, bodies, meetings, minutes
from app.governance.queries.duties import votes_owed
from app.governance.services import attendance, entering, motions, proxies
from app.governance.services import ballots as services
from app.governance.services.attendance import Arrival
from app.governance.services.meetings import adjourn_meeting
from app.governance.services.motions import Motioned
from app.governance.services.papers import Handed, add_paper, withdraw_paper
from app.governance.services.proxies import Days, give_proxy
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from tests.factories.governance import (
    a_body,
    a_member,
    a_seat,
    a_secretary,
    a_submitted_proposal,
    voted,
)
from tests.factories.meetings import (
    a_ballot_in_the_room,
    a_full_body,
    a_motion,
    a_motion_on,
    an_open_meeting,
    on_motion,
    seat_of,
)
from tools import verify_packet

pytestmark = pytest.mark.usefixtures("session")
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
PROXIES = {"proxies_per_holder": 1}


def holders(ballot) -> list[Person]:
    return [db.session.get(Person, one.holder_id) for one in ballot.seats if one.holder_id]


def close(ballot):
    counted = services.close(ballot, actor=a_secretary(), at=clock.now())
    db.session.commit()
    return counted


def a_body_of(people, **rule):
    return a_body(*people[1:], chair=people[0], **rule)


def said_at(meeting_id: int) -> str:
    adjourn_meeting(meetings.get(meeting_id), actor=a_secretary(), at=clock.now())
    return " ".join(one.text for one in minutes.of_meeting(meeting_id).statements)


def test_the_roll_freezes_who_is_there_and_how():
    people = [a_member() for _ in range(4)]
    body = a_body_of(people, **PROXIES, proxies_in_quorum=True)
    seats = {one.holder_id: one for one in bodies.get(body.id).seats}
    give_proxy(
        seats[people[2].id],
        holder_id=people[0].id,
        days=Days(clock.today()),
        actor=a_secretary(),
        at=clock.now(),
    )
    ballot = a_ballot_in_the_room(body, absent=(people[2], people[3]))
    assert ballot.proxies_in_quorum
    roll = {one.holder_id: one for one in ballot.seats}
    assert [roll[one.id].attendance for one in people] == [
        Attendance.PRESENT,
        Attendance.PRESENT,
        Attendance.BY_PROXY,
        Attendance.ABSENT,
    ]
    assert roll[people[2].id].manner is Manner.BY_PROXY
    assert roll[people[2].id].present_id == people[0].id
    assert roll[people[2].id].proxy_holder_name == people[0].name
    assert ballot.charter_id == ballot.meeting.charter_id


def test_whoever_is_away_is_refused_and_not_waited_for():
    people = [a_member() for _ in range(3)]
    ballot = a_ballot_in_the_room(a_body_of(people), absent=(people[2],))
    with pytest.raises(RuleBroken, match=Refusal.AWAY):
        voted(ballot, (people[2], A))
    with pytest.raises(RuleBroken, match=Refusal.AWAY):
        services.recuse(ballot, actor=actor_of(people[2]), reason="Mine", at=clock.now())
    with pytest.raises(RuleBroken, match="Nobody is here for the seat"):
        entering.enter_vote(
            ballot,
            actor=a_secretary(),
            seat_id=ballot.seats[2].seat_id,
            choice=A,
            at=clock.now(),
        )
    assert votes_owed(actor_of(people[2]), clock.now()) == []
    assert len(votes_owed(actor_of(people[1]), clock.now())) == 1
    voted(ballot, (people[0], A))
    with pytest.raises(RuleBroken, match=f"{people[1].name}"):
        close(ballot)
    voted(ballot, (people[1], A))
    assert close(ballot).outcome is Outcome.CARRIED


def test_a_carried_ballot_settles_its_motion_and_writes_the_minutes():
    ballot = a_ballot_in_the_room(a_full_body(4))
    first, second, third, fourth = holders(ballot)
    voted(ballot, (first, A), (second, A), (third, R))
    services.recuse(ballot, actor=actor_of(fourth), reason="I sell it.", at=clock.now())
    close(ballot)
    motion = agendas.get_motion(ballot.motion_id)
    assert (motion.stage, motion.method) == (MotionStage.CARRIED, Method.BALLOT)
    assert (motion.votes_for, motion.votes_against, motion.abstained) == (2, 1, 0)
    told = said_at(ballot.meeting_id)
    for sentence in (
        "Voting on motion 1 by roll call began at",
        "4 of 4 seats were present and 3 were needed for a quorum.",
        f"{fourth.name} ({ballot.seats[3].title}) stepped aside from the vote on motion 1: I sell",
        "Motion 1 carried by ballot: 2 for, 1 against, 0 abstained; 2 were needed.",
        f"For: {first.name}, {second.name}. Against: {third.name}. Stepped aside: {fourth.name}.",
        "is approved, recorded as decision",
    ):
        assert sentence in told


@pytest.mark.parametrize(
    ("aim", "choice", "stage", "motion", "sentence"),
    [
        (Aim.APPROVE, R, Stage.REJECTED, MotionStage.REJECTED, "is rejected."),
        (Aim.REJECT, A, Stage.REJECTED, MotionStage.CARRIED, "is rejected."),
        (Aim.REJECT, R, Stage.SUBMITTED, MotionStage.REJECTED, "stands as it was."),
    ],
)
def test_a_carried_motion_and_an_approved_proposal_are_two_facts(
    aim, choice, stage, motion, sentence
):
    ballot = a_ballot_in_the_room(aim=aim)
    voted(ballot, *[(one, choice) for one in holders(ballot)])
    close(ballot)
    ballot = ballots.get(ballot.id)
    assert (ballot.proposal.stage, ballot.motion.stage) == (stage, motion)
    assert sentence in said_at(ballot.meeting_id)


def test_what_is_voted_on_is_the_motion_as_amended():
    body = a_full_body()
    meeting = an_open_meeting(body)
    motion = a_motion_on(meeting, a_submitted_proposal(body))
    amendment = a_motion(meeting, MotionKind.AMEND, text="We keep two viewers.")
    consent = motions.Count(Method.CONSENT)
    motions.decide(amendment, consent, actor=a_secretary(), at=clock.now())
    assert on_motion(motion).text == "We keep two viewers."


def test_who_comes_may_vote_and_who_leaves_unheard_no_longer_counts():
    people = [a_member() for _ in range(4)]
    ballot = a_ballot_in_the_room(a_body_of(people), absent=(people[3],))
    voted(ballot, (people[0], A))
    meeting, now = meetings.get(ballot.meeting_id), clock.now()
    spans = {one.person_id: one.id for one in meeting.attendances}
    late = Arrival(ballot.seats[3].seat_id, manner=Manner.REMOTE)
    attendance.arrive(meeting, late, actor=a_secretary(), at=now)
    attendance.depart(meeting, spans[people[0].id], actor=a_secretary(), at=now)
    attendance.depart(meeting, spans[people[1].id], actor=a_secretary(), at=now)
    roll = ballots.get(ballot.id).seats
    assert [one.attendance for one in roll] == [
        Attendance.PRESENT,
        Attendance.ABSENT,
        Attendance.PRESENT,
        Attendance.PRESENT,
    ]
    voted(ballot, (people[3], A), (people[2], R))
    counted = close(ballot)
    assert (counted.approve, counted.quorum.have, counted.outcome) == (2, 3, Outcome.CARRIED)


def test_without_a_quorum_voting_rests_and_nothing_is_decided():
    people = [a_member() for _ in range(3)]
    body = a_body_of(people)
    ballot = a_ballot_in_the_room(body, absent=(people[2],))
    meeting = meetings.get(ballot.meeting_id)
    span = next(one for one in meeting.attendances if one.person_id == people[1].id)
    attendance.depart(meeting, span.id, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match=Refusal.QUORUM_LOST):
        voted(ballot, (people[0], A))
    assert close(ballot).outcome is Outcome.INQUORATE
    assert agendas.get_motion(ballot.motion_id).stage is MotionStage.PENDING
    assert ballots.get(ballot.id).proposal.stage is Stage.INQUORATE
    meeting = meetings.get(meeting.id)
    back = Arrival(seat_of(meeting, 1))
    attendance.arrive(meeting, back, actor=a_secretary(), at=clock.now())
    again = on_motion(agendas.get_motion(ballot.motion_id))
    voted(again, (people[0], A), (people[1], A))
    assert close(again).outcome is Outcome.CARRIED
    assert "The vote on motion 1 was not valid: 1 of 3 seats took part" in said_at(meeting.id)


def test_a_proxy_votes_while_its_holder_is_there_and_gives_way_to_the_principal():
    people = [a_member() for _ in range(3)]
    body = a_body_of(people, **PROXIES)
    ballot = a_ballot_in_the_room(body, absent=(people[2],))
    seat = next(one for one in bodies.get(body.id).seats if one.holder_id == people[2].id)
    proxy = give_proxy(
        seat, holder_id=people[0].id, days=Days(clock.today()), actor=a_secretary(), at=clock.now()
    )
    roll = {one.holder_id: one for one in ballots.get(ballot.id).seats}
    assert roll[people[2].id].attendance is Attendance.BY_PROXY
    vote = services.cast_vote(
        ballot, actor=actor_of(people[0]), choice=R, at=clock.now(), seat_id=seat.id
    )
    assert vote.channel is Channel.PROXY
    with pytest.raises(RuleBroken, match=Refusal.PROXY_GIVEN):
        voted(ballot, (people[2], A))
    meeting = meetings.get(ballot.meeting_id)
    attendance.arrive(meeting, Arrival(seat.id), actor=a_secretary(), at=clock.now())
    voted(ballot, (people[2], A))
    proxies.revoke_proxy(proxy, actor=a_secretary(), at=clock.now())
    roll = {one.holder_id: one for one in ballots.get(ballot.id).seats}
    assert roll[people[2].id].attendance is Attendance.PRESENT


def test_a_proxy_taken_back_ends_at_the_meeting_too():
    people = [a_member() for _ in range(3)]
    body = a_body_of(people, **PROXIES)
    seat = next(one for one in bodies.get(body.id).seats if one.holder_id == people[2].id)
    proxy = give_proxy(
        seat, holder_id=people[0].id, days=Days(clock.today()), actor=a_secretary(), at=clock.now()
    )
    ballot = a_ballot_in_the_room(body, absent=(people[2],))
    proxies.revoke_proxy(proxy, actor=a_secretary(), at=clock.now())
    roll = {one.holder_id: one for one in ballots.get(ballot.id).seats}
    assert roll[people[2].id].attendance is Attendance.ABSENT


@pytest.mark.parametrize("alternates", [True, False])
def test_an_alternate_in_the_room_votes_where_the_charter_lets_them(alternates):
    chair, holder, other = a_member(), a_member(), a_member()
    body = a_body(a_member(), chair=chair, alternates=alternates)
    seat = a_seat(body, holder, alternate=other)
    ballot = a_ballot_in_the_room(bodies.get(body.id), absent=(holder,))
    meeting = meetings.get(ballot.meeting_id)
    arrival = Arrival(seat.id, as_alternate=True)
    attendance.arrive(meeting, arrival, actor=a_secretary(), at=clock.now())
    if not alternates:
        with pytest.raises(RuleBroken, match=Refusal.NO_ALTERNATES):
            voted(ballot, (other, A))
        return
    voted(ballot, (other, A))
    with pytest.raises(RuleBroken, match=Refusal.AWAY):
        voted(ballot, (holder, R))


def test_secret_papers_in_the_room():
    ballot = a_ballot_in_the_room(kind=BallotKind.SECRET)
    voted(ballot, *[(one, A) for one in holders(ballot)])
    counted = close(ballot)
    assert (counted.approve, counted.outcome) == (3, Outcome.CARRIED)
    told = said_at(ballot.meeting_id)
    assert "by secret ballot" in told
    assert "For: " not in told


def test_hands_are_counted_in_the_room():
    ballot = a_ballot_in_the_room(a_full_body(3, ballot_kind="show_of_hands"))
    with pytest.raises(RuleBroken, match=Refusal.HANDS):
        voted(ballot, (holders(ballot)[0], A))
    with pytest.raises(RuleBroken, match="Count the hands first"):
        close(ballot)
    with pytest.raises(RuleBroken, match="4 hands were counted and 3 voting seats are here"):
        entering.enter_hands(ballot, {A: 4, R: 0, X: 0}, actor=a_secretary(), at=clock.now())
    entering.enter_hands(ballot, {A: 2, R: 1, X: 0}, actor=a_secretary(), at=clock.now())
    assert close(ballot).outcome is Outcome.CARRIED


def test_hands_belong_to_charters_that_show_them():
    ballot = a_ballot_in_the_room()
    with pytest.raises(RuleBroken, match="where the charter says"):
        entering.enter_hands(ballot, {A: 1, R: 0, X: 0}, actor=a_secretary(), at=clock.now())


def test_nothing_else_happens_while_the_body_votes():
    ballot = a_ballot_in_the_room()
    meeting, motion = meetings.get(ballot.meeting_id), agendas.get_motion(ballot.motion_id)
    recess = Motioned(MotionKind.RECESS, "A recess", seat_of(meeting))
    with pytest.raises(RuleBroken, match="The body is voting"):
        motions.move(meeting, recess, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="The body is voting"):
        motions.drop(motion, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="A ballot is open"):
        adjourn_meeting(meeting, actor=a_secretary(), at=clock.now())


def test_a_ballot_is_opened_on_a_seconded_motion_on_this_proposal_with_a_quorum():
    body = a_full_body()
    meeting = an_open_meeting(body)
    other, proposal, now = a_motion(meeting), a_submitted_proposal(body), clock.now()
    terms = services.Terms(motion=other)
    with pytest.raises(RuleBroken, match="main motion on a proposal"):
        services.open_ballot(proposal, actor=a_secretary(), closes_at=now, at=now, terms=terms)
    motions.drop(other, actor=a_secretary(), at=clock.now())
    motion = a_motion_on(meeting, a_submitted_proposal(body))
    here = meetings.get(meeting.id).attendances
    for span in here[:2]:
        attendance.depart(meeting, span.id, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="There is no quorum"):
        on_motion(motion)


def test_another_bodys_proposal_is_not_voted_on_here():
    meeting = an_open_meeting(a_full_body())
    motion = a_motion_on(meeting, a_submitted_proposal(a_full_body()))
    with pytest.raises(RuleBroken, match="before another body"):
        on_motion(motion)


def test_the_end_of_the_time_closes_it_and_settles_the_motion():
    ballot = a_ballot_in_the_room()
    voted(ballot, (holders(ballot)[0], A), (holders(ballot)[1], A))
    assert close_due(ballot.closes_at) == 1
    assert agendas.get_motion(ballot.motion_id).stage is MotionStage.CARRIED


@pytest.mark.parametrize("kind", [BallotKind.ROLL_CALL, BallotKind.SECRET])
def test_its_packet_names_the_papers_and_verifies(kind):
    ballot = a_ballot_in_the_room(kind=kind)
    item = agendas.get_item(agendas.get_motion(ballot.motion_id).item_id)
    offer = b"%PDF-1.7 What the vendor offers"
    handed = [
        Handed("The offer", name="offer.pdf", data=offer),
        Handed("Map", "https://example.org/map"),
        Handed("Draft", "https://example.org/draft"),
        Handed("Old map", "https://example.org/old"),
    ]
    *_, draft, old = (add_paper(item, one, actor=a_secretary(), at=clock.now()) for one in handed)
    withdraw_paper(draft, actor=a_secretary(), at=clock.now())
    withdraw_paper(old, actor=a_secretary(), at=ballot.opens_at - timedelta(minutes=1))
    voted(ballot, *[(one, A) for one in holders(ballot)])
    close(ballot)
    content = ballots.packet_of(ballot.id).content
    assert verify_packet.faults_of(content.encode()) == []
    head, *lines = (json.loads(line) for line in content.splitlines())
    assert lines[[name for name, _ in head["parts"]].index("papers")] == [
        {
            "name": "offer.pdf",
            "sha256": sha256(offer).hexdigest(),
            "size": 31,
            "title": "The offer",
        },
        {"title": "Map", "url": "https://example.org/map"},
        {"title": "Draft", "url": "https://example.org/draft"},
    ]
