"""Exactly at the edge: the last amount, day, year or paper that is still allowed, and the next."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from types import SimpleNamespace

import pytest

from app.engine.fit.overlap import Overlap
from app.engine.fit.retirement import NAMED_AT_MOST, _some
from app.engine.fit.rivals import _no_weaker
from app.engine.funding.cashflow import Slot
from app.engine.funding.gate import MOST, Books, Cover, Line, Mandate, Wish, award_refusals
from app.engine.lifecycle import Lifecycle, NotNow
from app.engine.meetings.motions import MotionKind, Pending, refusal
from app.engine.naming import core_of
from app.engine.paths.check import Capture, check
from app.engine.paths.chooser import missing_parts
from app.engine.paths.stages import SourceWay, Stage
from app.engine.paths.steps import WORDS_OF, Link, LinkCode, LinkStatus, Path, Verdict, Workflow
from app.engine.values import FiscalYear, MoneyKind
from app.engine.voting.ballot import (
    BallotKind,
    Choice,
    Rule,
    TieResult,
    contradictions,
)
from app.engine.voting.election import Contest, Method, choose
from app.engine.voting.packet import _line
from app.engine.voting.proxies import Grant
from app.engine.voting.receipt import in_signs, receipt
from app.engine.voting.tally import tally_of_box
from tests.engine.voting.rolls import a_vote

TODAY = date(2027, 3, 1)
CAPITAL = MoneyKind.CAPITAL


def books(**wish):
    """A decision, a line and a request so large that only what is given here stands in the way."""
    known = {"asked": {Slot(2027, CAPITAL): 100, Slot(2028, CAPITAL): 100}, "awarded": {}}
    cover = Cover(Mandate("D-1", date(2027, 1, 1)), "CAP", CAPITAL, 2027, 2028, 2 * MOST)
    return Books(Wish("R-1", "CAP", **(known | wish)), cover, Line(2 * MOST))


def test_the_whole_of_a_request_of_which_nothing_is_awarded():
    assert award_refusals(100, 2027, books(), TODAY) == ()
    assert len(award_refusals(101, 2027, books(), TODAY)) == 1


def test_the_last_year_a_decision_covers():
    assert award_refusals(100, 2028, books(), TODAY) == ()
    assert award_refusals(100, 2029, books(), TODAY)


def test_the_largest_amount():
    most = books(asked={Slot(2027, CAPITAL): 2 * MOST})
    assert award_refusals(MOST, 2027, most, TODAY) == ()
    assert len(award_refusals(MOST + 1, 2027, most, TODAY)) == 1


@pytest.mark.parametrize(
    ("day", "first_month", "number", "begins"),
    [
        (date(2027, 1, 31), 2, 2027, date(2026, 2, 1)),
        (date(2027, 2, 1), 2, 2028, date(2027, 2, 1)),
        (date(2027, 2, 1), 1, 2027, date(2027, 1, 1)),
    ],
)
def test_years_that_start_in_january_or_february(day, first_month, number, begins):
    year = FiscalYear.of(day, first_month)
    assert (year.number, year.span.first) == (number, begins)
    assert FiscalYear.of(date(2027, 1, 31)).number == 2027


class Step(StrEnum):
    ON_HOLD = "on_hold"


def test_a_stage_of_two_words_is_said_in_two_words():
    with pytest.raises(NotNow, match='A plan at the stage "on hold" cannot be sold'):
        Lifecycle("plan", {}).after(Step.ON_HOLD, "sold")


def test_a_motion_is_held_against_the_newest_that_is_pending():
    """Two main motions under the newest, so that neither end of the list is the second of it."""
    main, postpone = Pending(MotionKind.MAIN), Pending(MotionKind.POSTPONE_DEFINITELY)
    tabled = Pending(MotionKind.LAY_ON_TABLE)
    assert "comes after" in refusal(MotionKind.REFER, [main, main, postpone])
    assert "cannot be amended" in refusal(MotionKind.AMEND, [main, main, tabled])
    assert refusal(MotionKind.AMEND, [main, main, postpone]) is None


@pytest.mark.parametrize(
    ("spelling", "core"),
    [
        ("GmbH", "gmbh"),
        ("Agfa AG", "agfa"),
        ("AG Agfa", "ag agfa"),
        ("Imaging Agfa", "imaging agfa"),
        ("Acme / Bolt / Corp", "acme"),
    ],
)
def test_what_is_left_of_a_name(spelling, core):
    assert core_of(spelling) == core


def test_outcomes_are_told_one_by_one():
    """Only the index is missing: what was made is known and seen, and cannot be found by index."""
    live = [Link(code, LinkStatus.LIVE, TODAY) for code in LinkCode if code != LinkCode.INDEXED]
    found = check(
        Capture(Workflow.ENCOUNTER),
        [*live, Link(LinkCode.INDEXED, LinkStatus.NONE, TODAY)],
        on=TODAY,
    )
    assert found.outcomes.indexed is not Verdict.SUPPORTED
    assert found.outcomes.notified is Verdict.SUPPORTED
    assert found.outcomes.viewable is Verdict.SUPPORTED


def test_a_result_sent_unasked_belongs_to_the_outcome_notified():
    """By notice the result comes without an order; if it does not come, nobody is told."""
    wanting = {LinkCode.UNSOLICITED, LinkCode.DICTIONARY, LinkCode.ORDER_MADE}
    links = [
        Link(code, LinkStatus.NONE if code in wanting else LinkStatus.LIVE, TODAY)
        for code in LinkCode
    ]
    found = check(Capture(Workflow.ENCOUNTER), links, on=TODAY)
    assert Path.NOTICE in found.taken
    assert found.outcomes.notified is Verdict.UNSUPPORTED


def test_a_missing_part_is_named_in_words():
    (part,) = missing_parts([Path.NOTICE], {LinkCode.UNSOLICITED})
    assert part.says == WORDS_OF[LinkCode.UNSOLICITED]


def test_a_stage_nobody_spoke_of_says_so():
    assert SourceWay(1, "Camera", None, {}).at(next(iter(Stage))).says == "nobody has said"


def test_notice_that_is_due_today_is_still_ahead():
    running = SimpleNamespace(notice_on=TODAY, key=1, cost=None)
    assert Overlap((running,)).next_notice(TODAY) is running
    assert Overlap((running,)).next_notice(TODAY + timedelta(days=1)) is None


@pytest.mark.parametrize(("more", "ends"), [(0, ""), (1, " and 1 more"), (2, " and 2 more")])
def test_names_beyond_the_most_are_counted(more, ends):
    names = [f"n{one}" for one in range(NAMED_AT_MOST + more)]
    assert _some(names) == ", ".join(names[:NAMED_AT_MOST]) + ends


def test_of_two_equals_the_first_is_the_stronger():
    first = SimpleNamespace(functional=1, technical=1, key=1)
    second = SimpleNamespace(functional=1, technical=1, key=2)
    assert (_no_weaker(first, second), _no_weaker(second, first)) == (True, False)
    better = SimpleNamespace(functional=1, technical=2, key=3)
    assert (_no_weaker(better, first), _no_weaker(first, better)) == (True, False)


def test_a_proxy_that_ends_on_the_day_another_begins_overlaps_it():
    first, second = Grant(1, 2, TODAY, TODAY), Grant(1, 3, TODAY, None)
    assert first.overlaps(second)
    assert second.overlaps(first)
    assert not second.overlaps(replace(first, first=date(2027, 1, 1), last=date(2027, 2, 28)))


def test_a_receipt_is_the_same_in_every_time_zone():
    at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    east = at.astimezone(timezone(timedelta(hours=9)))
    assert receipt(1, 2, Choice.APPROVE, at) == receipt(1, 2, Choice.APPROVE, east)
    stored = sha256(b"1/2/approve/2027-03-01T09:00:00+00:00").digest()
    assert receipt(1, 2, Choice.APPROVE, at) == in_signs(stored[:8])


def test_a_box_holds_as_many_papers_as_seats_and_no_more():
    places, _ = a_vote(4, present=4)
    assert tally_of_box(Rule(), places, {Choice.APPROVE: 4}).approve == 4
    with pytest.raises(ValueError, match=r"^There are more papers than seats that take part\.$"):
        tally_of_box(Rule(), places, {Choice.APPROVE: 5})


def test_a_tie_of_a_secret_ballot_is_not_for_the_chair():
    rule = Rule(kind=BallotKind.SECRET, tie_result=TieResult.CHAIR_CASTS)
    assert "The chair cannot decide a tie where nobody can tell the chair's vote." in (
        contradictions(rule)
    )


def test_lines_of_a_packet_are_written_in_one_way_only():
    assert _line({"b": "é", "a": [1, 2]}) == '{"a":[1,2],"b":"\\u00e9"}'


def test_every_option_chosen_needs_no_lot():
    found = choose(Contest(Method.APPROVAL, ("A", "B"), places=3), [{0: 1, 1: 1}])
    assert found.rounds[0].said.startswith("Chosen, with the most approvals: ")
    assert "lot" not in found.rounds[0].said
    assert set(found.chosen) == {0, 1}


def test_a_lot_among_equals_names_both():
    found = choose(Contest(Method.APPROVAL, ("A", "B", "C"), places=1), [{0: 1, 1: 1}])
    won, lost = (found.chosen[0], 1 - found.chosen[0])
    names = "ABC"
    assert found.rounds[0].said == (
        f"Chosen, with the most approvals: {names[won]}. “{names[won]}” and “{names[lost]}” have "
        "the same; the lot decided for the first."
    )


def test_of_two_over_the_quota_the_one_with_more_is_first():
    contest = Contest(Method.RANKED, ("A", "B", "C"), places=2)
    counted = choose(contest, [*[{1: 1}] * 5, *[{0: 1}] * 4, {2: 1}])
    assert counted.chosen == (1, 0)
    assert counted.rounds[1].said == "“A” has the quota of 4 and is chosen."


def test_places_left_are_filled_in_the_order_of_papers():
    contest = Contest(Method.RANKED, ("A", "B", "C", "D"), places=3)
    counted = choose(contest, [*[{0: 1}] * 1, *[{3: 1}] * 2, *[{1: 1}] * 1, *[{3: 1}] * 2])
    assert counted.chosen[0] == 3
    assert set(counted.chosen[1:]) == {0, 1}
