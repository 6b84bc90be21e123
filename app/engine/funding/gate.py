"""The gate money passes: why an award or a release may not be made, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.engine.funding.cashflow import Slot
from app.engine.values import DateSpan, MoneyKind, amount_in_words

MOST = 10**15
"""No single amount is larger, in minor units: a typing slip is caught before any sum is made."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A decision and the days it holds; `ended` says in words why it no longer does, if so."""

    number: str
    effective_on: date
    expires_on: date | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What a decision allows: one fund, one kind, some years, an amount, part of it awarded."""

    mandate: Mandate
    fund: str
    kind: MoneyKind
    first_year: int
    last_year: int
    amount: int
    awarded: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What a fund holds for one slot, and how much of that is awarded."""

    amount: int
    awarded: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request asks for, slot by slot, and how much of that is awarded."""

    code: str
    fund: str
    asked: Mapping[Slot, int]
    awarded: Mapping[Slot, int]
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Books:
    """Everything an award is held against, as it stands before the award."""

    wish: Wish
    cover: Cover
    line: Line | None


@dataclass(frozen=True, slots=True)
class Grant:
    """An award as a release draws on it."""

    amount: int
    released: int = 0


def award_refusals(amount: int, fiscal_year: int, books: Books, on: date) -> tuple[str, ...]:
    """Every reason why this award may not be made on this day; none means it may."""
    if why := _no_amount(amount):
        return (why,)
    cover = books.cover
    reasons = (
        _not_in_force(cover.mandate, on),
        _wrong_fund(books.wish, cover),
        _wrong_year(fiscal_year, cover),
        _over_cover(amount, cover),
        _over_line(amount, fiscal_year, cover, books.line),
        _over_wish(amount, Slot(fiscal_year, cover.kind), books.wish),
    )
    return tuple(why for why in reasons if why)


def release_refusals(
    amount: int, grant: Grant, cover: Cover, period: DateSpan, on: date
) -> tuple[str, ...]:
    """Every reason why this release may not be made; `period` is what the covered years span."""
    if why := _no_amount(amount):
        return (why,)
    reasons = (
        _not_in_force(cover.mandate, on),
        _outside(period, cover, on),
        _over_grant(amount, grant),
    )
    return tuple(why for why in reasons if why)


def line_refusal(amount: int, fund: str, slot: Slot, awarded: int) -> str | None:
    """Why a fund may not be set to hold this much in a slot, if it may not."""
    if not 0 <= amount <= MOST:
        return f"A fund holds between 0 and {amount_in_words(MOST)} in a year."
    if amount >= awarded:
        return None
    return (
        f"{amount_in_words(awarded)} of {slot.kind} money in FY{slot.fiscal_year} is already "
        f"awarded from fund {fund}; it cannot hold less."
    )


def _no_amount(amount: int) -> str | None:
    if amount <= 0:
        return "The amount must be more than zero."
    if amount > MOST:
        return f"The amount may be at most {amount_in_words(MOST)}."
    return None


def _not_in_force(mandate: Mandate, on: date) -> str | None:
    if mandate.ended:
        return f"Decision {mandate.number} no longer holds: {mandate.ended}."
    if on < mandate.effective_on:
        return f"Decision {mandate.number} takes effect on {mandate.effective_on}, not before."
    if mandate.expires_on and on > mandate.expires_on:
        return f"Decision {mandate.number} expired on {mandate.expires_on}."
    return None


def _wrong_fund(wish: Wish, cover: Cover) -> str | None:
    if wish.is_withdrawn:
        return f"Request {wish.code} was withdrawn."
    if wish.fund != cover.fund:
        return (
            f"Request {wish.code} asks from fund {wish.fund}; "
            f"decision {cover.mandate.number} covers fund {cover.fund}."
        )
    return None


def _wrong_year(fiscal_year: int, cover: Cover) -> str | None:
    if cover.first_year <= fiscal_year <= cover.last_year:
        return None
    return f"Decision {cover.mandate.number} covers {_years(cover)}, not FY{fiscal_year}."


def _over_cover(amount: int, cover: Cover) -> str | None:
    left = cover.amount - cover.awarded
    if amount <= left:
        return None
    return (
        f"Decision {cover.mandate.number} covers {amount_in_words(cover.amount)} of {cover.kind} "
        f"money; {amount_in_words(left)} is left, {amount_in_words(amount - left)} too little."
    )


def _over_line(amount: int, fiscal_year: int, cover: Cover, line: Line | None) -> str | None:
    if line is None:
        return f"Fund {cover.fund} has no {cover.kind} money in FY{fiscal_year}."
    left = line.amount - line.awarded
    if amount <= left:
        return None
    return (
        f"Fund {cover.fund} holds {amount_in_words(line.amount)} of {cover.kind} money in "
        f"FY{fiscal_year}; {amount_in_words(left)} is left, "
        f"{amount_in_words(amount - left)} too little."
    )


def _over_wish(amount: int, slot: Slot, wish: Wish) -> str | None:
    if slot not in wish.asked:
        return f"Request {wish.code} asks for no {slot.kind} money in FY{slot.fiscal_year}."
    left = wish.asked[slot] - wish.awarded.get(slot, 0)
    if amount <= left:
        return None
    return (
        f"Request {wish.code} asks for {amount_in_words(wish.asked[slot])} of {slot.kind} money "
        f"in FY{slot.fiscal_year}; {amount_in_words(left)} of it is not yet awarded."
    )


def _outside(period: DateSpan, cover: Cover, on: date) -> str | None:
    if on in period:
        return None
    return (
        f"Decision {cover.mandate.number} covers {_years(cover)}, "
        f"{period.first} to {period.last}; {on} is outside."
    )


def _over_grant(amount: int, grant: Grant) -> str | None:
    left = grant.amount - grant.released
    if amount <= left:
        return None
    return (
        f"The award is {amount_in_words(grant.amount)}; {amount_in_words(left)} is left to "
        f"release, {amount_in_words(amount - left)} too little."
    )


def _years(cover: Cover) -> str:
    if cover.first_year == cover.last_year:
        return f"FY{cover.first_year}"
    return f"FY{cover.first_year} to FY{cover.last_year}"
