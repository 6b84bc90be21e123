"""Assets by criteria of one section: what stands in each cell, and saving a page at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import LEVELS_OF, Scale
from app.kernel.errors import RuleBroken
from app.kernel.facts import Refused, check
from app.kernel.permissions import Actor
from app.standards.facts import AnswerFacts, EvidenceKind, Subject
from app.standards.models import Answer, Criterion, Element, Pack
from app.standards.policy import may_answer
from app.standards.queries import assessments
from app.standards.queries import matrix as queries
from app.standards.queries.matrix import ROWS, Which
from app.standards.queries.subjects import APPLIES_OF, Profile, profiles_of
from app.standards.services.answers import Given, save_answers, settled
from app.standards.translate import asked_of, said_in

UNKNOWN, LEFT_OUT = "u", "n"
WORDS = {"yes": "4", "y": "4", "partly": "2", "partial": "2", "p": "2", "no": "0"}
STATES = {"u": UNKNOWN, "?": UNKNOWN, "unknown": UNKNOWN}


@dataclass(frozen=True, slots=True)
class Cell:
    """One asset under one criterion. `text` is what stands there, as it would be typed."""

    profile: Profile
    criterion: Criterion
    answer: Answer | None
    is_open: bool

    @property
    def key(self) -> str:
        return f"{self.profile.id}-{self.criterion.id}"

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def text(self) -> str:
        answer = self.answer
        if answer is None:
            return ""
        if answer.state is AnswerState.UNKNOWN:
            return UNKNOWN
        if answer.state is AnswerState.NOT_APPLICABLE:
            return f"{LEFT_OUT}: {answer.reason}"
        measure = answer.measure
        return str(answer.level) if measure is None else f"{measure.normalize():f}"


@dataclass(frozen=True, slots=True)
class Row:
    """One asset; a cell is None where nothing is asked."""

    profile: Profile
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of it."""

    pack: Pack
    element: Element
    criteria: tuple[Criterion, ...]
    rows: tuple[Row, ...]
    next_after: str | None

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a cell, and what stood there, at which version, when it was."""

    text: str
    seen_text: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be kept; a stale one was answered by somebody else meanwhile."""

    cell: Cell
    sentence: str
    is_stale: bool = False


class MatrixRefused(RuleBroken):
    """Nothing was saved; `problems` names every cell."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(problems)
        super().__init__(f"Nothing was saved: {count} cell{'' if count == 1 else 's'} to look at.")


def matrix_of(pack: Pack, element: Element, which: Which, *, actor: Actor) -> Matrix:
    """One page of assets, in the order of their codes."""
    found = queries.asset_page(which)
    ids = list(found[:ROWS])
    applies = APPLIES_OF[which.kind]
    criteria = tuple(
        one
        for one in pack.criteria
        if one.element_id == element.id and applies in one.applies_to and not one.is_superseded
    )
    profiles = profiles_of(Subject.ASSET, ids) if ids else {}
    sheets = assessments.sheets_of_assets(pack, ids)
    answers = assessments.answers_on(sheets.values())
    assigned = queries.assigned_among(actor, pack, element.code, ids)
    rows = []
    for asset_id in ids:
        profile, sheet = profiles[asset_id], sheets.get(asset_id)
        there = answers.get(sheet.id, {}) if sheet else {}
        mine = asset_id in assigned or may_answer(actor, Subject.ASSET, profile.department_id)
        asked = {one.id for one in asked_of(pack.criteria, profile, said_in(pack.criteria, there))}
        cells = (
            Cell(profile, one, there.get(one.id), mine) if one.id in asked else None
            for one in criteria
        )
        rows.append(Row(profile, tuple(cells)))
    after = rows[-1].profile.code if len(found) > ROWS else None
    return Matrix(pack, element, criteria, tuple(rows), after)


def save_matrix(
    matrix: Matrix, typed: Mapping[str, Typed], reason: str, *, actor: Actor, at: datetime
) -> int:
    """Every changed cell or none; `reason` is that of all cells left out without their own."""
    given: dict[int, list[Given]] = {}
    problems = []
    for cell in matrix.cells:
        one = typed.get(cell.key)
        if one is None or one.text == one.seen_text:
            continue
        try:
            given.setdefault(cell.profile.id, []).append(_given(cell, one, reason))
        except _Stale as stale:
            problems.append(Problem(cell, str(stale), is_stale=True))
        except Refused as refused:
            problems.append(Problem(cell, " ".join(refused.problems.values())))
        except RuleBroken as broken:
            problems.append(Problem(cell, str(broken)))
    if problems:
        raise MatrixRefused(problems)
    profiles = {row.profile.id: row.profile for row in matrix.rows}
    return sum(
        save_answers(matrix.pack, profiles[asset_id], said, actor=actor, at=at)
        for asset_id, said in given.items()
    )


class _Stale(RuleBroken):
    """Somebody else was faster."""


def _given(cell: Cell, one: Typed, reason: str) -> Given:
    if not cell.is_open:
        raise RuleBroken("You may not answer this one.")
    if cell.version != one.seen and cell.text != one.text:
        there = cell.text or "nothing"
        raise _Stale(f"Somebody else wrote {there} meanwhile; you wrote {one.text or 'nothing'}.")
    facts = _facts(cell, one.text, reason)
    settled(cell.criterion, facts)
    return Given(cell.criterion, facts, cell.version)


def _facts(cell: Cell, text: str, reason: str) -> AnswerFacts:
    """As it is typed: a level or a measure, u for unknown, n with a reason for not applicable."""
    if not text:
        raise RuleBroken("An answer is not emptied. Write u where it is not known.")
    start, _, own = text.partition(":")
    word = start.strip().casefold()
    if STATES.get(word) == UNKNOWN:
        return check(AnswerFacts, {"state": AnswerState.UNKNOWN})
    if word in {LEFT_OUT, "n/a"}:
        said = {"state": AnswerState.NOT_APPLICABLE, "reason": own.strip() or reason}
        return check(AnswerFacts, said)
    kept = _kept(cell.answer) | {"state": AnswerState.ANSWERED}
    if cell.criterion.scale is Scale.NUM:
        return check(AnswerFacts, kept | {"measured": text})
    level = WORDS.get(word, word)
    if level not in {str(one) for one in LEVELS_OF[cell.criterion.scale]}:
        levels = ", ".join(str(one) for one in LEVELS_OF[cell.criterion.scale])
        raise RuleBroken(f"“{text[:40]}” is none of {levels}, u for unknown, or n: with a reason.")
    return check(AnswerFacts, kept | {"level": level})


def _kept(answer: Answer | None) -> dict[str, object]:
    """What a cell does not show stays as the person before said it."""
    if answer is None or answer.rule_id is not None:
        return {"evidence_kind": EvidenceKind.SELF_DECLARED}
    return {
        "evidence_kind": answer.evidence_kind,
        "evidence_note": answer.evidence_note,
        "remedy_on": answer.remedy_on,
    }
