"""Several people at the same purse, each with a connection of their own, on real commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.engine.funding.cashflow import Slot
from app.funding.facts import LineFacts
from app.funding.models import Authority, Award, Request
from app.funding.queries import awards as queries
from app.funding.queries.funds import get_fund, line_of
from app.funding.services import awards as services
from app.funding.services import sheets
from app.funding.services.funds import set_line
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import RuleBroken
from tests.factories.funding import (
    CAPITAL,
    a_fund,
    a_part,
    a_request,
    an_authority,
    an_award,
    an_order,
    this_year,
)

VOLLEYS = 15
PEOPLE = 8

Act = Callable[[], object]


@pytest.fixture
def race(committed_app: Flask) -> Iterator[Callable[..., int]]:
    """Start all acts at once, each in a thread and transaction of its own; how many came through.

    Only the gate's own refusal counts as a refusal: anything else is raised.
    """
    with ThreadPoolExecutor(PEOPLE) as pool, committed_app.app_context():

        def run(*acts: Act) -> int:
            db.session.remove()
            barrier = Barrier(len(acts))

            def one(act: Act) -> bool:
                with committed_app.app_context():
                    barrier.wait(20)
                    try:
                        with unit_of_work():
                            act()
                    except RuleBroken:
                        return False
                    finally:
                        db.session.remove()
                    return True

            return sum(pool.map(one, acts))

        yield run


def awarding(request: Request, authority: Authority, amount: int) -> Act:
    order = an_order(request, authority, amount)
    return lambda: services.award_money(order, on=clock.today())


def releasing(award: Award, amount: int) -> Act:
    award_id = award.id

    def act() -> None:
        services.release_money(
            queries.get_award(award_id), a_part(amount), on=clock.today(), first_month=1
        )

    return act


def test_eight_at_once_never_take_more_than_the_line_holds(race):
    """Each has a request and a decision of their own: only the line stands between them."""
    for _ in range(VOLLEYS):
        fund = a_fund((this_year(), CAPITAL, 3_500_00))
        acts = [awarding(a_request(fund), an_authority(fund), 1_000_00) for _ in range(PEOPLE)]
        fund_id = fund.id
        assert race(*acts) == 3
        assert queries.awarded_from([fund_id]) == {(fund_id, Slot(this_year(), CAPITAL)): 3_000_00}


def test_eight_at_once_never_take_more_than_the_decision_allows(race):
    for _ in range(VOLLEYS):
        fund = a_fund()
        authority = an_authority(fund, amount=2_500_00)
        authority_id = authority.id
        acts = [awarding(a_request(fund), authority, 1_000_00) for _ in range(PEOPLE)]
        assert race(*acts) == 2
        assert queries.awarded_under([authority_id]) == {authority_id: 2_000_00}


def test_eight_at_once_never_release_more_than_the_award(race):
    for _ in range(VOLLEYS):
        award = an_award(amount=1_000_00)
        award_id = award.id
        assert race(*[releasing(award, 300_00) for _ in range(PEOPLE)]) == 3
        assert sum(one.amount for one in queries.get_award(award_id).releases) == 900_00


def test_a_line_is_not_lowered_under_an_award_made_at_the_same_moment(race):
    for _ in range(VOLLEYS):
        fund = a_fund((this_year(), CAPITAL, 1_000_00))
        fund_id, slot = fund.id, Slot(this_year(), CAPITAL)

        def lower(fund_id: int = fund_id) -> None:
            set_line(get_fund(fund_id), LineFacts(fiscal_year=this_year(), kind=CAPITAL, amount=0))

        assert race(awarding(a_request(fund), an_authority(fund), 1_000_00), lower) == 1
        awarded = queries.awarded_from([fund_id]).get((fund_id, slot), 0)
        assert line_of(fund_id, slot).amount >= awarded


def test_sheets_over_two_funds_in_opposite_order_never_wait_for_each_other(race):
    for _ in range(VOLLEYS):
        funds = [a_fund(), a_fund()]
        rows = [_row(a_request(fund), an_authority(fund)) for fund in funds]
        ids = [fund.id for fund in funds]
        acts = [_loading(order) for order in (rows, rows[::-1]) * 4]
        assert race(*acts) == PEOPLE
        assert sorted(queries.awarded_from(ids).values()) == [PEOPLE * 100_00] * 2


def _row(request: Request, authority: Authority) -> dict[str, object]:
    return {
        "request": request.code,
        "decision": authority.decision.number,
        "fiscal_year": this_year(),
        "kind": "capital",
        "amount": "100",
    }


def _loading(rows: list[dict[str, object]]) -> Act:
    return lambda: sheets.award_rows(list(enumerate(rows, start=2)), on=clock.today())
