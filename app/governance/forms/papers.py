"""A paper to hand in, and a note for oneself."""

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from app.web.forms import Form


class PaperForm(Form):
    title = StringField(
        "Title", validators=[InputRequired("Say what the paper is called."), Length(max=200)]
    )
    file = FileField(
        "File",
        description=(
            "A PDF, an Office file, a PNG or JPEG picture, or plain text. Nothing that shows or "
            "names a patient."
        ),
    )
    url = StringField(
        "Or a link",
        validators=[
            Optional(),
            Length(max=400),
            Regexp(r"^https?://\S+$", message="A link begins with https:// or http://."),
        ],
    )


class NoteForm(Form):
    text = TextAreaField(
        "Note",
        validators=[Length(max=4000, message="A note has at most 4,000 signs.")],
        description="Only you see it. Leave it empty to take it away.",
    )
