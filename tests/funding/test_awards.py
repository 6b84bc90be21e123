from datetime import date, timedelta

import pytest

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.queries import history_of
from app.funding.facts import AwardFacts
from app.funding.queries import awards as queries
from app.funding.queries.requests import Filter
from app.funding.services import awards as services
from app.funding.services.requests import withdraw_request
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.facts import Refused
from app.kernel.subjects import Difference, effect_of, panels_for
from tests.factories.accounts import a_person
from tests.factories.funding import (
    CAPITAL,
    OPERATING,
    a_fund,
    a_part,
    a_request,
    an_authority,
    an_award,
    an_order,
    this_year,
)
from tests.factories.governance import a_body, a_decision, a_member

pytestmark = pytest.mark.usefixtures("session")


def award(request, authority, amount: int = 1_000_00, *, on=None, **given):
    order = an_order(request, authority, amount, **given)
    return services.award_money(order, on=on or clock.today())


def release(award, amount: int, *, on=None):
    return services.release_money(award, a_part(amount), on=on or clock.today(), first_month=1)


def test_money_is_awarded_and_released_under_a_decision():
    fund = a_fund()
    made = award(a_request(fund), an_authority(fund), 1_000_00)
    release(made, 400_00)
    release(made, 600_00)
    db.session.commit()
    assert [one.amount for one in queries.get_award(made.id).releases] == [400_00, 600_00]
    assert history_of("funding_award", made.id)[0].fields["amount"] == [None, 1_000_00]
    assert history_of("funding_release", made.releases[0].id)[0].fields["amount"] == [None, 400_00]


def test_nothing_beyond_the_decision():
    fund = a_fund()
    asking, authority = a_request(fund), an_authority(fund, amount=1_500_00)
    award(asking, authority, 1_000_00)
    with pytest.raises(RuleBroken, match="covers 1,500 of capital money; 500 is left"):
        award(asking, authority, 500_01)
    award(asking, authority, 500_00)


def test_nothing_beyond_the_fund_line_whoever_awards():
    fund = a_fund((this_year(), CAPITAL, 1_500_00))
    award(a_request(fund), an_authority(fund), 1_000_00)
    with pytest.raises(RuleBroken, match=r"holds 1,500 of capital money .* 500 is left"):
        award(a_request(fund), an_authority(fund), 500_01)


def test_nothing_beyond_the_request():
    fund = a_fund()
    asking = a_request(fund, amount=1_500_00)
    award(asking, an_authority(fund), 1_000_00)
    with pytest.raises(RuleBroken, match=r"asks for 1,500 .* 500 of it is not yet awarded"):
        award(asking, an_authority(fund), 500_01)


def test_no_other_fund_year_or_kind():
    fund, other = a_fund(), a_fund()
    asking = a_request(fund)
    with pytest.raises(RuleBroken, match=f"asks from fund {fund.code}"):
        award(asking, an_authority(other))
    with pytest.raises(RuleBroken, match=f"not FY{this_year() + 1}"):
        award(asking, an_authority(fund), fiscal_year=this_year() + 1)
    with pytest.raises(RuleBroken, match="asks for no operating money"):
        award(asking, an_authority(fund, kind=OPERATING))


def test_a_withdrawn_request_gets_nothing():
    fund = a_fund()
    asking = a_request(fund)
    withdraw_request(asking)
    with pytest.raises(RuleBroken, match="was withdrawn"):
        award(asking, an_authority(fund))


def test_the_operating_tail_is_awarded_in_its_own_years():
    year = this_year()
    fund = a_fund((year + 1, OPERATING, 500_00))
    asking = a_request(fund, operating_tail=300_00, tail_years=2)
    running = an_authority(fund, kind=OPERATING, first_year=year, last_year=year + 2)
    award(asking, running, 300_00, fiscal_year=year + 1)
    with pytest.raises(RuleBroken, match="has no operating money in FY"):
        award(asking, running, 1, fiscal_year=year + 2)


