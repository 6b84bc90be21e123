"""Motions: moved, seconded, amended and decided in their order."""

import pytest

from app.engine.meetings.meeting import ItemStage
from app.engine.meetings.motions import Method, MotionKind, MotionStage
from app.governance.queries import agendas as queries
from app.governance.services import agendas, attendance, motions
from app.governance.services.agendas import About
from app.governance.services.motions import Count
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from tests.factories.governance import a_secretary, a_submitted_proposal
from tests.factories.meetings import (
    a_full_body,
    a_motion,
    an_item,
    an_open_meeting,
    member_of,
    seat_of,
)

pytestmark = pytest.mark.usefixtures("session")
K, S = MotionKind, MotionStage
CONSENT = Count(Method.CONSENT)


def hands(yes, no=0, abstained=0):
    return Count(Method.SHOW_OF_HANDS, yes, no, abstained)


def decide(motion, count=CONSENT):
    decided = motions.decide(motion, count, actor=a_secretary(), at=clock.now())
    db.session.commit()
    return queries.get_motion(decided.id)


@pytest.fixture
def meeting():
    return an_open_meeting(a_full_body(5))


def test_a_motion_waits_for_its_second(meeting):
    motion = a_motion(meeting, seconded=False)
    assert motion.stage is S.MOVED
    with pytest.raises(RuleBroken, match="waits for a second"):
        decide(motion)
    with pytest.raises(RuleBroken, match="their own"):
        motions.second(motion, seat_of(meeting), actor=a_secretary(), at=clock.now())
    motions.second(motion, seat_of(meeting, 1), actor=a_secretary(), at=clock.now())
    assert queries.get_motion(motion.id).stage is S.PENDING
    with pytest.raises(RuleBroken, match="does not wait"):
        motions.second(motion, seat_of(meeting, 2), actor=a_secretary(), at=clock.now())


def test_a_small_board_does_without():
    body = a_full_body(3)
    body.charter.is_small_board = True
    db.session.commit()
    assert a_motion(an_open_meeting(body), seconded=False).stage is S.PENDING


def test_unseconded_it_falls_and_seconded_it_is_withdrawn(meeting):
    first = a_motion(meeting, seconded=False)
    motions.drop(first, actor=a_secretary(), at=clock.now())
    second = a_motion(meeting)
    motions.drop(second, actor=a_secretary(), at=clock.now())
    stages = [one.stage for one in queries.motions_of(meeting.id)]
    assert stages == [S.FELL, S.WITHDRAWN]


@pytest.mark.parametrize(
    ("kind", "count", "stage"),
    [
        (K.MAIN, hands(3, 2), S.CARRIED),
        (K.MAIN, hands(2, 2, 1), S.REJECTED),
        (K.MAIN, hands(1), S.CARRIED),
        (K.RECESS, hands(2, 1), S.CARRIED),
        (K.SUSPEND_RULES, hands(3, 2), S.REJECTED),
        (K.SUSPEND_RULES, hands(2, 1), S.CARRIED),
        (K.RESCIND, hands(3, 2), S.REJECTED),
        (K.APPEAL, hands(2, 2), S.REJECTED),
        (K.MAIN, CONSENT, S.CARRIED),
    ],
)
def test_what_the_hands_decide(meeting, kind, count, stage):
    assert decide(a_motion(meeting, kind), count).stage is stage


def test_a_main_motion_goes_by_the_charter():
    meeting = an_open_meeting(a_full_body(5, denominator="entire_membership"))
    assert decide(a_motion(meeting), hands(2)).stage is S.REJECTED
    assert decide(a_motion(meeting), hands(3)).stage is S.CARRIED


def test_more_hands_than_people_are_refused(meeting):
    motion = a_motion(meeting)
    for count in (hands(4, 2), hands(-1, 2), hands(0, 0, 2)):
        with pytest.raises(RuleBroken, match="hands"):
            decide(motion, count)


