"""A scenario beside what is: the figures that differ, in sentences and as a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.engine.maturity.level import Maturity
from app.engine.scoring.rollup import ElementScore
from app.engine.scoring.score import thousandths
from app.engine.scoring.status import FitStatus
from app.inventory.models import Asset
from app.kernel.words import label_of
from app.organization.models import Department, Facility
from app.scoring.models import Scenario
from app.scoring.queries import trial as queries
from app.scoring.queries.trial import Figures
from app.scoring.services.facilities import KEY as FACILITY
from app.scoring.services.trial import ASSET, DEPARTMENT, PROGRAM, Trial, trial
from app.scoring.translate.scenarios import changes_of
from app.standards.models import Pack
from app.standards.queries.catalog import get_pack

SHOWN = 25
"""Rows of what moves most; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing with its figures now and in the scenario; None where it has no score."""

    kind: str
    id: int
    name: str
    now: Figures | None
    then: Figures | None

    @property
    def by(self) -> int | None:
        """Thousandths of provisional points; None where one of the two is not known."""
        return difference(self.now, self.then)


@dataclass(frozen=True, slots=True)
class Pair:
    """One element: its provisional points in thousandths."""

    label: str
    code: str
    now: int | None
    then: int | None

    @property
    def by(self) -> int | None:
        return None if self.now is None or self.then is None else self.then - self.now


@dataclass(frozen=True, slots=True)
class Compared:
    pack: Pack
    sentences: tuple[str, ...]
    program: tuple[Figures | None, Figures | None]
    elements: tuple[Pair, ...]
    maturity: tuple[Maturity, Maturity]
    fits: tuple[tuple[FitStatus, int, int], ...]
    moved: tuple[Moved, ...]
    more: int


def compare(scenario: Scenario, *, on: date) -> Compared:
    pack = get_pack(scenario.pack_id)
    found = trial(pack, changes_of(scenario.changes), on=on)
    program = (_program(found.now.figures), _program(found.then.figures))
    moved = _moved(found)
    return Compared(
        pack=pack,
        sentences=tuple(_sentences(found, program)),
        program=program,
        elements=_elements(pack, found.now.elements, found.then.elements),
        maturity=(found.now.maturity, found.then.maturity),
        fits=_fits(found),
        moved=tuple(moved[:SHOWN]),
        more=max(0, len(moved) - SHOWN),
    )


def difference(now: Figures | None, then: Figures | None) -> int | None:
    if now is None or then is None or now.provisional is None or then.provisional is None:
        return None
    return then.provisional - now.provisional


def _program(figures: Mapping[str, Mapping[int, Figures]]) -> Figures | None:
    return figures.get(PROGRAM, {}).get(0)


def _elements(
    pack: Pack, now: Sequence[ElementScore], then: Sequence[ElementScore]
) -> tuple[Pair, ...]:
    titles = {one.code: one.title for one in pack.elements}
    return tuple(
        Pair(titles[one.element], one.element, _points(one), _points(other))
        for one, other in zip(now, then, strict=True)
    )


def _points(one: ElementScore) -> int | None:
    return thousandths(one.score.provisional) if one.score else None


def _fits(found: Trial) -> tuple[tuple[FitStatus, int, int], ...]:
    now, then = (
        Counter(one.fit for one in side.figures.get(ASSET, {}).values())
        for side in (found.now, found.then)
    )
    return tuple((fit, now[fit], then[fit]) for fit in FitStatus)


def _moved(found: Trial) -> list[Moved]:
    """What moves most first; what gets or loses its score before everything else."""
    rows = [
        (kind, number, now, then)
        for kind in (ASSET, DEPARTMENT, FACILITY)
        for number, (now, then) in found.moved(kind).items()
    ]
    rows.sort(key=lambda row: (-_size(row[2], row[3]), row[0], row[1]))
    names = _names(rows[:SHOWN])
    return [
        Moved(kind, number, names.get((kind, number), ""), now, then)
        for kind, number, now, then in rows
    ]


def _size(now: Figures | None, then: Figures | None) -> int:
    if now is None or then is None:
        return 100_001
    by = difference(now, then)
    return 100_000 if by is None and now.provisional != then.provisional else abs(by or 0)


def _names(rows: Sequence[tuple[str, int, object, object]]) -> dict[tuple[str, int], str]:
    named: dict[tuple[str, int], str] = {}
    for kind, model in ((ASSET, Asset), (DEPARTMENT, Department), (FACILITY, Facility)):
        ids = [number for key, number, _, _ in rows if key == kind]
        named |= {(kind, number): name for number, name in queries.names_of(model, ids).items()}
    return named


def _sentences(found: Trial, program: tuple[Figures | None, Figures | None]) -> list[str]:
    """The figures that differ, each in a sentence; one that says so where none does."""
    said = [_program_says(*program), _maturity_says(found.now.maturity, found.then.maturity)]
    said += [_many(found, ASSET, "asset"), _many(found, DEPARTMENT, "department")]
    return [one for one in said if one] or ["No figure differs from what is now."]


def _program_says(now: Figures | None, then: Figures | None) -> str:
    if now == then:
        return ""
    if now is None or then is None:
        return "The program has a score in one of the two only."
    words = [
        f"{label} {'rises' if after > before else 'falls'} from {_plain(before)} to {_plain(after)}"
        for label, before, after in (
            ("readiness of the program", now.provisional, then.provisional),
            ("what is confirmed of it", now.confirmed, then.confirmed),
        )
        if before is not None and after is not None and before != after
    ]
    if now.fit is not then.fit:
        words.append(
            f"its standing goes from {label_of(now.fit).lower()} to {label_of(then.fit).lower()}"
        )
    if not words:
        return ""
    said = "; ".join(words)
    return f"{said[0].upper()}{said[1:]}."


def _maturity_says(now: Maturity, then: Maturity) -> str:
    if now.level != then.level:
        way = "rises" if then.level > now.level else "falls"
        return f"Maturity {way} from level {now.level} to level {then.level}."
    return ""


def _many(found: Trial, key: str, noun: str) -> str:
    """How many go up, down, begin or end, and how many change their standing."""
    pairs = found.moved(key).values()
    if not pairs:
        return ""
    by = [difference(now, then) or 0 for now, then in pairs]
    counted = (
        (sum(one > 0 for one in by), "go up"),
        (sum(one < 0 for one in by), "go down"),
        (sum(now is None for now, _ in pairs), "get a score"),
        (sum(then is None for _, then in pairs), "drop out"),
        (
            sum(
                now is not None and then is not None and now.fit is not then.fit
                for now, then in pairs
            ),
            "change their standing",
        ),
    )
    said = ", ".join(f"{many:,} {what}" for many, what in counted if many)
    plural = "" if len(pairs) == 1 else "s"
    return f"Of {len(pairs):,} {noun}{plural} that move: {said}." if said else ""


def _plain(points: int) -> str:
    return f"{(points + 50) // 100 / 10:.1f}"
