"""The ballot paper, stepping aside, opening a ballot in writing or in the room, hands."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from app.engine.voting.ballot import Choice, Reasons
from app.web.forms import EnumField, Form


class VoteForm(Form):
    """The choice is the button that was pressed; `seen` the receipt of the vote that was shown."""

    seat_id = IntegerField(widget=HiddenField.widget)
    seen = StringField(widget=HiddenField.widget, validators=[Length(max=80)])
    comment = TextAreaField("Reason", validators=[Length(max=2000)])
    choice = StringField("Choice", validators=[DataRequired("Choose one of the three.")])

    def validate_choice(self, field: Any) -> None:
        if field.data not in tuple(Choice):
            raise ValidationError("Choose one of the three.")


class RecusalForm(Form):
    seat_id = IntegerField(widget=HiddenField.widget)
    reason = TextAreaField(
        "What is the conflict?",
        validators=[DataRequired("Say what the conflict of interest is."), Length(max=2000)],
    )


class OpenForm(Form):
    """The deadline, in universal time."""

    closes_on = DateField("Last day", validators=[InputRequired("Say on which day it closes.")])
    closes_time = TimeField(
        "Hour, UTC",
        default=time(17),
        validators=[InputRequired("Say at what hour it closes.")],
        description="A vote that comes at this minute or later is too late.",
    )

    is_secret = BooleanField(
        "Vote in secret",
        description="A secret ballot stays secret, and each vote is cast once.",
    )
    reasons = EnumField("Reasons", Reasons, default=Reasons.OPTIONAL.value)
    to_reject = BooleanField(
        "The motion is to reject the proposal",
        description="If it carries, the proposal is rejected; if it fails, nothing is approved.",
    )

    @property
    def closes_at(self) -> datetime:
        return datetime.combine(self.closes_on.data, self.closes_time.data, UTC)


class RoomForm(Form):
    """A vote in a meeting: how long at most, and how."""

    minutes = IntegerField(
        "Minutes to vote at most",
        default=10,
        validators=[
            InputRequired("Say how many minutes there are to vote."),
            NumberRange(1, 240, "A vote in a meeting takes from 1 to 240 minutes."),
        ],
        description="It is closed by hand as soon as all who are present have voted.",
    )
    is_secret = BooleanField("Vote in secret")
    to_reject = BooleanField("The motion is to reject the proposal")

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes.data)


def _hands(label: str) -> IntegerField:
    few = NumberRange(0, 500, "Count the hands: a number from 0.")
    return IntegerField(label, validators=[InputRequired(f"Say how many: {label}."), few])


class HandsForm(Form):
    approve = _hands("For")
    reject = _hands("Against")
    abstain = _hands("Abstained")

    @property
    def hands(self) -> dict[Choice, int]:
        return {one: self[one.value].data for one in Choice}
