"""How one link on the way of images stands, as it is typed."""

from wtforms import StringField, SubmitField

from app.engine.paths.steps import LinkStatus
from app.inventory.services.links import Said
from app.web.forms import (
    NOT_KNOWN,
    ChoiceField,
    EnumField,
    Form,
    OptionalDateField,
    VersionField,
)


class LinkForm(Form):
    interface_id = ChoiceField(
        "Proven by interface",
        description="Its status and its evidence then count, and follow when it changes.",
    )
    status = EnumField("Or else its status", LinkStatus, none=NOT_KNOWN)
    evidence_on = OptionalDateField("Seen to work on")
    note = StringField("Note", description="Who saw what, where the proof is. No patient data.")
    version = VersionField()
    submit = SubmitField("Save")

    def said(self) -> Said:
        return Said(
            self.interface_id.data,
            self.status.data,
            self.evidence_on.data,
            self.note.data or "",
            self.version.data,
        )