def test_before_it_takes_effect_and_after_it_expires_a_decision_frees_nothing():
    today, fund = clock.today(), a_fund()
    asking = a_request(fund)
    decision = a_decision(expires_on=today + timedelta(days=10))
    authority = an_authority(fund, decision=decision)
    with pytest.raises(RuleBroken, match="takes effect on"):
        award(asking, authority, on=decision.effective_on - timedelta(days=1))
    made = award(asking, authority, on=decision.expires_on)
    late = decision.expires_on + timedelta(days=1)
    with pytest.raises(RuleBroken, match="expired on"):
        award(asking, authority, on=late)
    with pytest.raises(RuleBroken, match="expired on"):
        release(made, 1, on=late)


def test_a_superseded_decision_freezes_what_is_under_it():
    member, fund = a_member(), a_fund()
    body = a_body(member)
    old = a_decision(body, member=member)
    asking, authority = a_request(fund), an_authority(fund, decision=old)
    made = award(asking, authority)
    new = a_decision(
        body,
        member=member,
        subject=("governance_decision", old.id),
        effects=[("supersede_decision", {})],
    )
    with pytest.raises(RuleBroken, match=f"no longer holds: superseded by {new.number}"):
        award(asking, authority)
    with pytest.raises(RuleBroken, match=f"no longer holds: superseded by {new.number}"):
        release(made, 1)


def test_a_release_stays_inside_the_award_and_the_years():
    fund, year = a_fund(), this_year()
    made = award(a_request(fund), an_authority(fund), 1_000_00)
    release(made, 999_99)
    with pytest.raises(RuleBroken, match=r"0\.01 is left to release"):
        release(made, 2)
    with pytest.raises(RuleBroken, match=rf"covers FY{year}, .* is outside"):
        release(made, 1, on=date(year + 1, 1, 1))
    in_july = {"on": date(year, 7, 1), "first_month": 7}
    with pytest.raises(RuleBroken, match=rf"to {year}-06-30; {year}-07-01 is outside"):
        services.release_money(made, a_part(1), **in_july)


def test_there_is_no_award_nobody_made():
    with pytest.raises(NotFound):
        queries.get_award(0)
    with pytest.raises(NotFound):
        award(a_request(a_fund()), an_authority(a_fund()), authority_id=0)


def test_codes_name_the_authority_that_fits_best():
    fund, year = a_fund(), this_year()
    asking, decision = a_request(fund), a_decision()
    an_authority(a_fund(), decision=decision)
    an_authority(fund, decision=decision, first_year=year + 1, last_year=year + 2)
    fits = an_authority(fund, decision=decision)
    said = {"request": asking.code, "decision": decision.number, "amount": 5}
    order = services.order_of(AwardFacts(**said, fiscal_year=year, kind=CAPITAL))
    assert order.authority_id == fits.id
    with pytest.raises(RuleBroken, match="covers no operating money"):
        services.order_of(AwardFacts(**said, fiscal_year=year, kind=OPERATING))
    with pytest.raises(RuleBroken, match="There is no request R-9"):
        services.order_of(AwardFacts(**said | {"request": "r-9"}, fiscal_year=year, kind=CAPITAL))
    with pytest.raises(RuleBroken, match="no decision EI-9 that authorizes"):
        services.order_of(AwardFacts(**said | {"decision": "EI-9"}, fiscal_year=year, kind=CAPITAL))


def spending(purse, **changed):
    year = str(this_year())
    usual = {"fund": purse.code, "kind": "capital", "first_year": year, "last_year": year}
    return usual | {"amount": "8,000"} | changed


def test_a_vote_authorizes_spending():
    fund = a_fund()
    decision = a_decision(effects=[("authorize_spending", spending(fund))])
    (authority,) = queries.authorities_of(decision.id)
    assert (authority.fund_id, authority.kind, authority.amount) == (fund.id, CAPITAL, 8_000_00)
    award(a_request(fund), authority, 8_000_00)
    shown = panels_for("governance_decision", actor_of(a_person()), decision.id)
    assert shown[-1].title == "Money under this decision"


