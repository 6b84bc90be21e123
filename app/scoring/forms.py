"""The thresholds of maturity, and the questions that choose a workflow, as they are typed."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from app.engine.paths.chooser import WORDS_OF_QUESTION, Question
from app.scoring.services.maturity import Chosen
from app.scoring.services.workflows import Answers
from app.web.forms import NOT_KNOWN, Form

NEEDED = InputRequired("This must be said.")
SHARE = NumberRange(1, 100, message="Write a share from 1 to 100.")
SAID: dict[str, bool | None] = {"": None, "yes": True, "no": False}


def _flag(label: str) -> SelectField:
    words = {"": NOT_KNOWN, "yes": "Yes", "no": "No"}
    return SelectField(label, choices=[SelectChoice(value, word) for value, word in words.items()])


class MaturityForm(Form):
    first = IntegerField("Stages 1 to 3, share of areas in percent", validators=[NEEDED, SHARE])
    fourth = IntegerField("Stage 4, share of areas in percent", validators=[NEEDED, SHARE])
    specialization = IntegerField(
        "Specializations, share of areas in percent", validators=[NEEDED, SHARE]
    )
    order_decision_support = _flag("Decision support speaks when imaging is ordered")
    clinical_pathways = _flag("Imaging is part of clinical pathways that are followed")
    predictive_protocols = _flag("Protocols are fitted to the patient or predicted")
    reason = StringField("Why it is changed", validators=[NEEDED])
    submit = SubmitField("Save")

    def chosen(self) -> Chosen:
        return Chosen(
            self.first.data,
            self.fourth.data,
            self.specialization.data,
            SAID[self.order_decision_support.data],
            SAID[self.clinical_pathways.data],
            SAID[self.predictive_protocols.data],
        )

    def begin_with(self, now: Chosen) -> None:
        said = {value: word for word, value in SAID.items()}
        for name in Chosen.__dataclass_fields__:
            value = getattr(now, name)
            self[name].data = said[value] if value is None or isinstance(value, bool) else value


class WorkflowForm(Form):
    """The base of the form made by `workflow_form`: one field for each question."""

    show = SubmitField("Show what is recommended")
    keep = SubmitField("Keep this choice")

    def answers(self) -> Answers:
        return {one: SAID.get(self[one.value].data or "") for one in Question}


def workflow_form(begin: Answers) -> WorkflowForm:
    fields: dict[str, Any] = {one.value: _flag(WORDS_OF_QUESTION[one]) for one in Question}
    words = {value: word for word, value in SAID.items()}
    form: type[WorkflowForm] = type("AskedWorkflowForm", (WorkflowForm,), fields)
    return form(data={one.value: words[begin.get(one)] for one in Question})
