"""Sentences the engine says, word for word: they stand on pages as they are."""

from datetime import UTC, date, datetime

import pytest

from app.engine.funding.gate import MOST, line_refusal
from app.engine.funding.gate import Slot as MoneySlot
from app.engine.meetings import minutes
from app.engine.meetings.events import Event, EventKind
from app.engine.meetings.motions import MotionKind, Pending, refusal
from app.engine.paths.chooser import Question, advise
from app.engine.voting.ballot import Proxies, Rule
from app.engine.voting.election import Contest, Method, choose, paper_refusal
from app.engine.voting.packet import PARTS, packed
from app.engine.voting.proxies import Grant, proxy_refusal

DAY = date(2026, 3, 1)
ONE, TWO = Rule(proxies=Proxies(per_holder=1)), Rule(proxies=Proxies(per_holder=2))


def a_grant(principal, holder, first=DAY, last=None):
    return Grant(principal, holder, first, last)


@pytest.mark.parametrize(
    ("rule", "wanted", "beside", "says"),
    [
        (Rule(), a_grant(1, 2), [], "Under this charter nobody votes by proxy."),
        (ONE, a_grant(1, 1), [], "Nobody holds their own proxy."),
        (
            TWO,
            a_grant(1, 2),
            [a_grant(1, 3)],
            "The vote of this seat is already given by proxy for some of these days.",
        ),
        (
            TWO,
            a_grant(1, 2),
            [a_grant(1, 3, DAY, DAY)],
            "The vote of this seat is already given by proxy for some of these days.",
        ),
        (
            TWO,
            a_grant(1, 2),
            [a_grant(3, 1)],
            "Whoever holds a proxy cannot pass the own vote on: proxies make no chains.",
        ),
        (
            TWO,
            a_grant(1, 2),
            [a_grant(2, 3)],
            "This person has given the own vote by proxy, so it would make a chain.",
        ),
    ],
)
def test_proxies(rule, wanted, beside, says):
    assert proxy_refusal(rule, wanted, beside) == says


@pytest.mark.parametrize(
    ("method", "marks", "says"),
    [
        (Method.APPROVAL, {7: 1}, "The paper names an option that is not on it."),
        (Method.APPROVAL, {0: 2}, "An option is approved or it is not."),
        (
            Method.RANKED,
            {0: 1, 1: 3},
            "Rank 1 for the first choice, 2 for the second and so on, each rank once.",
        ),
        (
            Method.POINTS,
            {0: 0},
            "Points are whole numbers of 1 or more; leave an option empty for none.",
        ),
        (Method.POINTS, {0: 1}, None),
    ],
)
def test_papers(method, marks, says):
    assert paper_refusal(Contest(method, ("A", "B")), marks) == says


def test_nothing_chosen_says_so():
    found = choose(Contest(Method.APPROVAL, ("A", "B")), [])
    assert found.rounds[0].said == "No option was given anything, so none is chosen."
    assert [have for _, have in found.rounds[0].have] == [0, 0]


VISIT = dict.fromkeys(list(Question)[:6], False)


TODAY = (
    "The record system takes unasked results today. A charge has to come from the note "
    "until it can make an order on request."
)


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (
            {Question.READ_APART: True, Question.MAKES_ORDERS: True},
            "Charge and result hang on an order, and the record system can make one on request.",
        ),
        (
            {Question.BILLED: True, Question.TAKES_UNASKED: True},
            TODAY,
        ),
        (
            {Question.BILLED: True},
            "Charge and result hang on an order: the record system has to learn to make one.",
        ),
        ({}, "Nothing is charged: a notice is enough, with less to build and no open orders."),
        (
            {Question.MAKES_ORDERS: True},
            "The record system refuses unasked results and can make an order on request.",
        ),
    ],
)
def test_the_way_in_a_visit_and_why(known, says):
    assert advise(VISIT | known).reasons[-1] == says


def test_as_much_for_an_order_as_for_the_visit():
    halves = dict(zip(list(Question)[:6], [True] * 3 + [False] * 3, strict=True))
    assert advise(halves).reasons[0] == (
        "As much speaks for an order as for the visit: let planned captures begin with an order."
    )


def an_event(kind, **said):
    return Event(1, datetime(2026, 3, 1, 9, 5, tzinfo=UTC), kind, said)


@pytest.mark.parametrize("groups", ["", "No seat of clinical was there."])
def test_the_quorum_is_told_with_its_numbers(groups):
    told = minutes._quorum("there was a quorum")(
        an_event(EventKind.QUORUM_REACHED, have="3", base="5", needed="3", groups=groups)
    )
    more = f" {groups}" if groups else ""
    assert told == f"3 of 5 seats were present and 3 were needed: there was a quorum.{more}"


@pytest.mark.parametrize("end", [".", "!", "?", "”"])
def test_a_sentence_that_ends_stays_as_it_is(end):
    assert minutes._sentence(f" So it was{end} ") == f"So it was{end}"
    assert minutes._sentence("So it was") == "So it was."


def test_who_joins_in_the_room_needs_no_more_words():
    told = minutes._arrived(an_event(EventKind.ARRIVED, name="Ann", seat="Radiology"))
    assert told.endswith("Ann (Radiology) joined.")


def test_an_amendment_two_deep_is_the_last():
    pending = [Pending(kind) for kind in (MotionKind.MAIN, MotionKind.AMEND, MotionKind.AMEND)]
    assert refusal(MotionKind.AMEND, pending) == (
        "An amendment of an amendment cannot be amended again. Decide it first."
    )


def test_a_packet_names_its_parts_in_order():
    with pytest.raises(ValueError, match=r"^A packet has these parts in this order: ") as refused:
        packed({})
    assert str(refused.value).endswith(", ".join(PARTS))


@pytest.mark.parametrize(("amount", "is_right"), [(-1, 0), (0, 1), (MOST, 1), (MOST + 1, 0)])
def test_what_a_fund_may_hold_ends_at_its_limits(amount, is_right):
    said = line_refusal(amount, "F1", MoneySlot(2026, "capital"), 0)
    assert (said is None) == bool(is_right)
