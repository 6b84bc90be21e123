"""Confirm a vendor under its name, merge two, split one."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.web.forms import ChoiceField, Form

NAMED = (InputRequired("Give it a name."), Length(max=200))


class ConfirmForm(Form):
    name = StringField("Name", description="As you want to read it in lists.", validators=NAMED)


class MergeForm(Form):
    other_id = ChoiceField(
        "Vendor that is the same",
        validators=[InputRequired("Choose the other vendor.")],
        description="Its spellings and assets come here, and it goes.",
    )


class SplitForm(Form):
    name = StringField(
        "Name of the other vendor",
        description="A new one, or one that is there already.",
        validators=NAMED,
    )
