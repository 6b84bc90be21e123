"""Authorities, awards and releases: lists, one of each, and the sums the gate needs."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.engine.funding.cashflow import Slot
from app.engine.values import MoneyKind
from app.funding.models import Authority, Award, Fund, FundLine, Release
from app.funding.queries.requests import Filter
from app.governance.models import Decision
from app.kernel.db import db
from app.kernel.errors import NotFound


def list_awards(wanted: Filter | None = None) -> Sequence[Award]:
    """Awards from this fund, in this year, of this kind, latest first, each with its story."""
    wanted = wanted or Filter()
    found = _with_story()
    if wanted.fund_id is not None:
        found = found.where(Authority.fund_id == wanted.fund_id)
    if wanted.kind is not None:
        found = found.where(Authority.kind == wanted.kind)
    if wanted.fiscal_year is not None:
        found = found.where(Award.fiscal_year == wanted.fiscal_year)
    return db.session.scalars(found).unique().all()


def latest(*, before: int | None, limit: int) -> Sequence[Award]:
    """A page of awards, latest first; `before` is the id of the last one already seen."""
    found = _with_story().limit(limit)
    if before is not None:
        found = found.where(Award.id < before)
    return db.session.scalars(found).unique().all()


def of_requests(request_ids: Iterable[int]) -> Sequence[Award]:
    return (
        db.session.scalars(_with_story().where(Award.request_id.in_(list(request_ids))))
        .unique()
        .all()
    )


def under_decision(decision_id: int) -> Sequence[Award]:
    return (
        db.session.scalars(_with_story().where(Authority.decision_id == decision_id)).unique().all()
    )


def get_award(award_id: int) -> Award:
    award = db.session.scalar(_with_story().where(Award.id == award_id))
    if award is None:
        raise NotFound("There is no such award.")
    return award


def authorities_of(decision_id: int) -> Sequence[Authority]:
    return db.session.scalars(
        _authorities().where(Authority.decision_id == decision_id).order_by(Authority.id)
    ).all()


def authorities_on(fund_id: int) -> Sequence[Authority]:
    return db.session.scalars(
        _authorities().where(Authority.fund_id == fund_id).order_by(Authority.id)
    ).all()


def authorities_by_number(number: str) -> Sequence[Authority]:
    return db.session.scalars(
        _authorities()
        .join(Authority.decision)
        .where(Decision.number == number)
        .order_by(Authority.id)
    ).all()


def authority_choices() -> list[tuple[str, str]]:
    """Value and label of each authority, the latest first, for a form."""
    found = db.session.scalars(_authorities().order_by(Authority.id.desc()))
    return [(str(one.id), _label(one)) for one in found]


def _label(one: Authority) -> str:
    years = f"FY{one.first_year} to FY{one.last_year}"
    return f"{one.decision.number}: {one.fund.code}, {one.kind.value}, {years}"


def superseding(decision_ids: Iterable[int]) -> dict[int, str]:
    """The number of the decision that took the place of each, or took it back, where one did."""
    ids = list(decision_ids)
    found = select(Decision.supersedes_id, Decision.rescinds_id, Decision.number).where(
        or_(Decision.supersedes_id.in_(ids), Decision.rescinds_id.in_(ids))
    )
    rows = db.session.execute(found).all()
    return {
        ended: one.number
        for one in rows
        for ended in (one.supersedes_id, one.rescinds_id)
        if ended in ids
    }


def awarded_under(authority_ids: Iterable[int]) -> dict[int, int]:
    """The sum of awards under each authority, in cents."""
    found = (
        select(Award.authority_id, func.sum(Award.amount).label("amount"))
        .where(Award.authority_id.in_(list(authority_ids)))
        .group_by(Award.authority_id)
    )
    return {one.authority_id: int(one.amount) for one in db.session.execute(found)}


def released_under(authority_ids: Iterable[int]) -> int:
    """What was released of all awards under these authorities, in cents."""
    found = select(func.sum(Release.amount)).join(Release.award)
    wanted = found.where(Award.authority_id.in_(list(authority_ids)))
    return int(db.session.scalar(wanted) or 0)


def awarded_to(request_ids: Iterable[int]) -> dict[int, dict[Slot, int]]:
    """The sum of awards to each request, slot by slot, in cents."""
    found = (
        select(
            Award.request_id,
            Award.fiscal_year,
            Authority.kind,
            func.sum(Award.amount).label("amount"),
        )
        .join(Award.authority)
        .where(Award.request_id.in_(list(request_ids)))
        .group_by(Award.request_id, Award.fiscal_year, Authority.kind)
    )
    sums: dict[int, dict[Slot, int]] = {}
    for one in db.session.execute(found):
        sums.setdefault(one.request_id, {})[Slot(one.fiscal_year, one.kind)] = int(one.amount)
    return sums


def held(fund_ids: Iterable[int]) -> dict[tuple[int, Slot], int]:
    """What each line of these funds holds, in cents."""
    found = select(FundLine).where(FundLine.fund_id.in_(list(fund_ids)))
    return {
        (one.fund_id, Slot(one.fiscal_year, one.kind)): one.amount
        for one in db.session.scalars(found)
    }


def awarded_from(fund_ids: Iterable[int]) -> dict[tuple[int, Slot], int]:
    """The sum of awards on each line of these funds, in cents."""
    found = select(
        Authority.fund_id, Award.fiscal_year, Authority.kind, func.sum(Award.amount)
    ).join(Award.authority)
    return _by_line(found, fund_ids)


def released_from(fund_ids: Iterable[int]) -> dict[tuple[int, Slot], int]:
    """The sum of releases on each line of these funds, in cents."""
    found = (
        select(Authority.fund_id, Award.fiscal_year, Authority.kind, func.sum(Release.amount))
        .join(Award.authority)
        .join(Release, Release.award_id == Award.id)
    )
    return _by_line(found, fund_ids)


def _by_line(
    found: Select[int, int, MoneyKind, int], fund_ids: Iterable[int]
) -> dict[tuple[int, Slot], int]:
    summed = found.where(Authority.fund_id.in_(list(fund_ids))).group_by(
        Authority.fund_id, Award.fiscal_year, Authority.kind
    )
    return {
        (fund_id, Slot(year, kind)): int(amount)
        for fund_id, year, kind, amount in db.session.execute(summed)
    }


def lock_funds(fund_ids: Iterable[int]) -> None:
    """The first lock of everyone who moves money: fund, then authority, then award."""
    _lock(select(Fund.id).where(Fund.id.in_(list(fund_ids))).order_by(Fund.id))


def lock_authorities(authority_ids: Iterable[int]) -> Mapping[int, Authority]:
    """Locked, then read anew with decision and fund."""
    wanted = Authority.id.in_(list(authority_ids))
    _lock(select(Authority.id).where(wanted).order_by(Authority.id))
    found = _authorities().where(wanted).execution_options(populate_existing=True)
    return {one.id: one for one in db.session.scalars(found)}


def lock_award(award_id: int) -> Award:
    """Locked, then read anew with its releases; its fund and authority are locked before."""
    _lock(select(Award.id).where(Award.id == award_id))
    return (
        db.session.scalars(
            _with_story().where(Award.id == award_id).execution_options(populate_existing=True)
        )
        .unique()
        .one()
    )


def _lock(rows: Select[int]) -> None:
    db.session.execute(rows.with_for_update()).all()


def _authorities() -> Select[Authority]:
    return select(Authority).options(joinedload(Authority.decision), joinedload(Authority.fund))


def _with_story() -> Select[Award]:
    return (
        select(Award)
        .join(Award.authority)
        .order_by(Award.id.desc())
        .options(
            contains_eager(Award.authority).joinedload(Authority.decision),
            contains_eager(Award.authority).joinedload(Authority.fund),
            joinedload(Award.request),
            selectinload(Award.releases),
        )
    )
