from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.accounts.roles import Role
from app.funding.queries import awards as queries
from app.funding.queries.requests import Filter
from app.funding.services import sheets
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.tables import Format
from app.kernel.spreadsheets.writing import write_table
from tests.factories.accounts import a_person
from tests.factories.funding import CAPITAL, a_fund, a_request, an_authority, this_year

pytestmark = pytest.mark.usefixtures("session")

HEADINGS = ("Request", "Decision", "Fiscal year", "Kind", "Amount")


class Purse:
    """A fund with 10,000, a request for 9,000 and a decision over 8,000."""

    def __init__(self) -> None:
        self.fund = a_fund()
        self.request = a_request(self.fund)
        self.authority = an_authority(self.fund)
        self.number = self.authority.decision.number

    def row(self, amount: str, **changed) -> tuple[str, ...]:
        usual = {
            "request": self.request.code,
            "decision": self.number,
            "fiscal_year": f"FY{this_year()}",
            "kind": "Capital",
            "amount": amount,
        }
        return tuple((usual | changed).values())

    @property
    def awarded(self) -> list[int]:
        return sorted(one.amount for one in queries.list_awards(Filter(self.fund.id)))


@pytest.fixture
def purse(session) -> Purse:
    return Purse()


def load(*rows, headings=HEADINGS, format=Format.XLSX) -> None:
    data = write_table(format, "Awards", headings, rows)
    with unit_of_work():
        sheets.award_rows(sheets.rows_of(data, f"awards.{format.value}"), on=clock.today())


@pytest.mark.parametrize("format", Format)
def test_every_row_of_a_sheet_is_awarded(purse, format):
    load(purse.row("1,000.50"), purse.row("2000"), format=format)
    assert purse.awarded == [1_000_50, 2_000_00]


def test_columns_come_in_any_order_with_others_beside(purse):
    row = purse.row("7")
    load((*reversed(row), "a remark"), headings=(*reversed(HEADINGS), "Remark"))
    assert purse.awarded == [7_00]


def test_all_rows_or_none_and_every_problem_by_its_row(purse):
    with pytest.raises(sheets.SheetRefused) as refused:
        load(
            purse.row("1000"),
            purse.row("much", fiscal_year="soon"),
            purse.row("5", request="R-9999"),
            purse.row("7000.01"),
        )
    too_much = f"Decision {purse.number} covers 8,000 of capital money"
    assert [(one.row, one.sentence) for one in refused.value.problems] == [
        (3, "Amount: Write an amount such as 1,250.50."),
        (3, "Fiscal year: Write a whole number."),
        (4, "There is no request R-9999."),
        (5, f"{too_much}; 7,000 is left, 0.01 too little."),
    ]
    assert str(refused.value) == "Nothing was awarded: 4 problems."
    assert purse.awarded == []


def test_rows_together_are_held_against_the_same_purse(purse):
    load(purse.row("3000"), purse.row("5000"))
    with pytest.raises(sheets.SheetRefused, match="1 problem"):
        load(purse.row("0.01"))
    assert purse.awarded == [3_000_00, 5_000_00]


def test_a_sheet_without_its_columns_is_refused(purse):
    with pytest.raises(RuleBroken, match="no column called Kind, Amount"):
        load(purse.row("1")[:3], headings=HEADINGS[:3])


def test_a_file_that_is_no_sheet_is_refused(session):
    with pytest.raises(RuleBroken):
        sheets.rows_of(b"not a workbook", "awards.xlsx")


def test_a_formula_is_no_amount(purse):
    data = BytesIO(write_table(Format.XLSX, "Awards", HEADINGS, [purse.row("1")]))
    book = load_workbook(data)
    book.active["E2"] = "=1+1"
    changed = BytesIO()
    book.save(changed)
    with pytest.raises(sheets.SheetRefused) as refused:
        sheets.rows_of(changed.getvalue(), "awards.xlsx")
    assert [one.row for one in refused.value.problems] == [2]
    assert "Column E" in refused.value.problems[0].sentence


def upload(browser, *rows, status=303, name="awards.csv"):
    data = write_table(Format.CSV, "Awards", HEADINGS, rows)
    form = {"sheet": (BytesIO(data), name), "reason": "Board of November"}
    return browser.post("funding.import_awards", form, status=status)


def test_finance_imports_on_a_page(browse, purse):
    finance = browse(a_person(Role.FINANCE))
    assert "Fiscal year" in finance.get("funding.import_awards").table.text
    page = upload(finance, purse.row("9000"), status=422)
    assert "Nothing was awarded" in page.text
    assert page.select_one("tbody th").text == "2"
    assert purse.awarded == []
    page = upload(finance, purse.row("1000"), purse.row("2000"))
    assert "2 awards are made" in page.text
    assert purse.awarded == [1_000_00, 2_000_00]
    page = upload(finance, purse.row("1"), status=422, name="awards.xlsx")
    assert page.select_one("#sheet-error").text
    page = finance.post("funding.import_awards", {}, status=422)
    assert "Choose an XLSX or CSV file" in page.select_one("#sheet-error").text


@pytest.mark.parametrize("role", [Role.PLANNER, Role.EXECUTIVE, Role.VIEWER])
def test_only_finance_imports(browse, role):
    browse(a_person(role)).get("funding.import_awards", status=403)


def test_the_kind_of_a_row_is_read_by_its_word(purse):
    load(purse.row("1", kind="capital"))
    assert queries.list_awards(Filter(purse.fund.id))[0].authority.kind is CAPITAL
