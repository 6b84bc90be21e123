"""Lists by key: every row once, in order, both ways; filters, counts and addresses."""

from dataclasses import replace

import pytest

from app.inventory.models import Asset
from app.inventory.queries import estate
from app.inventory.services.standing import set_standings
from app.kernel.counting import counts_of
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.listing import NONE, Wanted, page_of
from app.organization.models import Department
from tests.factories.inventory import ANYBODY, a_source, a_viewer
from tests.factories.organization import a_department

SMALL = replace(estate.ESTATE, page_size=3)
SORTS = [sort.name for sort in estate.SORTS]


@pytest.fixture
def rows(session):
    """Eleven assets with ties, unknown scores and unknown departments."""
    eye, skin = a_department(name="Eye"), a_department(name="Skin")
    made = []
    for number in range(11):
        owner = {0: eye, 1: skin}.get(number % 3)
        made.append(a_source(name=f"Same {number // 4}", department=owner))
    scores = [50_000, None, 50_000, 70_000]
    set_standings(
        {"asset_id": one.id, "provisional": scores[number % 4], "completeness": number % 2}
        for number, one in enumerate(made)
        if number != 5
    )
    return estate.rows_for(ANYBODY).outerjoin(Department, Department.id == Asset.department_id)


def walk(rows, wanted: Wanted) -> tuple[list[int], list[int]]:
    """The ids of all pages forwards, and of all pages back from the last."""
    there, back, page = [], [], page_of(SMALL, rows, wanted)
    while True:
        there.extend(row.id for row in page.rows)
        if page.next is None:
            break
        page = page_of(SMALL, rows, page.next)
    while True:
        back = [row.id for row in page.rows] + back
        if page.previous is None:
            return there, back
        page = page_of(SMALL, rows, page.previous)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", SORTS)
def test_each_row_is_met_once_both_ways(rows, sort, descending):
    there, back = walk(rows, Wanted(sort=sort, descending=descending))
    assert len(there) == len(set(there)) == 11
    assert back == there


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_not_known_comes_last_either_way(rows, descending):
    wanted = Wanted(sort="score", descending=descending)
    shown = page_of(estate.ESTATE, rows, wanted).rows
    scores = [row.at_0 for row in shown]
    known = [score for score in scores if score is not None]
    assert scores == sorted(known, reverse=descending) + [None] * (len(scores) - len(known))
    assert None in scores


def test_a_search_is_walked_by_match(rows):
    there, back = walk(rows, Wanted(search="same 1"))
    assert len(there) == 4
    assert back == there


def test_a_row_added_meanwhile_moves_no_page(rows):
    first = page_of(SMALL, rows, Wanted(sort="name"))
    a_source(name="A first one")
    second = page_of(SMALL, rows, first.next)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}


def test_the_page_before_a_vanished_row_still_opens(rows):
    page = page_of(SMALL, rows, Wanted(sort="name"))
    only_viewers = replace(page.next, filters={"kind": ("viewer",)})
    assert page_of(SMALL, rows, only_viewers).rows == []


def test_an_address_holds_all_that_was_asked():
    asked = {
        "q": [" Retina "],
        "kind": ["source", "viewer", "source"],
        "department": [NONE],
        "sort": ["score.up"],
        "columns": ["fit,hosting", "nonsense"],
    }
    wanted = estate.ESTATE.read(asked)
    assert wanted.search == "Retina"
    assert wanted.filters == {"kind": ("source", "viewer"), "department": (NONE,)}
    assert (wanted.sort, wanted.descending) == ("score", False)
    assert wanted.columns == ("fit", "hosting")
    assert estate.ESTATE.read(wanted.address()) == wanted


def test_a_filter_is_added_and_taken_away_from_the_first_page():
    wanted = Wanted(after="somewhere", filters={"kind": ("source",)})
    both = wanted.toggled("kind", "viewer")
    assert both.filters == {"kind": ("source", "viewer")}
    assert both.after == ""
    assert both.toggled("kind", "viewer").toggled("kind", "source").filters == {}


@pytest.mark.parametrize(
    "given",
    [
        {"sort": ["luck"]},
        {"kind": ["spoon"]},
        {"department": ["0"]},
        {"department": ["99999999999"]},
        {"department": ["1e3"]},
        {"vendor": ["٣"]},
    ],
)
def test_words_the_list_does_not_know_are_refused(given):
    with pytest.raises(RuleBroken):
        estate.ESTATE.read(given)


@pytest.mark.parametrize("place", ["x", "W10", "bnVsbA", "WyJhIl0", "WyJhIiwgImIiXQ", "é"])
def test_a_damaged_place_is_refused(rows, place):
    with pytest.raises(RuleBroken, match="damaged"):
        page_of(SMALL, rows, Wanted(sort="name", after=place))


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "same%", '"'])
def test_a_search_takes_letters_as_letters(rows, text):
    assert page_of(SMALL, rows, Wanted(search=text)).rows == []


def test_counts_leave_out_their_own_filter_alone(rows):
    a_viewer()
    wanted = Wanted(filters={"kind": ("viewer",), "lifecycle": ("retired",)})
    counts = counts_of(SMALL, estate.rows_for(ANYBODY), wanted, state="now")
    assert counts.total == 0
    kinds = {choice.value: choice.count for choice in counts.choices["kind"]}
    lifecycles = {choice.value: choice.count for choice in counts.choices["lifecycle"]}
    assert kinds == {"viewer": 0}
    assert lifecycles == {"active": 1, "retired": 0}


def test_counts_are_asked_once_for_a_state_of_the_data(rows, query_budget):
    asked = (SMALL, estate.rows_for(ANYBODY), Wanted())
    with query_budget(2):
        first = counts_of(*asked, state=1)
        assert counts_of(*asked, state=1) is first
    a_viewer()
    assert counts_of(*asked, state=2).total == first.total + 1


def test_the_state_of_the_data_changes_with_history_and_with_standings(session):
    before = estate.data_state()
    with unit_of_work():
        asset = a_source()
    after = estate.data_state()
    set_standings([{"asset_id": asset.id, "fit": "fit"}])
    assert len({before, after, estate.data_state()}) == 3
