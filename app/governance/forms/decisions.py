"""What of the register of decisions is shown."""

from wtforms import BooleanField, StringField

from app.web.forms import ChoiceField, Form


class RegisterForm(Form):
    """Read from the address, so it carries no token."""

    class Meta:
        csrf = False

    q = StringField("Search", description="Number, title or text.")
    body = ChoiceField("Body")
    year = ChoiceField("Year")
    in_force = BooleanField("In force today")
