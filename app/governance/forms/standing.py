"""Giving a proxy, declaring an interest, and what chair and secretary do to an open ballot."""

from datetime import UTC, datetime

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length

from app.engine.voting.ballot import Choice, Disclosure
from app.web.forms import ChoiceField, EnumField, Form, OptionalDateField


class ProxyForm(Form):
    seat_id = ChoiceField("Your seat", validators=[InputRequired("Choose the seat.")])
    holder_id = ChoiceField(
        "Votes for you",
        validators=[InputRequired("Choose who votes for you.")],
        description="A member with a vote in the same body.",
    )
    starts_on = DateField("From", validators=[InputRequired("Say from which day.")])
    ends_on = OptionalDateField("Until", description="Until you take it back, if left empty.")


class InterestForm(Form):
    """The subject is its table and its number, as in `inventory_vendor:7`."""

    subject = SelectField("In what", validators=[InputRequired("Choose in what.")])
    text = TextAreaField(
        "What is the interest?",
        validators=[InputRequired("Say what your interest is."), Length(max=2000)],
        description="Such as: paid speaker in 2025; owns shares; leads the department.",
    )


class EntryForm(Form):
    """The choice is the button that was pressed."""

    seat_id = IntegerField(widget=HiddenField.widget, validators=[InputRequired()])
    choice = EnumField("Choice", Choice)


class DisputeForm(Form):
    why = StringField("What is wrong with it?", validators=[InputRequired("Say what is wrong.")])


class PromiseForm(Form):
    disclosure = EnumField("The running count is shown", Disclosure)


class ExtendForm(Form):
    closes_on = DateField("Last day", validators=[InputRequired("Say on which day it closes.")])
    closes_time = TimeField("Hour, UTC", validators=[InputRequired("Say at what hour.")])

    @property
    def closes_at(self) -> datetime:
        return datetime.combine(self.closes_on.data, self.closes_time.data, UTC)
