"""Held, asked, awarded, released and left, by fund, fiscal year and kind; tails without money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from app.engine.funding.cashflow import Slot, asked, tail, total, unfunded
from app.engine.values import MoneyKind
from app.funding.models import Authority, Award, Fund, FundLine, Release, Request
from app.funding.queries import awards
from app.funding.queries.requests import list_requests
from app.governance.queries.decisions import in_force_on
from app.kernel.db import db


@dataclass(frozen=True, slots=True)
class Balance:
    """One line of a fund, in cents. `held` is None where the fund has no such line."""

    slot: Slot
    held: int | None
    asked: int
    awarded: int
    released: int

    @property
    def left(self) -> int | None:
        return None if self.held is None else self.held - self.awarded

    @property
    def is_short(self) -> bool:
        """More is asked than the fund holds."""
        return self.asked > (self.held or 0)


@dataclass(frozen=True, slots=True)
class FundBalance:
    fund: Fund
    balances: tuple[Balance, ...]

    def has(self, kind: MoneyKind) -> bool:
        return any(one.slot.kind is kind for one in self.balances)

    def sum_of(self, kind: MoneyKind, column: str) -> int:
        """A column of one kind over all years: held, asked, awarded, released or left."""
        return sum(getattr(one, column) or 0 for one in self.balances if one.slot.kind is kind)


@dataclass(frozen=True, slots=True)
class Tail:
    """Operating money that requests bring in later years and that nobody has awarded yet."""

    request: Request
    missing: dict[int, int]
    """By fiscal year, in cents."""

    @property
    def amount(self) -> int:
        return sum(self.missing.values())


def balances(funds: Sequence[Fund]) -> list[FundBalance]:
    """In three sums and one list of requests, however many funds there are."""
    ids = [fund.id for fund in funds]
    held, awarded = awards.held(ids), awards.awarded_from(ids)
    released, wanted = awards.released_from(ids), _asked_by_fund(list_requests())
    return [
        FundBalance(
            fund,
            tuple(
                Balance(
                    slot,
                    held.get((fund.id, slot)),
                    wanted.get(fund.id, {}).get(slot, 0),
                    awarded.get((fund.id, slot), 0),
                    released.get((fund.id, slot), 0),
                )
                for slot in sorted(
                    {slot for of, slot in held if of == fund.id}
                    | {slot for of, slot in awarded if of == fund.id}
                    | set(wanted.get(fund.id, {}))
                )
            ),
        )
        for fund in funds
    ]


class Allowed(NamedTuple):
    """One kind of money of one fund under decisions that hold, in cents."""

    fund: str
    kind: MoneyKind
    held: int
    allowed: int
    awarded: int
    released: int


def allowed_on(day: date) -> Sequence[Allowed]:
    """By fund and kind, over all years: what it holds, and what decisions in force allow of it.

    Awards and releases are those under these decisions; all is read past the objects.
    """
    authority, award = Authority, Award
    of_award = select(award.authority_id, func.sum(award.amount).label("sum"))
    awarded = of_award.group_by(award.authority_id).subquery()
    of_release = select(award.authority_id, func.sum(Release.amount).label("sum"))
    released = of_release.join(Release.award).group_by(award.authority_id).subquery()
    rows = db.session.execute(
        select(
            authority.fund_id,
            authority.kind,
            func.sum(authority.amount),
            func.sum(func.coalesce(awarded.c.sum, 0)),
            func.sum(func.coalesce(released.c.sum, 0)),
        )
        .join(authority.decision)
        .outerjoin(awarded, awarded.c.authority_id == authority.id)
        .outerjoin(released, released.c.authority_id == authority.id)
        .where(in_force_on(day))
        .group_by(authority.fund_id, authority.kind)
    )
    sums = {(fund, kind): [int(one) for one in more] for fund, kind, *more in rows}
    lines = db.session.execute(
        select(Fund.id, Fund.code, FundLine.kind, func.sum(FundLine.amount))
        .join(FundLine.fund)
        .group_by(Fund.id, Fund.code, FundLine.kind)
        .order_by(Fund.code, FundLine.kind)
    )
    return [
        Allowed(code, kind, int(held), *sums.get((fund, kind), (0, 0, 0)))
        for fund, code, kind, held in lines
    ]


def asked_by_year(funds: Iterable[FundBalance]) -> dict[int, dict[MoneyKind, int]]:
    """What is asked of all these funds, year by year, in cents; a kind nobody asks for is 0."""
    sums = total({one.slot: one.asked} for fund in funds for one in fund.balances)
    years = sorted({slot.fiscal_year for slot in sums})
    return {year: {kind: sums.get(Slot(year, kind), 0) for kind in MoneyKind} for year in years}


def unfunded_tails(requests: Iterable[Request] | None = None) -> list[Tail]:
    """Requests with operating money to come that is not awarded, the largest first."""
    every = list_requests() if requests is None else requests
    live = [one for one in every if not one.is_withdrawn]
    given = awards.awarded_to(one.id for one in live)
    found = [
        Tail(one, {slot.fiscal_year: amount for slot, amount in missing.items()})
        for one in live
        if (missing := unfunded(tail(one.ask), given.get(one.id, {})))
    ]
    return sorted(found, key=lambda tail: (-tail.amount, tail.request.code))


def _asked_by_fund(requests: Iterable[Request]) -> dict[int, dict[Slot, int]]:
    by_fund: dict[int, list[dict[Slot, int]]] = {}
    for one in requests:
        if not one.is_withdrawn:
            by_fund.setdefault(one.fund_id, []).append(asked(one.ask))
    return {fund_id: total(flows) for fund_id, flows in by_fund.items()}
