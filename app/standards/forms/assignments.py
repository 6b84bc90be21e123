"""Asking somebody to answer, and moving the day."""

from wtforms import DateField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.standards.queries.assignments import WHOLE
from app.standards.translate import Chapter
from app.web.facts import CheckboxesField
from app.web.forms import ChoiceField, Form

ALL = "all"


class AssignForm(Form):
    """Which sections, to whom, and until when."""

    sections = CheckboxesField("What is to be answered")
    person = ChoiceField("Who answers", validators=[InputRequired("Choose a person.")])
    due_on = DateField("Due on", validators=[InputRequired("Say by which day.")])
    note = TextAreaField(
        "Note",
        validators=[Length(max=4000)],
        description="Sent with the link. Never anything about a patient.",
    )

    def offer(self, chapters: list[Chapter], people: list[tuple[str, str]]) -> None:
        self.sections.choices = [
            SelectChoice(one.element.code, f"{one.element.title} ({len(one.lines)})")
            for one in chapters
        ] + [SelectChoice(ALL, "The whole sheet")]
        self.person.offer(people, none="choose a person")

    @property
    def chosen(self) -> list[str]:
        """The whole sheet needs no section beside it."""
        said = self.sections.data or []
        return [WHOLE] if ALL in said else said


class MoveForm(Form):
    due_on = DateField("Due on", validators=[InputRequired("Say by which day.")])
