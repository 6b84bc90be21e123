"""A row of results and the facts of an asset to what the rules look at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.engine.fit.disposition import Facts
from app.engine.fit.rivals import Candidate, rival_of
from app.engine.fit.value import business_value
from app.engine.scoring.answer import Axis
from app.engine.scoring.batch import Sheet
from app.engine.scoring.scale import TOP
from app.scoring.queries.estate import EstateFacts

ARCHIVE = frozenset({"PLT-01", "PLT-09", "PLT-10", "PLT-11", "PLT-12"})
"""Criteria of the shipped pack that speak of the archive behind a thing."""

OPEN = frozenset({"PLT-02", "PLT-09"})
"""Criteria that say whether standards reach its images."""

PASSING = 3


@dataclass(frozen=True, slots=True)
class Result:
    """What the engine found for one asset."""

    completeness: Fraction
    functional: Fraction | None
    technical: Fraction | None
    open_knock_outs: tuple[str, ...]
    fails_platform: tuple[str, ...]
    fails_ehr_view: tuple[str, ...]
    is_open: bool
    archive_is_weak: bool


def candidate(
    facts: EstateFacts, functional: Fraction | None, technical: Fraction | None
) -> Candidate:
    return Candidate(
        key=facts.id,
        name=facts.name,
        group=facts.group,
        does=facts.does,
        functional=functional,
        technical=technical,
        is_active=facts.is_active,
    )


def facts_for_rules(
    facts: EstateFacts, result: Result, strong: Mapping[str, Collection[Candidate]]
) -> tuple[Facts, Candidate | None]:
    """What the rules look at, and the rival they may name."""
    own = candidate(facts, result.functional, result.technical)
    rival = rival_of(own, strong.get(facts.group, ())) if facts.group else None
    seen = Facts(
        kind=facts.kind,
        completeness=result.completeness,
        functional=result.functional,
        technical=result.technical,
        business_value=business_value(facts.criticality, facts.studies, facts.departments),
        open_knock_outs=result.open_knock_outs,
        fails_platform=result.fails_platform,
        fails_ehr_view=result.fails_ehr_view,
        is_ending=facts.is_ending,
        is_used=facts.is_used,
        has_retention_duty=facts.has_retention_duty,
        has_exit=facts.has_exit,
        is_open=result.is_open,
        archive_is_weak=result.archive_is_weak,
        rival=rival.name if rival else None,
    )
    return seen, rival


def standards_reach(sheet: Sheet) -> NDArray[np.bool_]:
    """For each row, whether a criterion of open access is met."""
    columns = _places(sheet, OPEN)
    return np.asarray((sheet.levels[:, columns] >= PASSING).any(axis=1), np.bool_)


def archive_is_weak(sheet: Sheet) -> NDArray[np.bool_]:
    """For each row, whether half or more of what is technically missing is missing there."""
    weights = np.array([one.weight for one in sheet.criteria], np.int64)
    technical = np.array([one.axis is Axis.TECHNICAL for one in sheet.criteria], np.bool_)
    missing = np.where(sheet.levels >= 0, TOP - sheet.levels.astype(np.int64), 0)
    lost = missing * weights * technical
    total = lost.sum(axis=1)
    in_the_archive = lost[:, _places(sheet, ARCHIVE)].sum(axis=1)
    return np.asarray((total > 0) & (2 * in_the_archive >= total), np.bool_)


def _places(sheet: Sheet, codes: frozenset[str]) -> list[int]:
    return [place for place, one in enumerate(sheet.criteria) if one.code in codes]
