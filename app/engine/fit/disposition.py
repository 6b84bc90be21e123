"""What should become of a thing: the rules in order; the first that matches, with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.engine.fit.axes import MIDDLE
from app.engine.scoring.status import COMPLETE_ENOUGH

STRATEGIC = 70
"""Points of business value from which a thing is worth investing in, or replacing."""


class Disposition(StrEnum):
    """What may become of a thing; deciding it takes a body, suggesting it does not."""

    INVEST = "invest"
    RETAIN = "retain"
    INTEGRATE = "integrate"
    MIGRATE_DATA = "migrate_data"
    CONSOLIDATE = "consolidate"
    REPLACE = "replace"
    CONTAIN = "contain"
    RETIRE = "retire"
    ARCHIVE_ONLY = "archive_only"
    UNDECIDED = "undecided"


class Kind(StrEnum):
    """What kind of thing is judged: not every disposition suits every kind."""

    SOURCE = "source"
    APPLICATION = "application"
    VIEWER = "viewer"
    STORAGE = "storage"
    INTERFACE = "interface"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. Points are of 100; None means not known.

    `is_used`: whether anything went through it in twelve months. `has_exit`: whether its data can
    be taken out and it is still supported, so that a failing can be mended. `rival`: the name of
    the thing that does the same at least as well (see `rivals`). `archive_is_weak`: what it lacks
    technically is mainly the archive.
    """

    kind: Kind
    completeness: Fraction
    functional: Fraction | None = None
    technical: Fraction | None = None
    business_value: Fraction | None = None
    open_knock_outs: tuple[str, ...] = ()
    fails_platform: tuple[str, ...] = ()
    fails_ehr_view: tuple[str, ...] = ()
    is_ending: bool = False
    is_used: bool | None = None
    has_retention_duty: bool | None = None
    has_exit: bool = True
    is_open: bool = False
    archive_is_weak: bool = False
    rival: str | None = None

    @property
    def use(self) -> Fraction | None:
        """Functional fit. What only keeps or carries images is used as well as it is built."""
        if self.functional is None and self.kind in {Kind.STORAGE, Kind.INTERFACE}:
            return self.technical
        return self.functional

    @property
    def works(self) -> bool:
        return self.use is not None and self.use >= MIDDLE

    @property
    def is_sound(self) -> bool:
        return self.technical is not None and self.technical >= MIDDLE

    @property
    def is_valued(self) -> bool:
        return self.business_value is not None and self.business_value >= STRATEGIC


@dataclass(frozen=True, slots=True)
class Suggestion:
    disposition: Disposition
    rule: str
    reason: str


def suggest(facts: Facts) -> Suggestion:
    """The first rule that matches. The last ones match whatever is left."""
    asked = ((name, rule(facts)) for name, rule in RULES)
    name, (disposition, reason) = next((name, found) for name, found in asked if found)
    return Suggestion(disposition, name, reason)


Found = tuple[Disposition, str] | None

HIDDEN = (
    "Its images cannot be opened from the record, though standards reach them: "
    "build the launch and the notification."
)


def _too_little_known(facts: Facts) -> Found:
    if facts.completeness < COMPLETE_ENOUGH:
        answered = int(100 * facts.completeness)
        return (
            Disposition.UNDECIDED,
            f"Only {answered}% of the criteria are answered; 60% are needed.",
        )
    if facts.open_knock_outs:
        missing = ", ".join(facts.open_knock_outs)
        return Disposition.UNDECIDED, f"Not answered, though each could forbid it: {missing}."
    if facts.use is None or facts.technical is None:
        axis = "technical" if facts.technical is None else "functional"
        return Disposition.UNDECIDED, f"No criterion of {axis} fit is answered."
    return None


def _already_ending(facts: Facts) -> Found:
    if facts.is_ending:
        return Disposition.RETIRE, "Its end is already decided."
    return None


