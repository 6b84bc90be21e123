"""A sheet of answers, one element at a time."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import wtforms
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import Scale
from app.kernel.facts import Refused, check
from app.standards.facts import AnswerFacts, EvidenceKind
from app.standards.models import Criterion
from app.standards.services.answers import Given, settled
from app.standards.translate import Line
from app.web.forms import EnumField, Form, OptionalDateField

OPEN, MEASURED = "", "measured"
ELSEWISE = (
    SelectChoice(AnswerState.UNKNOWN.value, "Looked, and not known"),
    SelectChoice(AnswerState.NOT_APPLICABLE.value, "Does not apply, because…"),
)


class AnswerForm(wtforms.Form):  # type: ignore[misc]
    """The answer to one criterion; what it means is decided by AnswerFacts and the scale."""

    choice = RadioField("Answer", validate_choice=False)
    measured = StringField("Measured")
    reason = StringField("Why it does not apply")
    remedy_on = OptionalDateField("Mended by")
    evidence_kind = EnumField("Evidence", EvidenceKind)
    evidence_note = StringField("Where the evidence is")
    seen = HiddenField()

    def __init__(self, line: Line, formdata: Any = None) -> None:
        self.line = line
        super().__init__(formdata, prefix=f"c{line.criterion.id}-", data=_stored(line))
        self.choice.choices = _choices(line)
        self.measured.label.text = f"Measured, in {line.criterion.unit}"

    def given(self) -> Given | None:
        """What was said, or nothing; problems are put at their fields."""
        if self.choice.data == OPEN and not (self.measured.data or "").strip():
            return None
        try:
            facts = check(AnswerFacts, self._said())
            settled(self.line.criterion, facts)
        except Refused as refused:
            self._blame(refused)
            return None
        return Given(self.line.criterion, facts, int(self.seen.data or 0))

    def _said(self) -> dict[str, object]:
        choice = self.choice.data or MEASURED
        is_state = choice in set(AnswerState)
        return {
            "state": choice if is_state else AnswerState.ANSWERED,
            "level": choice if choice.isdecimal() else None,
            "measured": None if is_state else self.measured.data,
            "reason": self.reason.data,
            "remedy_on": self.remedy_on.data,
            "evidence_kind": self.evidence_kind.data,
            "evidence_note": self.evidence_note.data,
        }

    def _blame(self, refused: Refused) -> None:
        for name, sentence in refused.problems.items():
            field = self._fields.get(name, self.choice)
            field.errors = [*field.errors, sentence]


class SheetForm(Form):
    """One element of a sheet: an AnswerForm for each criterion."""

    def __init__(self, lines: Sequence[Line], formdata: Any = None) -> None:
        super().__init__()
        self.parts = [AnswerForm(line, formdata) for line in lines]

    def given(self) -> list[Given] | None:
        """Everything said, or nothing as long as a part is wrong."""
        sound = [part.validate() for part in self.parts]
        said = [part.given() for part in self.parts]
        if not all(sound) or any(part.errors for part in self.parts):
            return None
        return [one for one in said if one is not None]

    @property
    def faulty(self) -> list[AnswerForm]:
        return [part for part in self.parts if part.errors]


def _choices(line: Line) -> list[SelectChoice]:
    first = [] if line.answer else [SelectChoice(OPEN, "Not answered yet")]
    return [*first, *_levels(line.criterion), *ELSEWISE]


def _levels(criterion: Criterion) -> list[SelectChoice]:
    if criterion.scale is Scale.NUM:
        return [SelectChoice(MEASURED, "Measured")]
    return [
        SelectChoice(str(level), _label(criterion, level, word, said))
        for level, word, said in criterion.levels_said
    ]


def _label(criterion: Criterion, level: int, word: str, said: str) -> str:
    """A level with what it means here, where the pack says so."""
    short = f"{level} {word}" if criterion.scale is Scale.L5 else word.capitalize()
    return f"{short}: {said}" if said else short


def _stored(line: Line) -> dict[str, object]:
    answer = line.answer
    if answer is None:
        return {"choice": OPEN, "evidence_kind": EvidenceKind.NONE, "seen": 0}
    is_measured = answer.state is AnswerState.ANSWERED and line.criterion.scale is Scale.NUM
    level = MEASURED if is_measured else str(answer.level)
    return {
        "choice": level if answer.state is AnswerState.ANSWERED else answer.state.value,
        "measured": _plain(answer.measure),
        "reason": answer.reason,
        "remedy_on": answer.remedy_on,
        "evidence_kind": answer.evidence_kind,
        "evidence_note": answer.evidence_note,
        "seen": answer.version,
    }


def _plain(measure: Decimal | None) -> str:
    return "" if measure is None else f"{measure.normalize():f}"
