"""Things that do the same for the same departments, and what one of them would save."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

ALIKE = Fraction(1, 2)
"""Two of one class do the same; of two classes, those that share half of what the lesser does."""


@dataclass(frozen=True, slots=True)
class Running:
    """Something in use. `departments` None: it serves all. `cost` a year in minor units.

    `notice_months`: how long before the end of its contract notice has to be given.
    """

    key: int
    name: str
    kind: str
    group: str
    does: frozenset[str]
    departments: frozenset[int] | None
    cost: int | None = None
    contract_ends_on: date | None = None
    notice_months: int | None = None

    @property
    def notice_on(self) -> date | None:
        """The last day on which notice can be given."""
        if self.contract_ends_on is None or self.notice_months is None:
            return None
        return months_before(self.contract_ends_on, self.notice_months)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Things of which each does the same as another for some department."""

    members: tuple[Running, ...]

    @property
    def not_priced(self) -> tuple[Running, ...]:
        return tuple(one for one in self.members if one.cost is None)

    @property
    def savings(self) -> tuple[int, int] | None:
        """A year, if one of them stays: the dearest, or the cheapest. Over the known costs."""
        known = sorted(one.cost for one in self.members if one.cost is not None)
        if len(known) < 2:
            return None
        return sum(known[:-1]), sum(known[1:])

    def next_notice(self, on: date) -> Running | None:
        """Whose contract asks for notice first, from that day on."""
        ahead = [one for one in self.members if one.notice_on is not None and one.notice_on >= on]
        return min(ahead, key=lambda one: (one.notice_on or date.max, one.key), default=None)


def overlaps(things: Iterable[Running]) -> tuple[Overlap, ...]:
    """Groups that hang together by doing the same, the largest saving first."""
    left = list(things)
    found: list[Overlap] = []
    while left:
        group, waiting = [], [left.pop(0)]
        while waiting:
            one = waiting.pop()
            group.append(one)
            waiting += [other for other in left if same(one, other)]
            left = [other for other in left if not same(one, other)]
        if len(group) > 1:
            found.append(Overlap(tuple(sorted(group, key=lambda one: (one.name, one.key)))))
    return tuple(sorted(found, key=_weight))


def same(one: Running, other: Running) -> bool:
    """Of one kind, for a department they share, doing the same."""
    if one.kind != other.kind or not _share_departments(one, other):
        return False
    if one.group and one.group == other.group:
        return True
    lesser = min(len(one.does), len(other.does))
    return bool(lesser) and Fraction(len(one.does & other.does), lesser) >= ALIKE


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; where the month is shorter, its last day."""
    at = 12 * day.year + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _share_departments(one: Running, other: Running) -> bool:
    if one.departments is None or other.departments is None:
        return True
    return bool(one.departments & other.departments)


def _weight(overlap: Overlap) -> tuple[int, str]:
    return -(overlap.savings[1] if overlap.savings else 0), overlap.members[0].name


def total(found: Sequence[Overlap]) -> tuple[int, int]:
    """What all of them together would save a year, at least and at most."""
    known = [one.savings for one in found if one.savings is not None]
    return sum(low for low, _ in known), sum(high for _, high in known)
