"""Requests: by fund, year and kind; one with its initiative."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import joinedload

from app.engine.values import MoneyKind
from app.funding.models import Request
from app.kernel.db import db
from app.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Filter:
    """Where an amount belongs; what is None is not asked for."""

    fund_id: int | None = None
    fiscal_year: int | None = None
    kind: MoneyKind | None = None


def list_requests(wanted: Filter | None = None) -> Sequence[Request]:
    """Those that ask anything of this fund, in this year, of this kind: tails included."""
    wanted = wanted or Filter()
    found = (
        select(Request)
        .order_by(Request.fiscal_year, Request.code)
        .options(joinedload(Request.fund), joinedload(Request.initiative))
    )
    if wanted.fund_id is not None:
        found = found.where(Request.fund_id == wanted.fund_id)
    return db.session.scalars(found.where(_reaches(wanted.fiscal_year, wanted.kind))).all()


def _reaches(year: int | None, kind: MoneyKind | None) -> ColumnElement[bool]:
    """Whether a request asks something in this year, of this kind, itself or by its tail."""
    own = [Request.fiscal_year == year] if year else []
    own += [Request.kind == kind] if kind else []
    if kind is MoneyKind.CAPITAL:
        return and_(true(), *own)
    tail = [Request.operating_tail > 0]
    if year:
        tail += [Request.fiscal_year < year, Request.fiscal_year + Request.tail_years >= year]
    return or_(and_(true(), *own), and_(*tail))


def get_request(request_id: int) -> Request:
    request = db.session.scalar(
        select(Request)
        .where(Request.id == request_id)
        .options(joinedload(Request.fund), joinedload(Request.initiative))
        .execution_options(populate_existing=True)
    )
    if request is None:
        raise NotFound("There is no such request for money.")
    return request


def find_by_code(code: str) -> Request | None:
    return db.session.scalar(select(Request).where(Request.code == code))


def of_initiative(initiative_id: int) -> Sequence[Request]:
    return db.session.scalars(
        select(Request)
        .where(Request.initiative_id == initiative_id)
        .order_by(Request.fiscal_year, Request.code)
        .options(joinedload(Request.fund))
    ).all()


def request_choices() -> list[tuple[str, str]]:
    """Value and label of each request that is not withdrawn, for a form."""
    found = select(Request.id, Request.code, Request.title).where(~Request.is_withdrawn)
    return [
        (str(one.id), f"{one.code} {one.title}")
        for one in db.session.execute(found.order_by(Request.code))
    ]


def next_code() -> str:
    number = (db.session.scalar(select(func.max(Request.id))) or 0) + 1
    return f"R-{number:04}"
