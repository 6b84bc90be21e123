"""What a score is made of: each criterion with its weight, its answer and the points it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.engine.fit.axes import Axes, Quarter, axes
from app.engine.scoring.answer import Answer as Answered
from app.engine.scoring.answer import KnockOutTest
from app.engine.scoring.band import Band, band
from app.engine.scoring.knockout import KnockOuts, Passage, gravest, knock_outs, passage
from app.engine.scoring.mend import Mend, mends
from app.engine.scoring.scale import TOP
from app.engine.scoring.score import Score, score, tally, thousandths
from app.engine.scoring.status import FitStatus, fit_status
from app.standards.models import Element, Pack
from app.standards.queries.assessments import answers_of
from app.standards.queries.subjects import Profile
from app.standards.queries.waivers import waived_for
from app.standards.translate import Line, chapters, lines


@dataclass(frozen=True, slots=True)
class Above:
    """Thousandths of a point that mending one criterion would give to what stands above."""

    department: int | None
    program: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion on the sheet; points are thousandths of the confirmed score."""

    line: Line
    passage: Passage | None
    given: int | None
    possible: int
    mend: Mend | None
    above: Above | None = None

    @property
    def gain(self) -> int | None:
        """Confirmed points that mending it gives."""
        return thousandths(self.mend.confirmed) if self.mend else None

    @property
    def gain_provisional(self) -> int | None:
        return thousandths(self.mend.provisional) if self.mend else None


@dataclass(frozen=True, slots=True)
class ElementPart:
    """The criteria of one element with the score they give by themselves."""

    element: Element
    score: Score | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one subject, with what each part of its score is measured by."""

    lines: Sequence[Line]
    on: date
    weight: int
    waived: frozenset[str]
    gains: Mapping[str, Mend]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sheet, taken apart. Computed from the answers as they stand, as the stored score is."""

    profile: Profile
    score: Score | None
    status: FitStatus
    band: Band | None
    knock_outs: KnockOuts
    ehr_viewable: Passage | None
    platform_suitable: Passage | None
    axes: Axes
    weight: int
    known_weight: int
    earned: Fraction
    asked: int
    known: int
    elements: tuple[ElementPart, ...]

    @property
    def quarter(self) -> Quarter | None:
        return self.axes.quarter

    @property
    def worth_mending(self) -> list[Part]:
        """The five that give most to the confirmed score, the greatest first."""
        parts = [part for element in self.elements for part in element.parts if part.mend]
        ranked = sorted(parts, key=lambda part: (-(part.gain or 0), part.line.criterion.code))
        return ranked[:5]

    @property
    def blocking(self) -> list[Part]:
        """Knock-outs that do not pass: failed, promised, open or waived, in that order."""
        order = (Passage.FAILS, Passage.PROMISED, Passage.UNDETERMINED, Passage.WAIVED)
        parts = [part for element in self.elements for part in element.parts]
        return [part for how in order for part in parts if part.passage is how]


def explain(
    pack: Pack, profile: Profile, *, on: date, waived: frozenset[str] | None = None
) -> Explanation:
    """Take the sheet of one subject apart. `on` decides whether a promised repair still counts.

    `waived`: codes of criteria, by whoever has read the waivers already.
    """
    sheet = lines(pack, profile, answers_of(pack, profile))
    answered = [line.answered(on) for line in sheet]
    waived = waived_for(pack, profile, on) if waived is None else waived
    sums, points = tally(answered), score(answered)
    return Explanation(
        profile=profile,
        score=points,
        status=fit_status(points, gravest(answered, waived)),
        band=band(answered, waived),
        knock_outs=knock_outs(answered, waived),
        ehr_viewable=gravest(answered, waived, KnockOutTest.EHR_VIEWABLE),
        platform_suitable=gravest(answered, waived, KnockOutTest.PLATFORM_SUITABLE),
        axes=axes(answered),
        weight=sums.weight,
        known_weight=sums.known_weight,
        earned=Fraction(sums.earned, TOP),
        asked=sums.asked,
        known=sums.known,
        elements=_elements(pack, Sheet(sheet, on, sums.weight, waived, _gains(answered, waived))),
    )


def _gains(answered: Sequence[Answered], waived: frozenset[str]) -> Mapping[str, Mend]:
    return {one.code: one for one in mends(answered, waived)}


def _elements(pack: Pack, sheet: Sheet) -> tuple[ElementPart, ...]:
    return tuple(
        ElementPart(
            chapter.element,
            score(line.answered(sheet.on) for line in chapter.lines),
            tuple(_part(line, sheet) for line in chapter.lines),
        )
        for chapter in chapters(pack, sheet.lines)
    )


def _part(line: Line, sheet: Sheet) -> Part:
    """Of the 100 points, those this criterion gives and those it could give."""
    answered, weight = line.answered(sheet.on), sheet.weight
    own = line.asked.weight if answered.counts else 0
    given = None
    if answered.known is not None and weight:
        given = thousandths(Fraction(100 * own * answered.known, TOP * weight))
    return Part(
        line=line,
        passage=passage(answered, sheet.waived),
        given=given,
        possible=thousandths(Fraction(100 * own, weight)) or 0 if weight else 0,
        mend=sheet.gains.get(line.criterion.code),
    )
