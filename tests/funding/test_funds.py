import pytest

from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.funding.cashflow import Slot
from app.funding.facts import FundFacts, LineFacts
from app.funding.queries import funds as queries
from app.funding.queries.balances import balances, unfunded_tails
from app.funding.services import funds as services
from app.funding.services.awards import release_money
from app.funding.services.requests import withdraw_request
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, NotFound
from app.kernel.facts import Refused, check
from tests.factories.accounts import a_person
from tests.factories.funding import (
    CAPITAL,
    OPERATING,
    a_fund,
    a_part,
    a_request,
    an_award,
    this_year,
)

pytestmark = pytest.mark.usefixtures("session")


def test_a_fund_holds_money_by_year_and_kind():
    year = this_year()
    fund = queries.get_fund(a_fund((year, CAPITAL, 500_01), (year + 1, OPERATING, 7_00)).id)
    assert [(line.fiscal_year, line.kind, line.amount) for line in fund.lines] == [
        (year, CAPITAL, 500_01),
        (year + 1, OPERATING, 7_00),
    ]


def test_a_line_is_said_again_not_twice():
    fund = a_fund((2027, CAPITAL, 100))
    line = services.set_line(fund, LineFacts(fiscal_year=2027, kind=CAPITAL, amount=200))
    db.session.commit()
    assert queries.line_of(fund.id, Slot(2027, CAPITAL)) is line
    assert history_of("funding_fund_line", line.id)[0].fields["amount"] == [100, 200]


def test_a_line_never_holds_less_than_is_awarded():
    fund = a_fund()
    an_award(fund, amount=1_000_00)
    facts = {"fiscal_year": this_year(), "kind": CAPITAL}
    services.set_line(fund, LineFacts(**facts, amount=1_000_00))
    with pytest.raises(Refused, match=r"1,000 of capital money .* is already awarded"):
        services.set_line(fund, LineFacts(**facts, amount=999_99))


def test_two_funds_never_share_a_code():
    fund = a_fund(code="cap")
    assert fund.code == "CAP"
    with pytest.raises(Refused, match="There is already a fund CAP"):
        a_fund(code="Cap")


def test_a_stale_change_is_refused():
    with pytest.raises(Conflict):
        services.change_fund(a_fund(), seen=0, facts=FundFacts(code="X", name="X"))


@pytest.mark.parametrize(
    ("year", "why"),
    [("FY1999", "2000 or more"), ("2101", "2100 or less"), ("soon", "whole number")],
)
def test_a_fiscal_year_is_a_year(year, why):
    with pytest.raises(Refused, match=why):
        check(LineFacts, {"fiscal_year": year, "kind": "capital", "amount": "1"})


def test_a_balance_is_exact_in_every_column():
    fund, year = a_fund(), this_year()
    award = an_award(fund, amount=1_000_01)
    release_money(award, a_part(400_02), on=clock.today(), first_month=1)
    a_request(fund, amount=2_000_00, operating_tail=300_00, tail_years=2)
    gone = a_request(fund, amount=1)
    withdraw_request(gone)
    (shown,) = balances([fund])
    first = shown.balances[0]
    assert (first.slot, first.held, first.asked) == (Slot(year, CAPITAL), 10_000_00, 11_000_00)
    assert (first.awarded, first.released, first.left) == (1_000_01, 400_02, 8_999_99)
    assert first.is_short
    tail = shown.balances[-1]
    assert (tail.slot, tail.held, tail.asked, tail.left) == (
        Slot(year + 2, OPERATING),
        None,
        300_00,
        None,
    )
    assert shown.sum_of(OPERATING, "asked") == 600_00


def test_the_unfunded_tail_is_what_nobody_has_awarded():
    fund = a_fund()
    asking = a_request(fund, operating_tail=300_00, tail_years=2)
    (tail,) = unfunded_tails()
    assert (tail.request, tail.amount) == (asking, 600_00)
    assert tail.missing == {this_year() + 1: 300_00, this_year() + 2: 300_00}
    withdraw_request(asking)
    assert unfunded_tails() == []


def test_there_is_no_fund_nobody_opened():
    with pytest.raises(NotFound):
        queries.get_fund(0)


def test_the_page_shows_each_number_and_the_way_to_its_rows(browse):
    fund = a_fund(name="System capital")
    award = an_award(fund, amount=1_000_00)
    release_money(award, a_part(400_00), on=clock.today(), first_month=1)
    a_request(fund, title="Archive", operating_tail=300_00, tail_years=2)
    db.session.commit()
    reader = browse(a_person())
    page = reader.get("funding.list_funds")
    row = page.select_one("table tbody tr")
    cells = [cell.text.strip() for cell in row.select("td")]
    assert cells[1:] == ["$10,000", "$18,000 More than held", "$1,000", "$400", "$9,000"]
    assert "$600" in page.select_one("#tail").text
    for link in row.select("a"):
        assert reader.client.get(link["href"]).status_code == 200
    asked = reader.client.get(row.select("a")[1]["href"]).text
    assert "Archive" in asked


def test_an_empty_purse_says_how_to_start(browse):
    assert "No fund is open" in browse(a_person()).get("funding.list_funds").text


def test_finance_opens_a_fund_and_says_what_it_holds(browse):
    finance = browse(a_person(Role.FINANCE))
    page = finance.post("funding.new_fund", {"code": "ops", "name": "Operations"})
    assert "Operations" in page.h1.text
    fund = queries.find_by_code("OPS")
    line = {"fiscal_year": "2027", "kind": "operating", "amount": "1,250,000.50"}
    page = finance.post("funding.set_line", line, fund_id=fund.id)
    assert queries.line_of(fund.id, Slot(2027, OPERATING)).amount == 1_250_000_50
    page = finance.post(
        "funding.edit_fund",
        {"code": "OPS", "name": "Imaging operations", "version": str(fund.version)},
        fund_id=fund.id,
    )
    assert "Imaging operations" in page.h1.text
    assert "$1,250,001" in page.select_one("#lines").text


def test_what_is_wrong_is_told_on_the_form(browse):
    fund = a_fund()
    an_award(fund)
    finance = browse(a_person(Role.FINANCE))
    line = {"fiscal_year": str(this_year()), "kind": "capital", "amount": "1"}
    page = finance.post("funding.set_line", line, fund_id=fund.id, status=422)
    assert "is already awarded" in page.select_one("#amount-error").text
    page = finance.post("funding.new_fund", {"code": fund.code, "name": "Twin"}, status=422)
    assert "There is already a fund" in page.select_one("#code-error").text


@pytest.mark.parametrize("role", [Role.PLANNER, Role.EXECUTIVE, Role.ADMINISTRATOR, Role.VIEWER])
def test_only_finance_manages_funds(browse, role):
    fund = a_fund()
    other = browse(a_person(role))
    other.get("funding.show_fund", fund_id=fund.id)
    other.get("funding.new_fund", status=403)
    other.get("funding.edit_fund", fund_id=fund.id, status=403)
    other.get("funding.set_line", fund_id=fund.id, status=403)


def test_pages_take_few_queries_however_many_funds(browse, query_budget):
    for _ in range(4):
        fund = a_fund()
        an_award(fund)
    reader = browse(a_person())
    with query_budget(10):
        reader.get("funding.list_funds")
    with query_budget(12):
        reader.get("funding.show_fund", fund_id=fund.id)
