import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.funding.facts import RequestFacts
from app.funding.queries import requests as queries
from app.funding.queries.requests import Filter
from app.funding.services import requests as services
from app.kernel.errors import Conflict, NotFound, RuleBroken
from app.kernel.permissions import Actor
from app.kernel.subjects import kind_of, panels_for
from tests.factories.accounts import a_person
from tests.factories.funding import (
    CAPITAL,
    OPERATING,
    a_fund,
    a_request,
    an_award,
    this_year,
)
from tests.factories.strategy import an_initiative

pytestmark = pytest.mark.usefixtures("session")


def change(request, *, fund=None, seen=None, **changed) -> None:
    said = {name: getattr(request, name) for name in RequestFacts.model_fields} | changed
    services.change_request(
        request,
        seen=request.version if seen is None else seen,
        facts=RequestFacts(**said),
        fund_id=fund.id if fund else request.fund_id,
        initiative_id=request.initiative_id,
    )


def test_a_request_gets_a_code_of_its_own():
    fund = a_fund()
    first, second = a_request(fund), a_request(fund)
    assert first.code != second.code
    assert kind_of("funding_request").title(first.id) == f"{first.code} {first.title}"


def test_a_request_is_changed_but_never_below_what_is_awarded():
    fund = a_fund()
    asking = an_award(fund, amount=1_000_00).request
    change(asking, amount=1_000_00)
    with pytest.raises(RuleBroken, match=r"1,000 of capital money .* cannot ask for less"):
        change(asking, amount=999_99)
    with pytest.raises(RuleBroken, match="cannot ask for less"):
        change(asking, fiscal_year=this_year() + 1)
    with pytest.raises(RuleBroken, match="ask anew instead"):
        change(asking, fund=a_fund())


def test_a_stale_change_is_refused():
    with pytest.raises(Conflict):
        change(a_request(a_fund()), seen=0)


def test_a_request_is_withdrawn_once():
    asking = a_request(a_fund())
    services.withdraw_request(asking)
    assert asking.is_withdrawn
    with pytest.raises(RuleBroken, match="already withdrawn"):
        services.withdraw_request(asking)


def test_a_list_finds_what_asks_in_a_year_tails_included():
    fund, year = a_fund(), this_year()
    plain = a_request(fund)
    tailed = a_request(fund, operating_tail=5, tail_years=2)
    running = a_request(fund, kind=OPERATING, fiscal_year=year + 2)
    a_request(a_fund())

    def found(**wanted):
        return queries.list_requests(Filter(fund_id=fund.id, **wanted))

    assert found() == [plain, tailed, running]
    assert found(fiscal_year=year, kind=CAPITAL) == [plain, tailed]
    assert found(fiscal_year=year, kind=OPERATING) == []
    assert found(fiscal_year=year + 1) == [tailed]
    assert found(fiscal_year=year + 2, kind=OPERATING) == [tailed, running]
    assert found(fiscal_year=year + 3) == []
    assert found(kind=OPERATING) == [tailed, running]


def test_there_is_no_request_nobody_made():
    with pytest.raises(NotFound):
        queries.get_request(0)


def test_a_planner_asks_changes_and_withdraws(browse):
    fund, initiative = a_fund(), an_initiative()
    planner = browse(a_person(Role.PLANNER))
    planner.get("funding.new_request", initiative=initiative.id)
    form = {
        "title": "Archive",
        "fund_id": str(fund.id),
        "initiative_id": str(initiative.id),
        "fiscal_year": "2027",
        "kind": "capital",
        "amount": "1,500,000",
        "operating_tail": "400,000.50",
        "tail_years": "3",
    }
    page = planner.post("funding.new_request", form)
    assert "Archive" in page.h1.text
    assert len(page.select("table tbody tr")) == 4
    (asking,) = queries.of_initiative(initiative.id)
    assert (asking.amount, asking.operating_tail) == (1_500_000_00, 400_000_50)
    planner.get("funding.edit_request", request_id=asking.id)
    changed = form | {"amount": "1,400,000", "version": str(asking.version)}
    assert "$1,400,000" in planner.post("funding.edit_request", changed, request_id=asking.id).text
    planner.post("funding.edit_request", changed, request_id=asking.id, status=409)
    page = planner.post("funding.withdraw_request", {"reason": "Later"}, request_id=asking.id)
    assert "Withdrawn" in page.text
    assert "Later" in page.text
    planner.post("funding.withdraw_request", {}, request_id=asking.id, status=422)