def _unused(facts: Facts) -> Found:
    if facts.is_used is False and not facts.has_retention_duty:
        return Disposition.RETIRE, "Nobody has used it for twelve months, and nothing must be kept."
    return None


def _unused_but_kept(facts: Facts) -> Found:
    if facts.is_used is False:
        return (
            Disposition.ARCHIVE_ONLY,
            "Nobody has used it for twelve months; its images must be kept.",
        )
    return None


def _duplicate(facts: Facts) -> Found:
    if facts.rival is not None:
        return Disposition.CONSOLIDATE, f"{facts.rival} does the same at least as well."
    return None


def _beyond_repair(facts: Facts) -> Found:
    if facts.fails_platform and not facts.has_exit:
        failing = ", ".join(facts.fails_platform)
        return (
            Disposition.REPLACE,
            f"Not suitable for the platform ({failing}), and no way to mend that is known.",
        )
    return None


def _hidden_from_the_record(facts: Facts) -> Found:
    if facts.fails_ehr_view and facts.is_open:
        return Disposition.INTEGRATE, HIDDEN
    return None


def _works_and_sound(facts: Facts) -> Found:
    if not (facts.works and facts.is_sound):
        return None
    if facts.is_valued and facts.kind not in {Kind.SOURCE, Kind.INTERFACE}:
        return Disposition.INVEST, f"It works, is sound and matters{_value(facts)}.{_mend(facts)}"
    return Disposition.RETAIN, f"It works and is sound{_value(facts)}.{_mend(facts)}"


def _weak_archive(facts: Facts) -> Found:
    if facts.works and facts.archive_is_weak and facts.kind in {Kind.APPLICATION, Kind.STORAGE}:
        return Disposition.MIGRATE_DATA, "It works; what it lacks is mainly a sound archive."
    return None


def _works_unsoundly(facts: Facts) -> Found:
    if facts.works:
        return Disposition.REPLACE, "It does its work on a technical base that does not hold."
    return None


def _sound_but_little_use(facts: Facts) -> Found:
    if facts.is_sound:
        return Disposition.CONTAIN, "It is sound and does too little: no new users, no growth."
    return None


def _neither(facts: Facts) -> Found:
    if facts.is_valued:
        return Disposition.REPLACE, f"It neither works nor is sound, yet it matters{_value(facts)}."
    return Disposition.RETIRE, f"It neither works nor is sound{_value(facts)}."


def _mend(facts: Facts) -> str:
    failing = facts.fails_platform + facts.fails_ehr_view
    return f" First mend {', '.join(failing)}." if failing else ""


def _value(facts: Facts) -> str:
    if facts.business_value is None:
        return " (business value not known)"
    return f" (business value {int(facts.business_value)})"


RULES: tuple[tuple[str, Callable[[Facts], Found]], ...] = (
    ("R0", _too_little_known),
    ("R1", _already_ending),
    ("R2", _unused),
    ("R3", _unused_but_kept),
    ("R4", _duplicate),
    ("R5", _beyond_repair),
    ("R6", _hidden_from_the_record),
    ("R7", _works_and_sound),
    ("R8", _weak_archive),
    ("R9", _works_unsoundly),
    ("R10", _sound_but_little_use),
    ("R11", _neither),
)

WORDS_OF: dict[str, str] = {
    "R0": "Too little is known, or a criterion that could forbid it is open",
    "R1": "Its end is already decided",
    "R2": "Not used for twelve months, nothing to keep",
    "R3": "Not used for twelve months, images to keep",
    "R4": "Another active thing of the same class does 90% of it at least as well",
    "R5": "Not suitable for the platform and not to be mended",
    "R6": "Not viewable in the record, though reachable by standards",
    "R7": "Functional and technical fit are both 60 or more",
    "R8": "Functional fit 60 or more; technically it is mainly the archive that is weak",
    "R9": "Functional fit 60 or more, technical fit less",
    "R10": "Technical fit 60 or more, functional fit less",
    "R11": "Both less than 60",
}
"""What each rule asks, for the page that shows which one matched."""
