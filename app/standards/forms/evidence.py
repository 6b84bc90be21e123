"""A piece of evidence to add, a file to hand in, a piece that serves one more answer."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.standards.facts import EvidenceFacts, EvidenceKind
from app.web.forms import ChoiceField, EnumField, Form

NO_PATIENTS = (
    "A PDF, an Office file, a PNG or JPEG picture, or plain text. Nothing that shows or names a "
    "patient: look at screenshots twice."
)


class EvidenceForm(Form):
    """What the fields mean is decided by EvidenceFacts."""

    title = StringField("Title", description="As people would look for it.")
    kind = EnumField("Kind", EvidenceKind)
    dated_on = DateField(
        "Dated",
        validators=[InputRequired("Say of which day it is.")],
        description="The day of the document, the test or the measurement.",
    )
    file = FileField("File", description=NO_PATIENTS)
    url = StringField("Link", description="Begins with https:// or http://.")
    note = TextAreaField("Note", description="Never anything about a patient.")

    def said(self) -> dict[str, Any]:
        return {name: self[name].data for name in EvidenceFacts.model_fields}


class HandInForm(Form):
    file = FileField(
        "A version of the file",
        validators=[FileRequired("Choose a file.")],
        description=NO_PATIENTS,
    )


class AttachForm(Form):
    evidence = ChoiceField(
        "Evidence there is", validators=[InputRequired("Choose a piece of evidence.")]
    )
