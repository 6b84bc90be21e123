"""Sign in, invite, roles, a first password, tokens."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_security.forms import ChangePasswordForm as LibraryChangePasswordForm
from flask_security.forms import LoginForm
from wtforms import EmailField, PasswordField, SelectMultipleField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts import services
from app.accounts.roles import Role
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.web.forms import Form

SHORTEST = 15
LONGEST = 256
COMMON = (
    "password",
    "isocenter",
    "imaging",
    "radiology",
    "hospital",
    "qwerty",
    "123456",
    "letmein",
)


def password_faults(password: str, own: Iterable[str] = ()) -> list[str]:
    """What is wrong with a password, in sentences: length, and words that are easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        return [f"Use {SHORTEST} to {LONGEST} characters. A few words you remember are best."]
    rest = password.casefold()
    parts = [part for text in own for part in text.casefold().replace("@", " ").split()]
    for word in (*COMMON, *(part for part in parts if len(part) > 3)):
        rest = rest.replace(word, "")
    if len(set(rest)) < 6:
        return ["This password is easily guessed. Use a few words that belong only to you."]
    return []


class SignInForm(LoginForm):
    """The library's form in our words, with guessing slowed down for every worker at once."""

    def __init__(self, *given: Any, **known: Any) -> None:
        super().__init__(*given, **known)
        self.email.label.text = "E-mail"

    def validate(self, **known: Any) -> bool:
        email = str(self.email.data or "").strip().lower()[:254]
        try:
            services.refuse_guessing(email, at=clock.now())
        except RuleBroken as pause:
            self.form_errors.append(str(pause))
            return False
        if super().validate(**known):
            return True
        if email:
            with unit_of_work():
                services.note_failure(email, request.remote_addr or "", at=clock.now())
        return False


class ChangePasswordForm(LibraryChangePasswordForm):
    """The library's form in our words; the rules are in app.accounts.login."""

    def __init__(self, *given: Any, **known: Any) -> None:
        super().__init__(*given, **known)
        self.password.label.text = "Password now"
        self.new_password.label.text = "New password"
        self.new_password_confirm.label.text = "New password once more"


class FirstPasswordForm(Form):
    """A person who was invited chooses a password."""

    password = PasswordField("Password", validators=[InputRequired("Choose a password.")])
    again = PasswordField("The same once more", validators=[InputRequired("Type it again.")])
    submit = SubmitField("Set password")

    def validate_password(self, field: PasswordField) -> None:
        if faults := password_faults(field.data or ""):
            raise ValidationError(faults[0])

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError("The two passwords differ. Type both again.")


class PersonForm(Form):
    """A new person."""

    name = StringField("Name", validators=[InputRequired("Give a name."), Length(max=120)])
    email = EmailField("E-mail", validators=[InputRequired("Give an address."), Length(max=254)])
    roles = SelectMultipleField(
        "Roles",
        choices=[
            SelectChoice(role.value, role.value.replace("_", " ").capitalize()) for role in Role
        ],
        coerce=Role,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="A seat in a body is given on the body's page.",
    )
    submit = SubmitField("Invite")


class RolesForm(Form):
    """The roles of a person."""

    roles = SelectMultipleField(
        "Roles",
        choices=[
            SelectChoice(role.value, role.value.replace("_", " ").capitalize()) for role in Role
        ],
        coerce=Role,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    submit = SubmitField("Save roles")


class TokenForm(Form):
    """What an API token is for."""

    label = StringField(
        "What it is for", validators=[InputRequired("Say what it is for."), Length(max=80)]
    )
    submit = SubmitField("Make a token")
