"""The image path of a department: seven stages, each as good as its sources make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.engine.paths.check import Soundness


class Stage(StrEnum):
    """In the order images travel."""

    CAPTURE = "capture"
    INDEX = "index"
    STORE = "store"
    DISTRIBUTE = "distribute"
    VIEW = "view"
    EXCHANGE = "exchange"
    ANALYZE = "analyze"


WORDS_OF_STAGE: dict[Stage, str] = {
    Stage.CAPTURE: "Captured with patient and visit known",
    Stage.INDEX: "Listed in the chart",
    Stage.STORE: "Stored in the enterprise archive",
    Stage.DISTRIBUTE: "Distributed by standards",
    Stage.VIEW: "Viewed from the record",
    Stage.EXCHANGE: "Exchanged with others",
    Stage.ANALYZE: "Used for analysis",
}

GRAVER = (Soundness.HOLDS, Soundness.PARTIAL, Soundness.UNKNOWN, Soundness.BROKEN)


@dataclass(frozen=True, slots=True)
class Reading:
    """How one stage stands for one source, and the fact behind it."""

    how: Soundness
    says: str


@dataclass(frozen=True, slots=True)
class SourceWay:
    """One source along the stages; a stage that is missing is not known."""

    key: int
    name: str
    volume: int | None
    readings: Mapping[Stage, Reading]

    def at(self, stage: Stage) -> Reading:
        return self.readings.get(stage, Reading(Soundness.UNKNOWN, "nobody has said"))


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage of a department: as its weakest source, with the sources by how they stand."""

    stage: Stage
    sources: tuple[tuple[SourceWay, Reading], ...]

    @property
    def how(self) -> Soundness:
        found = (reading.how for _, reading in self.sources)
        return max(found, key=GRAVER.index, default=Soundness.UNKNOWN)

    def those(self, how: Soundness) -> tuple[tuple[SourceWay, Reading], ...]:
        return tuple(pair for pair in self.sources if pair[1].how is how)

    @property
    def share_held(self) -> Fraction | None:
        """Of the images whose number is known, those that get through this stage."""
        total = sum(way.volume or 0 for way, _ in self.sources)
        held = sum(way.volume or 0 for way, _ in self.those(Soundness.HOLDS))
        return Fraction(held, total) if total else None


@dataclass(frozen=True, slots=True)
class DepartmentPath:
    stages: tuple[StageResult, ...]

    @property
    def first_break(self) -> StageResult | None:
        return next((one for one in self.stages if one.how is Soundness.BROKEN), None)

    @property
    def broken(self) -> tuple[Stage, ...]:
        return tuple(one.stage for one in self.stages if one.how is Soundness.BROKEN)

    @property
    def sentence(self) -> str:
        """The first break in words; or that there is none, or that too little is known."""
        if (found := self.first_break) is not None:
            way, reading = found.those(Soundness.BROKEN)[0]
            others = len(found.those(Soundness.BROKEN)) - 1
            more = f", and {others} more" if others else ""
            return f"{reading.says[:1].upper()}{reading.says[1:]} ({way.name}{more})."
        if not self.stages[0].sources:
            return "No source is recorded, so there is no path to follow."
        unknown = [one.stage for one in self.stages if one.how is Soundness.UNKNOWN]
        if unknown:
            return f"No break is known; not known: {', '.join(_word(one) for one in unknown)}."
        partial = [one.stage for one in self.stages if one.how is Soundness.PARTIAL]
        if partial:
            return f"Whole, in part only: {', '.join(_word(one) for one in partial)}."
        return "Whole from capture to analysis."


def along(sources: Sequence[SourceWay]) -> DepartmentPath:
    return DepartmentPath(
        tuple(StageResult(stage, tuple((way, way.at(stage)) for way in sources)) for stage in Stage)
    )


def _word(stage: Stage) -> str:
    return WORDS_OF_STAGE[stage].lower()
