"""Calling an election to a seat, and the paper of an election."""

from collections.abc import Mapping, Sequence

from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from app.engine.voting.election import Method
from app.kernel.errors import RuleBroken
from app.web.forms import EnumField, Form, OptionalDateField


class CandidatesField(SelectMultipleField):  # type: ignore[misc]
    option_widget = CheckboxInput()


class ElectionForm(Form):
    candidates = CandidatesField(
        "Candidates", coerce=int, validators=[InputRequired("Choose the candidates.")]
    )
    method = EnumField("How it is counted", Method)
    starts_on = OptionalDateField("Term from", description="Open if left empty.")
    ends_on = OptionalDateField("Term until")
    reason = TextAreaField("Why now", validators=[Length(max=2000)])

    def __init__(self, people: Sequence[tuple[str, str]], **options: object) -> None:
        super().__init__(**options)
        self.candidates.choices = [(int(value), label) for value, label in people]
        self.method.choices = [
            (Method.RANKED.value, "By ranking: the last is out until one has more than half"),
            (Method.APPROVAL.value, "By approval: whom most could accept"),
        ]


class MarksForm(Form):
    """Carries the token; the marks are read from what was sent, one field for each option."""


def marks_in(sent: Mapping[str, str], options: int, method: Method) -> dict[int, int]:
    """The marks as they were typed; a field left empty gives nothing."""
    typed = {place: sent.get(f"mark-{place}", "").strip() for place in range(options)}
    marks: dict[int, int] = {}
    for place, text in typed.items():
        if not text or (text == "0" and method is Method.POINTS):
            continue
        if not (text.isascii() and text.isdecimal() and len(text) <= 6):
            raise RuleBroken(f"“{text}” is no whole number.")
        marks[place] = int(text)
    return marks
