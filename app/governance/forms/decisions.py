"""What of the register of decisions is shown, and what is said of one afterwards."""

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.governance.queries.decisions import RegisterState
from app.web.forms import ChoiceField, EnumField, Form, OptionalDateField


class RegisterForm(Form):
    """Read from the address, so it carries no token."""

    class Meta:
        csrf = False

    q = StringField("Search", description="Number, title or text.")
    body = ChoiceField("Body")
    year = ChoiceField("Year")
    state = EnumField("State", RegisterState, optional=True)
    due = BooleanField("To be reviewed within 30 days")


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
