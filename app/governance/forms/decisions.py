"""What of the register of decisions is shown, and what is said of one afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.governance.queries.decisions import RegisterState, Wanted
from app.governance.queries.returning import REVIEW_AHEAD
from app.web.forms import ChoiceField, EnumField, Form, OptionalDateField


class RegisterForm(Form):
    """Read from the address, so it carries no token."""

    class Meta:
        csrf = False

    q = StringField("Search", description="Number, title or text.")
    body = ChoiceField("Body")
    year = ChoiceField("Year")
    state = EnumField("State", RegisterState, none="every state")
    due = BooleanField("To be reviewed within 30 days")

    def wanted(self, today: date) -> Wanted:
        return Wanted(
            text=self.q.data or "",
            body_id=self.body.data,
            year=self.year.data,
            state=self.state.data,
            due_by=today + REVIEW_AHEAD if self.due.data else None,
            today=today,
        )

    def in_words(self) -> list[str]:
        """What the list is narrowed to, as a file says it."""
        said = [("Search", self.q.data), ("Body", _chosen(self.body)), ("Year", self.year.data)]
        said.append(("State", self.state.data.label if self.state.data else ""))
        words = [f"{label}: {value}" for label, value in said if value]
        return [*words, *([str(self.due.label.text)] if self.due.data else [])]


def _chosen(field: Any) -> str:
    chosen = {str(one.value): str(one.label) for one in field.choices}
    return chosen.get(str(field.data), "") if field.data else ""


def register_form(
    said: Any, bodies: Sequence[tuple[str, str]], years: Sequence[int]
) -> RegisterForm:
    """The filters as an address says them; what it says wrongly is left out."""
    form = RegisterForm(said)
    form.body.offer(bodies, none="every body")
    form.year.offer([(str(year), str(year)) for year in years], none="every year")
    form.validate()
    return form


class ChargeForm(Form):
    """Who, and until when; the choices stand on the page."""

    owner_id = ChoiceField("Who", validate_choice=False)
    due_on = OptionalDateField("Until")


class MetForm(Form):
    how = TextAreaField(
        "What shows it",
        validators=[InputRequired("Say what shows that the condition is met."), Length(max=2000)],
    )


class ReviewForm(Form):
    note = TextAreaField(
        "What the review found",
        validators=[InputRequired("Say what the review found."), Length(max=4000)],
    )
    next_on = OptionalDateField("Review again on")


class DissentForm(Form):
    text = TextAreaField(
        "Your dissent", validators=[InputRequired("Say why you dissent."), Length(max=4000)]
    )
