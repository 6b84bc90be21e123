"""Objectives, phases, initiatives and their moves, as they are typed."""

import re
from typing import Any

from wtforms import DateField, DecimalField, IntegerField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.engine.fit.axes import Quarter, Quarters
from app.kernel.facts import check
from app.strategy.facts import (
    Direction,
    InitiativeFacts,
    InitiativeLinks,
    ObjectiveFacts,
    PhaseFacts,
)
from app.strategy.models import Initiative
from app.web.forms import ChoiceField, EnumField, Form, OptionalDateField, VersionField

NEEDED = InputRequired("This must be said.")
LINES = {"rows": 4}


class ObjectiveForm(Form):
    code = StringField("Code", validators=[NEEDED])
    title = StringField("Objective", validators=[NEEDED])
    measure = TextAreaField("How it is measured", render_kw=LINES)
    unit = StringField(
        "Unit",
        description="Such as %, minutes or dollars per terabyte.",
        validators=[NEEDED],
    )
    direction = EnumField("Better is", Direction)
    baseline = DecimalField("Baseline", places=None, validators=[Optional()])
    target = DecimalField("Target", places=None, validators=[Optional()])
    due_on = OptionalDateField("Reach it by")
    actual = DecimalField("Actual", places=None, validators=[Optional()])
    measured_on = OptionalDateField("Measured on", description="The day of the actual level.")
    version = VersionField()
    submit = SubmitField("Save objective")

    def facts(self) -> ObjectiveFacts:
        return check(ObjectiveFacts, _said(self, ObjectiveFacts))


class PhaseForm(Form):
    code = StringField("Code", validators=[NEEDED])
    title = StringField("Phase", validators=[NEEDED])
    gate = TextAreaField(
        "Exit gate", description="What must hold before one leaves it.", render_kw=LINES
    )
    starts_on = OptionalDateField(
        "Starts on", description="No initiative of this phase starts before."
    )
    version = VersionField()
    submit = SubmitField("Save phase")

    def facts(self) -> PhaseFacts:
        return check(PhaseFacts, _said(self, PhaseFacts))


class InitiativeForm(Form):
    code = StringField("Code", validators=[NEEDED])
    title = StringField("Initiative", validators=[NEEDED])
    phase_id = ChoiceField("Phase")
    owner_id = ChoiceField("Owner")
    days = IntegerField("Duration in days", description="Calendar days.", validators=[NEEDED])
    not_before_on = OptionalDateField(
        "Not before", description="Leave empty if only other initiatives hold it up."
    )
    after = StringField(
        "Waits for", description="Codes of initiatives that end before this one starts: I01, I03."
    )
    requirements = TextAreaField("Requirements", render_kw=LINES)
    scope = TextAreaField("Scope", render_kw=LINES)
    outcomes = TextAreaField("Outcomes", render_kw=LINES)
    assets = TextAreaField(
        "Assets it changes", description="Codes from the inventory: SRC-0041, APP-0003."
    )
    departments = TextAreaField(
        "Departments it serves", description="Codes from the list of departments: RAD, DERM."
    )
    version = VersionField()
    submit = SubmitField("Save initiative")

    def show(self, initiative: Initiative) -> None:
        """Fill in what hangs on the initiative; the rest comes from its columns."""
        self.after.data = ", ".join(link.before.code for link in initiative.waits_for)
        self.assets.data = ", ".join(link.asset.code for link in initiative.assets)
        self.departments.data = ", ".join(link.department.code for link in initiative.departments)

    def facts(self) -> InitiativeFacts:
        return check(InitiativeFacts, _said(self, InitiativeFacts))

    def links(self) -> InitiativeLinks:
        return InitiativeLinks(
            owner_id=self.owner_id.data,
            phase_id=self.phase_id.data,
            after=_codes(self.after.data),
            assets=_codes(self.assets.data),
            departments=_codes(self.departments.data),
        )


class MoveForm(Form):
    """When an initiative was started, held, resumed, completed or cancelled."""

    on = DateField("On", validators=[InputRequired("Say on which day.")])
    reason = StringField("Reason", description="Kept in the history.")


def _said(form: Form, model: Any) -> dict[str, Any]:
    return {name: value for name, value in form.data.items() if name in model.model_fields}


def _codes(text: str | None) -> tuple[str, ...]:
    """Codes as people list them: by commas, semicolons, spaces or lines; each once."""
    found = (code.upper() for code in re.split(r"[\s,;]+", text or "") if code)
    return tuple(dict.fromkeys(found))


class QuartersForm(Form):
    """What each quarter of the fit map is called."""

    high_high = EnumField("High functional fit, high technical fit", Quarter)
    low_high = EnumField("Low functional fit, high technical fit", Quarter)
    high_low = EnumField("High functional fit, low technical fit", Quarter)
    low_low = EnumField("Low functional fit, low technical fit", Quarter)
    reason = StringField("Why it is changed", validators=[NEEDED])
    submit = SubmitField("Save")

    def quarters(self) -> Quarters:
        return {place: self[name].data for place, name in NAME_OF.items()}

    def begin_with(self, quarters: Quarters) -> None:
        for place, name in NAME_OF.items():
            self[name].data = quarters[place]


NAME_OF = {
    (True, True): "high_high",
    (False, True): "low_high",
    (True, False): "high_low",
    (False, False): "low_low",
}
