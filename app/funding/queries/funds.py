"""Funds and their lines."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.engine.funding.cashflow import Slot
from app.funding.models import Fund, FundLine
from app.kernel.db import db
from app.kernel.errors import NotFound


def list_funds() -> Sequence[Fund]:
    """Every fund with its lines."""
    return db.session.scalars(
        select(Fund).order_by(Fund.code).options(selectinload(Fund.lines))
    ).all()


def get_fund(fund_id: int) -> Fund:
    fund = db.session.scalar(
        select(Fund).where(Fund.id == fund_id).options(selectinload(Fund.lines))
    )
    if fund is None:
        raise NotFound("There is no such fund.")
    return fund


def find_by_code(code: str) -> Fund | None:
    return db.session.scalar(select(Fund).where(Fund.code == code))


def line_of(fund_id: int, slot: Slot) -> FundLine | None:
    return db.session.scalar(
        select(FundLine).where(
            FundLine.fund_id == fund_id,
            FundLine.fiscal_year == slot.fiscal_year,
            FundLine.kind == slot.kind,
        )
    )


def fund_choices() -> list[tuple[str, str]]:
    """Value and label of each fund, for a form."""
    funds = db.session.execute(select(Fund.id, Fund.code, Fund.name).order_by(Fund.code))
    return [(str(one.id), f"{one.code} {one.name}") for one in funds]
