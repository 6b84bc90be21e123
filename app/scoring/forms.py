"""Thresholds of maturity, questions that choose a workflow, and scenarios, as they are typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from app.engine.fit.disposition import Disposition
from app.engine.paths.chooser import WORDS_OF_QUESTION, Question
from app.engine.scoring.answer import AnswerState
from app.scoring.models import ChangeKind
from app.scoring.services.maturity import Chosen
from app.scoring.services.scenarios import About, Wanted
from app.scoring.services.workflows import Answers
from app.standards.facts import EvidenceKind
from app.web.forms import (
    NOT_KNOWN,
    ChoiceField,
    EnumField,
    Form,
    OptionalDateField,
    VersionField,
)

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


class ScenarioForm(Form):
    name = StringField("Name", validators=[NEEDED, Length(max=120)])
    question = TextAreaField("What it is to show", validators=[Length(max=2000)])
    is_shared = BooleanField("Others may see it and copy it")
    version = VersionField()
    submit = SubmitField("Save")

    def about(self) -> About:
        return About(self.name.data or "", self.question.data or "", bool(self.is_shared.data))


class ChangeForm(Form):
    """Every field that some kind of change needs; those of one kind are kept by `change_form`."""

    thing = StringField(
        "Asset, department or program",
        validators=[NEEDED],
        description="By code, such as SRC-0041, or the word program.",
    )
    code = SelectField("Criterion", validators=[NEEDED])
    state = SelectField(
        "Answer",
        choices=[
            SelectChoice("4", "Level 4, or yes"),
            SelectChoice("3", "Level 3"),
            SelectChoice("2", "Level 2, or partial"),
            SelectChoice("1", "Level 1"),
            SelectChoice("0", "Level 0, or no"),
            SelectChoice("unknown", "Not known"),
            SelectChoice("not_applicable", "Left out: does not apply"),
        ],
    )
    evidence_kind = EnumField("How it would be known", EvidenceKind)
    weight = IntegerField("Weight, 1 to 100", validators=[NEEDED, NumberRange(1, 100)])
    disposition = EnumField("What becomes of it", Disposition)
    target = StringField(
        "What takes over", description="By code, such as APP-0003. May stay empty."
    )
    control = StringField(
        "What makes up for the gap", description="Needed when a proposal comes of it."
    )
    ends_on = OptionalDateField("Last day", description="Needed when a proposal comes of it.")
    owner_email = SelectField("Who answers for it", choices=[])
    version = VersionField()
    submit = SubmitField("Put into the scenario")

    def wanted(self, kind: ChangeKind) -> Wanted:
        said: dict[str, Any] = {
            name: self[name].data or ""
            for name in ("thing", "code", "target", "control", "owner_email")
            if name in self
        }
        for name in ("weight", "disposition", "ends_on", "evidence_kind"):
            if name in self:
                said[name] = self[name].data
        if "state" in self:
            said |= _state(self.state.data)
        return Wanted(kind, **said)


FIELDS_OF: dict[ChangeKind, tuple[str, ...]] = {
    ChangeKind.ANSWER: ("thing", "code", "state", "evidence_kind"),
    ChangeKind.WEIGHT: ("code", "weight"),
    ChangeKind.ELEMENT_WEIGHT: ("code", "weight"),
    ChangeKind.WAIVER: ("thing", "code", "control", "ends_on", "owner_email"),
    ChangeKind.WAIVER_ENDS: ("thing", "code"),
    ChangeKind.DISPOSITION: ("thing", "disposition", "target"),
}
ALWAYS = ("version", "submit", "csrf_token")


def change_form(
    kind: ChangeKind,
    codes: Sequence[tuple[str, str]],
    people: Sequence[tuple[str, str]],
    begin: Mapping[str, Any],
) -> ChangeForm:
    """With the fields this kind needs."""
    form = ChangeForm(data=begin)
    for name in [one.short_name for one in form]:
        if name not in (*FIELDS_OF[kind], *ALWAYS):
            del form[name]
    if "code" in form:
        form.code.label.text = "Element" if kind is ChangeKind.ELEMENT_WEIGHT else "Criterion"
        form.code.choices = [SelectChoice("", "choose"), *(SelectChoice(*one) for one in codes)]
    if "owner_email" in form:
        form.owner_email.choices = [
            SelectChoice("", "nobody yet"),
            *(SelectChoice(*one) for one in people),
        ]
    return form


def _state(word: str) -> dict[str, Any]:
    if word.isdecimal():
        return {"state": AnswerState.ANSWERED, "level": int(word)}
    return {"state": AnswerState(word)}


class ProposeForm(Form):
    about = SelectField("What the vote changes by itself")
    body_id = ChoiceField("Who decides", validators=[NEEDED])
    submit = SubmitField("Make the draft")

    def thing(self) -> tuple[str, int] | None:
        key, _, number = (self.about.data or "").partition(":")
        return (key, int(number)) if key else None
