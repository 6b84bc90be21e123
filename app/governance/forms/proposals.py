"""A proposal, and why it is returned."""

from wtforms import SubmitField, TextAreaField
from wtforms.validators import InputRequired

from app.governance.facts import ProposalFacts
from app.governance.facts.proposals import Part
from app.web.facts import form_of
from app.web.forms import ChoiceField, Form

ProposalForm = form_of(ProposalFacts, sections=Part)


class NewProposalForm(form_of(ProposalFacts, sections=Part)):  # type: ignore[misc]
    body_id = ChoiceField("Body that decides", validators=[InputRequired("Choose a body.")])
    save = SubmitField("Save as draft")
    submit_now = SubmitField("Save and submit")


class ReturnForm(Form):
    why = TextAreaField(
        "What should the author change?", validators=[InputRequired("Say what to change.")]
    )
