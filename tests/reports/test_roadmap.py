from datetime import date

import pytest

from app.engine.values import MoneyKind
from app.funding.queries import balances, funds
from app.reports.content import roadmap
from app.reports.content.plan import Timing, timing
from app.reports.document import Document, Letterhead, Table
from app.reports.renderers.words import written_rows
from app.strategy.facts import InitiativeStatus as Status
from app.strategy.models import Initiative
from tests.factories.roadmap import AS_OF, a_roadmap

LETTERHEAD = Letterhead("Quillwater Health", "USD", 1)


@pytest.fixture
def made(session):
    return a_roadmap()


def report() -> Document:
    return roadmap.build(LETTERHEAD, AS_OF)


def table(title: str) -> Table:
    return next(one for one in report().tables() if one.title == title)


def told(title: str) -> list[list[str]]:
    return written_rows(table(title))


def test_initiatives_come_with_phase_dates_owner_status_and_decision(made):
    rows = told("Initiatives")
    assert rows[0] == [
        "I01 Retire the old archive",
        "P1 Foundation",
        "Approved",
        "Late",
        "Ada O'Neil",
        "1 Sep 2026",
        "19 Mar 2027",
        "200",
        "nothing",
        made.decision_number,
    ]
    assert rows[1][8:] == ["I01", "not decided"]
    assert rows[2][1:7] == [
        "No phase",
        "Proposed",
        "Without a date",
        "nobody yet",
        *["no date yet"] * 2,
    ]
    assert rows[3][3] == "cancelled"


def test_the_question_is_answered_in_a_sentence(made):
    chart = report().charts()[0]
    assert chart.answer == "3 initiatives, 1 of them late; the last ends in June 2027."


def test_dispositions_are_counted_as_suggested_and_as_decided(made):
    assert told("Dispositions") == [["Retain", "1", "0"], ["Retire", "1", "1"]]
    assert told("Decided assets")[0][1:4] == ["Retire", "Retire", made.decision_number]


def test_a_retirement_says_where_to_by_when_under_what_and_by_which_initiative(made):
    (row,) = told("What goes")
    assert row[0] == f"{made.retired.code} Old archive"
    assert row[2].endswith("New archive")
    assert row[3:] == ["30 Jun 2027", "not yet", made.decision_number, "I01"]


def test_objectives_show_where_they_began_and_stand(made):
    first, second = told("Objectives")
    assert first[3:] == ["40", "95", "31 Dec 2028", "61.5", "31 Oct 2026"]
    assert second[3:] == ["not known", "not set", "not set", "not measured", "not measured"]


def test_money_agrees_with_the_funds_to_the_cent(made):
    by_year, by_fund = table("Money by fiscal year"), table("Money by fund")
    (books,) = balances.balances(funds.list_funds())
    for kind in MoneyKind:
        for measure in ("held", "asked", "awarded", "released", "left"):
            place = by_year.position(f"{kind.value.capitalize()} {measure}")
            of_fund = [
                row[by_fund.position(measure.capitalize())] or 0
                for row in by_fund.rows
                if row[2] == kind.value.capitalize()
            ]
            expected = books.sum_of(kind, measure)
            assert by_year.total[place] == sum(by_year.values(by_year.columns[place].heading))
            assert by_year.total[place] == sum(of_fund) == expected


def test_each_year_has_its_money_by_kind(made):
    by_year = table("Money by fiscal year")
    assert by_year.values("Fiscal year") == ["FY2027", "FY2028", "FY2029"]
    assert by_year.values("Capital awarded") == [1_000_000_01, 0, 0]
    assert by_year.values("Capital released") == [250_000_99, 0, 0]
    assert by_year.values("Capital left") == [999_999_99, 0, 0]
    assert by_year.values("Operating asked") == [0, 50_000_50, 50_000_50]


def test_the_operating_tail_that_nobody_awarded_is_in_view(made):
    assert told("Operating tail to come") == [
        ["R1 New archive", "I01", "CAP", "FY2028 to FY2029", "100,001"]
    ]


def test_a_fund_without_a_line_says_so(made):
    last = told("Money by fund")[-1]
    assert last[1:4] == ["FY2029", "Operating", "no line"]


def test_an_empty_roadmap_is_a_report_of_what_is_missing(session):
    document = report()
    assert all(not one.rows for one in document.tables())
    said = [one.empty for one in document.tables()]
    assert "No initiative is planned yet." in said
    assert document.charts()[0].answer == "No initiative is planned yet."


def test_the_report_asks_few_questions(made, query_budget):
    with query_budget(17):
        report()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": Status.COMPLETE}, Timing.FINISHED),
        ({"status": Status.ON_HOLD}, Timing.STOPPED),
        ({"starts_on": None, "ends_on": None}, Timing.NO_DATE),
        ({"starts_on": date(2026, 11, 24)}, Timing.ON_TIME),
        ({"starts_on": date(2026, 11, 23)}, Timing.LATE),
        ({"starts_on": date(2026, 11, 23), "started_on": date(2026, 11, 23)}, Timing.ON_TIME),
        (
            {
                "starts_on": date(2026, 1, 1),
                "started_on": date(2026, 1, 1),
                "ends_on": date(2026, 11, 23),
            },
            Timing.LATE,
        ),
    ],
)
def test_late_is_what_should_have_begun_or_ended(given, expected):
    usual = {"status": Status.APPROVED, "starts_on": date(2027, 1, 1), "ends_on": date(2027, 2, 1)}
    assert timing(Initiative(**usual | given), AS_OF) is expected
