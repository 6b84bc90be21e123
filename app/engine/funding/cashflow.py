"""Money by fiscal year and kind, with the operating money that follows an award."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.engine.values import MoneyKind


class Slot(NamedTuple):
    """Where an amount belongs: one fiscal year, one kind."""

    fiscal_year: int
    kind: MoneyKind


@dataclass(frozen=True, slots=True)
class Ask:
    """An amount in one year, then `tail` of operating money in each of the `years` after it."""

    fiscal_year: int
    kind: MoneyKind
    amount: int
    tail: int = 0
    years: int = 0


def asked(ask: Ask) -> dict[Slot, int]:
    """All an ask comes to, in whole minor units by slot."""
    return {Slot(ask.fiscal_year, ask.kind): ask.amount} | tail(ask)


def tail(ask: Ask) -> dict[Slot, int]:
    """The operating money alone that follows in later years."""
    if not ask.tail:
        return {}
    later = range(ask.fiscal_year + 1, ask.fiscal_year + 1 + ask.years)
    return {Slot(year, MoneyKind.OPERATING): ask.tail for year in later}


def unfunded(wanted: Mapping[Slot, int], awarded: Mapping[Slot, int]) -> dict[Slot, int]:
    """What is wanted and not awarded; slots with nothing missing are left out."""
    missing = {slot: amount - awarded.get(slot, 0) for slot, amount in wanted.items()}
    return {slot: amount for slot, amount in missing.items() if amount > 0}


def total(flows: Iterable[Mapping[Slot, int]]) -> dict[Slot, int]:
    """Flows summed slot by slot, in order of year and kind."""
    summed: Counter[Slot] = Counter()
    for flow in flows:
        summed.update(flow)
    return {slot: summed[slot] for slot in sorted(summed)}