def test_voters_see_what_is_allowed_and_what_the_fund_can_pay():
    fund, year = a_fund(), this_year()
    an_authority(fund, amount=3_000_00)
    effect = effect_of("authorize_spending")
    payload = spending(fund)
    assert effect.sentence(None, payload) == (
        f"Allow 8,000 of capital money from fund {fund.code}, FY{year}."
    )
    assert effect.preview(None, payload) == (
        Difference(f"Capital allowed from {fund.code}, FY{year}", "3,000", "11,000"),
        Difference(f"Held by {fund.code} and not yet allowed, FY{year}", "7,000", "-1,000"),
    )
    assert (fund.code, f"{fund.code} {fund.name}") in effect.fields[0].choices()
    assert dict(effect.fields[1].choices()) == {"capital": "Capital", "operating": "Operating"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"fund": "NONE"}, "There is no fund NONE"),
        ({"kind": "gold"}, "is not one of the words: Capital, Operating"),
        ({"last_year": "2001"}, "The last fiscal year is before the first"),
        ({"amount": "0"}, "more than 0"),
        ({"amount": "1.001"}, "at most two decimals"),
    ],
)
def test_a_vote_on_nonsense_is_refused(changed, why):
    with pytest.raises((RuleBroken, Refused), match=why):
        effect_of("authorize_spending").check(None, spending(a_fund(), **changed))


def test_finance_awards_and_releases_on_pages(browse):
    fund = a_fund()
    asking, authority = a_request(fund, title="New archive"), an_authority(fund)
    finance = browse(a_person(Role.FINANCE))
    page = finance.get("funding.new_award", request=asking.id, year=this_year())
    assert page.select_one("#request_id [selected]")["value"] == str(asking.id)
    form = {
        "request_id": str(asking.id),
        "authority_id": str(authority.id),
        "fiscal_year": str(this_year()),
        "amount": "8,000.01",
        "reason": "As voted",
    }
    page = finance.post("funding.new_award", form, status=422)
    assert "8,000 is left, 0.01 too little" in page.select_one("[role=alert]").text
    page = finance.post("funding.new_award", form | {"amount": "8,000"})
    assert "New archive" in page.h1.text
    assert "As voted" in page.text
    (made,) = queries.list_awards(Filter(fund_id=fund.id))
    page = finance.post("funding.release_award", {"amount": "9,000"}, award_id=made.id, status=422)
    assert "is left to release" in page.text
    page = finance.post(
        "funding.release_award", {"amount": "3,000", "note": "First order"}, award_id=made.id
    )
    assert "First order" in page.text
    assert "$5,000 left to release" in " ".join(page.text.split())


@pytest.mark.parametrize("role", [Role.PLANNER, Role.EXECUTIVE, Role.ADMINISTRATOR, Role.VIEWER])
def test_only_finance_moves_money(browse, role):
    made = an_award()
    other = browse(a_person(role))
    other.get("funding.list_awards")
    page = other.get("funding.show_award", award_id=made.id)
    assert "Release a part" not in page.text
    other.get("funding.new_award", status=403)
    other.post("funding.release_award", {"amount": "1"}, award_id=made.id, status=403)


def test_a_list_is_cut_by_fund_year_and_kind():
    fund, year = a_fund(), this_year()
    made, _ = an_award(fund), an_award()
    wanted = Filter(fund.id, year, CAPITAL)
    assert queries.list_awards(wanted) == [made]
    assert queries.list_awards(Filter(kind=OPERATING)) == []
    assert queries.list_awards(Filter(fiscal_year=year + 1)) == []


def test_pages_take_few_queries_however_many_awards(browse, query_budget):
    for _ in range(4):
        made = an_award()
    reader = browse(a_person())
    with query_budget(7):
        reader.get("funding.list_awards")
    with query_budget(9):
        reader.get("funding.show_award", award_id=made.id)