def test_without_a_fund_one_is_told_what_comes_first(browse):
    page = browse(a_person(Role.PLANNER)).get("funding.new_request")
    assert "No fund is open yet" in page.text
    assert page.select("#amount") == []


def test_what_is_wrong_is_told_on_the_form(browse):
    planner = browse(a_person(Role.PLANNER))
    page = planner.post("funding.new_request", {"title": "X", "amount": "much"}, status=422)
    assert "is not an amount" in page.select_one("#amount-error").text
    assert "Choose a fund" in page.select_one("#fund_id-error").text
    fund = a_fund()
    form = {"title": "X", "fund_id": str(fund.id), "fiscal_year": "27", "kind": "capital"}
    page = planner.post("funding.new_request", form | {"amount": "0"}, status=422)
    assert "more than 0" in page.select_one("#amount-error").text
    assert "2000 or more" in page.select_one("#fiscal_year-error").text


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EXECUTIVE, Role.MEMBER, Role.SECRETARY])
def test_others_read_and_do_not_ask(browse, role):
    asking = a_request(a_fund())
    other = browse(a_person(role))
    other.get("funding.list_requests")
    page = other.get("funding.show_request", request_id=asking.id)
    assert "Withdraw" not in page.text
    other.get("funding.new_request", status=403)
    other.get("funding.edit_request", request_id=asking.id, status=403)
    other.post("funding.withdraw_request", {}, request_id=asking.id, status=403)


def test_an_initiative_shows_its_money(browse):
    fund, initiative = a_fund(), an_initiative()
    asking = a_request(fund, initiative=initiative, operating_tail=300_00, tail_years=2)
    award = an_award(fund, request=asking, amount=1_000_00)
    number = award.authority.decision.number
    (panel,) = panels_for("strategy_initiative", actor_of(a_person()), initiative.id)[-1:]
    assert panel.title == "Money"
    assert panel.values["awards"] == [award]
    page = browse(a_person()).get("strategy.show_initiative", initiative_id=initiative.id)
    assert number in page.text
    assert "$600 of operating money" in " ".join(page.text.split())
    titles = [one.title for one in panels_for("strategy_initiative", Actor(0, "N"), initiative.id)]
    assert "Money" not in titles


def test_a_proposal_about_a_request_is_filled_in_with_what_it_asks(browse):
    asking = a_request(a_fund(code="CAP"), amount=1_250_000_50)
    proposer = browse(a_person(Role.EXECUTIVE))
    page = proposer.get("funding.show_request", request_id=asking.id)
    link = page.find("a", string="Propose to a body")["href"]
    page = proposer.check(proposer.client.get(link))
    assert page.select_one("#effect-fund [selected]")["value"] == "CAP"
    assert page.select_one("#effect-kind [selected]")["value"] == "capital"
    assert page.select_one("#effect-amount")["value"] == "1,250,000.50"
    assert page.select_one("#effect-first_year")["value"] == str(this_year())
    assert asking.code in page.text


def test_pages_take_few_queries_however_many_requests(browse, query_budget):
    fund = a_fund()
    for _ in range(4):
        asking = an_award(fund, amount=1_00).request
    reader = browse(a_person())
    with query_budget(8):
        reader.get("funding.list_requests", fund=fund.id, year=this_year())
    with query_budget(10):
        reader.get("funding.show_request", request_id=asking.id)
