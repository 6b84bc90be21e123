"""Meetings, items of an agenda, and what is noted while a meeting goes on."""

from typing import Any

from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import TimeInput

from app.engine.meetings.meeting import ActionStage, Manner
from app.engine.meetings.motions import TYPES, Method, MotionKind
from app.governance.facts.meetings import ActionFacts, ItemFacts, MeetingFacts, Part
from app.web.facts import form_of
from app.web.forms import ChoiceField, EnumField, Form, VersionField


class MeetingForm(form_of(MeetingFacts, sections=Part)):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.starts_time.widget = TimeInput()


class ItemForm(form_of(ItemFacts, sections=Part)):  # type: ignore[misc]
    owner_id = ChoiceField("Who introduces it")
    proposal_id = ChoiceField("Proposal it decides on")


class ActionForm(form_of(ActionFacts, sections=Part)):  # type: ignore[misc]
    owner_id = ChoiceField("Who does it", validators=[InputRequired("Choose who does it.")])


class ReportForm(Form):
    version = VersionField()
    stage = EnumField("It is", ActionStage)
    report = TextAreaField("What was done, or what is in the way", validators=[Length(max=2000)])


class TextForm(Form):
    """A sentence: why, what, or for the minutes; empty where the act lets it be."""

    text = StringField("Text", validators=[Length(max=2000)])


class ArrivalForm(Form):
    seat_id = IntegerField(validators=[InputRequired()])
    manner = EnumField("How", Manner)
    as_alternate = BooleanField("The alternate")
    proxy_id = IntegerField(validators=[Optional()])


class MoveForm(Form):
    kind = EnumField("Motion", MotionKind)
    text = TextAreaField(
        "Exact words",
        validators=[InputRequired("Write the exact words."), Length(max=4000)],
        description="For an amendment: the whole motion as it would read.",
    )
    mover_seat_id = ChoiceField("Moved by", validators=[InputRequired("Say who moves it.")])
    had_notice = BooleanField("Notice of it was given with the call")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind.choices = [SelectChoice(kind.value, one.label) for kind, one in TYPES.items()]


class SecondForm(Form):
    seat_id = ChoiceField("Seconded by", validators=[InputRequired("Say who seconds it.")])


class DecideForm(Form):
    method = EnumField("How it was decided", Method)
    votes_for = IntegerField("For", validators=[Optional()])
    votes_against = IntegerField("Against", validators=[Optional()])
    abstained = IntegerField("Abstained", validators=[Optional()])
    ruling = StringField("Ruling of the chair", validators=[Length(max=1000)])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = {
            Method.CONSENT: "Nobody objects",
            Method.SHOW_OF_HANDS: "On a show of hands",
            Method.CHAIR: "The chair rules",
        }
        self.method.choices = [SelectChoice(one.value, text) for one, text in shown.items()]


class StatementForm(Form):
    version = VersionField()
    text = TextAreaField("Statement", validators=[Length(max=4000)])