def test_without_a_quorum_nothing_is_decided(meeting):
    motion = a_motion(meeting)
    for span in meeting.attendances[2:]:
        attendance.depart(meeting, span.id, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="no quorum: 2 seats are present and 3 are needed"):
        decide(motion)
    assert decide(a_motion(meeting, K.ADJOURN)).stage is S.CARRIED


def test_an_amendment_makes_the_next_wording(meeting):
    main = a_motion(meeting, text="We keep one viewer.")
    amendment = a_motion(meeting, K.AMEND, text="We keep one viewer from May.")
    with pytest.raises(RuleBroken, match="moved after it"):
        decide(main)
    decide(amendment, hands(3, 1))
    main = queries.get_motion(main.id)
    assert [one.text for one in main.wordings] == [
        "We keep one viewer.",
        "We keep one viewer from May.",
    ]
    assert main.wordings[1].amendment_id == amendment.id
    lost = a_motion(meeting, K.AMEND, text="We keep none.")
    decide(lost, hands(0, 5))
    assert len(queries.get_motion(main.id).wordings) == 2
    assert decide(main).stage is S.CARRIED


def test_the_order_is_kept(meeting):
    a_motion(meeting)
    a_motion(meeting, K.LAY_ON_TABLE)
    with pytest.raises(RuleBroken, match="comes after “Set aside for the moment”"):
        a_motion(meeting, K.REFER)


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (K.REFER, ItemStage.DEFERRED),
        (K.POSTPONE_DEFINITELY, ItemStage.DEFERRED),
        (K.LAY_ON_TABLE, ItemStage.DEFERRED),
        (K.POSTPONE_INDEFINITELY, ItemStage.UNDER_WAY),
    ],
)
def test_what_puts_a_motion_away(meeting, kind, stage):
    item = an_item_under_way(meeting)
    main = a_motion(meeting, item_id=item.id)
    decide(a_motion(meeting, kind, item_id=item.id))
    assert queries.get_motion(main.id).stage is S.SET_ASIDE
    assert queries.get_item(item.id).stage is stage


def an_item_under_way(meeting, about=None):
    item = an_item(meeting, about=about)
    agendas.take_up(item, actor=a_secretary(), at=clock.now())
    db.session.commit()
    return item


def test_the_chair_rules_on_a_point_of_order(meeting):
    point = a_motion(meeting, K.POINT_OF_ORDER, text="We are off the agenda.")
    with pytest.raises(RuleBroken, match="how the chair rules"):
        decide(point)
    ruled = decide(point, Count(Method.CHAIR, ruling="Well taken."))
    assert (ruled.stage, ruled.ruling) == (S.CARRIED, "Well taken.")
    with pytest.raises(RuleBroken, match="not the chair"):
        decide(a_motion(meeting), Count(Method.CHAIR, ruling="Carried."))


def test_a_proposal_is_left_to_its_ballot(meeting):
    proposal = a_submitted_proposal(meeting.body)
    item = an_item_under_way(meeting, About(proposal_id=proposal.id))
    motion = a_motion(meeting, item_id=item.id)
    assert motion.proposal_id == proposal.id
    with pytest.raises(RuleBroken, match="by a ballot"):
        decide(motion)


def test_who_may_move_what(meeting):
    with pytest.raises(RuleBroken, match="exact words"):
        a_motion(meeting, text=" ")
    attendance.depart(meeting, meeting.attendances[0].id, actor=a_secretary(), at=clock.now())
    with pytest.raises(RuleBroken, match="Nobody is here"):
        a_motion(meeting)
    with pytest.raises(Forbidden):
        a_motion(meeting, mover_seat_id=seat_of(meeting, 1), by=member_of(meeting, 2))


def test_an_item_with_a_motion_before_the_body_stays_open(meeting):
    item = an_item_under_way(meeting)
    a_motion(meeting, item_id=item.id)
    with pytest.raises(RuleBroken, match="before the body"):
        agendas.close_item(item, actor=a_secretary(), at=clock.now())
