"""Follow an image end to end: a verdict for each path, the gaps in order, the first break."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.engine.paths.steps import NEEDS, Link, LinkCode, LinkStatus, Need, Path, Verdict, Workflow

FRESH_YEARS = 2
"""Evidence older than this no longer shows that a link works."""


class Soundness(StrEnum):
    """How one link holds."""

    HOLDS = "holds"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    BROKEN = "broken"


VERDICT_OF = {
    Soundness.HOLDS: Verdict.SUPPORTED,
    Soundness.PARTIAL: Verdict.CONDITIONAL,
    Soundness.UNKNOWN: Verdict.UNDETERMINED,
    Soundness.BROKEN: Verdict.UNSUPPORTED,
}


@dataclass(frozen=True, slots=True)
class PathReport:
    """One path: what breaks it, what holds in part, what nobody knows, what is only advised."""

    path: Path
    verdict: Verdict
    gaps: tuple[LinkCode, ...] = ()
    partial: tuple[LinkCode, ...] = ()
    unknown: tuple[LinkCode, ...] = ()
    advised: tuple[LinkCode, ...] = ()

    @property
    def first_break(self) -> LinkCode | None:
        return self.gaps[0] if self.gaps else None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a clinician notices of a path, each apart: told, listed, opened, understood."""

    notified: Verdict
    indexed: Verdict
    viewable: Verdict
    described: Verdict


@dataclass(frozen=True, slots=True)
class Check:
    """`reports` holds every path that could serve; `taken` those the verdict rests on."""

    verdict: Verdict
    reports: tuple[PathReport, ...] = ()
    taken: tuple[Path, ...] = ()
    outcomes: Outcomes | None = None

    @property
    def lacks_a_rule(self) -> bool:
        """Nobody has said how capture begins: a gap of policy before it is one of technique."""
        return not self.reports

    @property
    def first_break(self) -> LinkCode | None:
        taken = [report for report in self.reports if report.path in self.taken]
        return next((one.first_break for one in taken if one.first_break), None)


@dataclass(frozen=True, slots=True)
class Capture:
    """How a source captures, as far as it decides which links are needed."""

    workflow: Workflow
    is_diagnostic: bool = False
    is_billable: bool = False

    def needs(self, need: Need) -> bool:
        asked = {Need.DIAGNOSTIC: self.is_diagnostic, Need.BILLABLE: self.is_billable}
        return asked.get(need, need is Need.ALWAYS)


def check(capture: Capture, links: Iterable[Link], *, on: date) -> Check:
    """Within a visit the better of its two paths counts; a mixed source must manage both ways."""
    sound = {link.code: soundness(link, on=on) for link in links}
    groups = GROUPS[capture.workflow]
    reports = tuple(report(path, capture, sound) for group in groups for path in group)
    best = [min((one for one in reports if one.path in group), key=_rank) for group in groups]
    if not best:
        return Check(Verdict.NOT_APPLICABLE)
    return Check(
        verdict=max(best, key=_rank).verdict,
        reports=reports,
        taken=tuple(one.path for one in best),
        outcomes=_outcomes(sound, {one.path for one in best}),
    )


def soundness(link: Link, *, on: date) -> Soundness:
    """Live with fresh evidence holds; built, tested, or live without it holds in part."""
    if link.status is None:
        return Soundness.UNKNOWN
    if link.status in {LinkStatus.NONE, LinkStatus.PLANNED}:
        return Soundness.BROKEN
    if link.status is LinkStatus.LIVE and _is_fresh(link.evidence_on, on):
        return Soundness.HOLDS
    return Soundness.PARTIAL


def report(path: Path, capture: Capture, sound: Mapping[LinkCode, Soundness]) -> PathReport:
    """Follow one path. A link that is not mentioned is one nobody has answered for."""
    parts = [code for code, (_, paths) in NEEDS.items() if path in paths]
    needed = [code for code in parts if capture.needs(NEEDS[code][0])]
    advised = [code for code in parts if NEEDS[code][0] is Need.RECOMMENDED]
    gaps = _those(needed, sound, Soundness.BROKEN)
    partial = _those(needed, sound, Soundness.PARTIAL)
    unknown = _those(needed, sound, Soundness.UNKNOWN)
    return PathReport(
        path=path,
        verdict=_verdict(gaps, unknown, partial),
        gaps=gaps,
        partial=partial,
        unknown=unknown,
        advised=_those(advised, sound, Soundness.BROKEN),
    )


def _verdict(
    gaps: tuple[LinkCode, ...], unknown: tuple[LinkCode, ...], partial: tuple[LinkCode, ...]
) -> Verdict:
    """Poor descriptors alone do not break a path: the image arrives, and is hard to find."""
    if any(code is not LinkCode.DESCRIPTORS for code in gaps):
        return Verdict.UNSUPPORTED
    if unknown:
        return Verdict.UNDETERMINED
    return Verdict.CONDITIONAL if gaps or partial else Verdict.SUPPORTED


def _outcomes(sound: Mapping[LinkCode, Soundness], taken: set[Path]) -> Outcomes:
    def verdict(*codes: LinkCode) -> Verdict:
        asked = [code for code in codes if NEEDS[code][1] & taken]
        return max((VERDICT_OF[_of(code, sound)] for code in asked), key=tuple(Verdict).index)

    return Outcomes(
        notified=verdict(LinkCode.NOTIFIED, LinkCode.UNSOLICITED),
        indexed=verdict(LinkCode.INDEXED),
        viewable=verdict(LinkCode.VIEWED),
        described=verdict(LinkCode.DESCRIPTORS),
    )


def _those(
    codes: Iterable[LinkCode], sound: Mapping[LinkCode, Soundness], how: Soundness
) -> tuple[LinkCode, ...]:
    return tuple(code for code in codes if _of(code, sound) is how)


def _of(code: LinkCode, sound: Mapping[LinkCode, Soundness]) -> Soundness:
    return sound.get(code, Soundness.UNKNOWN)


def _rank(one: PathReport) -> int:
    return tuple(Verdict).index(one.verdict)


def _is_fresh(evidence_on: date | None, on: date) -> bool:
    """Compared as year, month and day, so that a leap day needs no rule of its own."""
    if evidence_on is None:
        return False
    oldest = (on.year - FRESH_YEARS, on.month, on.day)
    return (evidence_on.year, evidence_on.month, evidence_on.day) >= oldest


GROUPS: dict[Workflow, tuple[tuple[Path, ...], ...]] = {
    Workflow.ORDER: ((Path.ORDER,),),
    Workflow.ENCOUNTER: ((Path.NOTICE, Path.ORDER_ON_DEMAND),),
    Workflow.MIXED: ((Path.ORDER,), (Path.NOTICE, Path.ORDER_ON_DEMAND)),
    Workflow.NONE: (),
}
"""Every group must hold, by any one of its paths."""
