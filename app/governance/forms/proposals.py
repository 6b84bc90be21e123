"""A proposal, and why it is returned."""

from typing import Any

from wtforms import SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from app.engine.voting.election import Method
from app.governance.facts import ProposalFacts
from app.governance.facts.proposals import Part
from app.web.facts import form_of
from app.web.forms import ChoiceField, Form

METHODS = {
    Method.QUESTION: "A question, approved or rejected",
    Method.APPROVAL: "By approval: mark all you could accept",
    Method.RANKED: "By ranking: first, second, third choice",
    Method.POINTS: "By points: share out a number of points",
}


class ProposalForm(form_of(ProposalFacts, sections=Part)):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.method.choices = [SelectChoice(one.value, text) for one, text in METHODS.items()]


class NewProposalForm(ProposalForm):
    body_id = ChoiceField("Body that decides", validators=[InputRequired("Choose a body.")])
    save = SubmitField("Save as draft")
    submit_now = SubmitField("Save and submit")


class ReturnForm(Form):
    why = TextAreaField(
        "What should the author change?", validators=[InputRequired("Say what to change.")]
    )
