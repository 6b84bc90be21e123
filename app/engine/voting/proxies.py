"""Who may vote for whom: no chains, no rings, at most so many for one person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.engine.voting.ballot import Rule


@dataclass(frozen=True, slots=True)
class Grant:
    """From one person to another over some days, both in; without a last day until taken back."""

    principal: int
    holder: int
    first: date
    last: date | None = None

    def overlaps(self, other: "Grant") -> bool:
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )


def proxy_refusal(rule: Rule, wanted: Grant, standing: Iterable[Grant]) -> str | None:
    """Why this proxy may not be given beside those that stand, if it may not."""
    return next(_against(rule, wanted, [one for one in standing if one.overlaps(wanted)]), None)


def _against(rule: Rule, wanted: Grant, beside: list[Grant]) -> Iterator[str]:
    if not rule.proxies.per_holder:
        yield "Under this charter nobody votes by proxy."
    if wanted.principal == wanted.holder:
        yield "Nobody holds their own proxy."
    if any(one.principal == wanted.principal for one in beside):
        yield "The vote of this seat is already given by proxy for some of these days."
    if any(one.holder == wanted.principal for one in beside):
        yield "Whoever holds a proxy cannot pass the own vote on: proxies make no chains."
    if any(one.principal == wanted.holder for one in beside):
        yield "This person has given the own vote by proxy, so it would make a chain."
    held = sum(one.holder == wanted.holder for one in beside)
    if held >= rule.proxies.per_holder:
        most = rule.proxies.per_holder
        yield f"One person may hold at most {most} {'proxy' if most == 1 else 'proxies'}."
