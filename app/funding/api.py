"""Awards as JSON: the same gate as on the page."""

from datetime import date
from typing import Annotated, Self

from flask import url_for
from pydantic import BaseModel, Field

from app.api.root import blueprint
from app.engine.values import MoneyKind
from app.funding.facts import AwardFacts
from app.funding.models import Award
from app.funding.queries import awards as queries
from app.funding.services.awards import award_money, order_of
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow

MOST = 100

bp = blueprint("funding", __name__)


class AwardShown(BaseModel):
    """Amounts are whole minor units, such as cents."""

    id: int
    request: str
    decision: str
    fund: str
    fiscal_year: int
    kind: MoneyKind
    amount: int
    released: int
    awarded_on: date

    @classmethod
    def of(cls, award: Award) -> Self:
        authority = award.authority
        return cls(
            id=award.id,
            request=award.request.code,
            decision=authority.decision.number,
            fund=authority.fund.code,
            fiscal_year=award.fiscal_year,
            kind=authority.kind,
            amount=award.amount,
            released=sum(one.amount for one in award.releases),
            awarded_on=award.awarded_on,
        )


class Awards(BaseModel):
    """A page of awards, latest first; `next` is the address of the page after it."""

    awards: list[AwardShown]
    next: str | None


class Page(BaseModel):
    """`before` is the id of the last award already seen."""

    before: Annotated[int, Field(ge=1)] | None = None


@bp.get("/awards")
@allow(Permission.FUNDING_READ)
@bp.input(Page, location="query", arg_name="page")
@bp.output(Awards)
def list_awards(page: Page) -> Awards:
    found = queries.latest(before=page.before, limit=MOST + 1)
    shown, more = found[:MOST], len(found) > MOST
    following = url_for(".list_awards", before=shown[-1].id) if more else None
    return Awards(awards=[AwardShown.of(one) for one in shown], next=following)


@bp.post("/awards")
@allow(Permission.FUNDING_MANAGE)
@bp.input(AwardFacts, arg_name="facts")
@bp.output(AwardShown, status_code=201)
def award(facts: AwardFacts) -> AwardShown:
    with unit_of_work():
        award_id = award_money(order_of(facts), on=clock.today()).id
    return AwardShown.of(queries.get_award(award_id))
