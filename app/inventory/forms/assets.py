"""One form for each kind of asset, a smaller one to connect two, and one to retire."""

from functools import cache

from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length

from app.inventory.facts import FACTS_OF, AssetKind, InterfaceFacts, Section
from app.web.facts import FactsForm, form_of
from app.web.forms import Form

CHOSEN = frozenset({"account_person", "organization_department"})
CONNECTION = (
    "from_asset",
    "carries",
    "to_asset",
    "standard",
    "profile",
    "message",
    "status",
    "evidence_on",
)


@cache
def form_for(kind: AssetKind) -> type[FactsForm]:
    return form_of(FACTS_OF[kind], sections=Section, chosen=CHOSEN)


@cache
def connection_form(*, is_chosen: bool) -> type[FactsForm]:
    """Both ends are picked from a list where that is short enough, and typed as codes elsewhere."""
    chosen = frozenset({"inventory_asset"} if is_chosen else ())
    return form_of(InterfaceFacts, sections=Section, chosen=chosen, only=CONNECTION)


class RetireForm(Form):
    on = DateField("Retired on", validators=[InputRequired("Say the day.")])
    reason = StringField(
        "Why",
        description="Said in its history. Never anything about a patient.",
        validators=[InputRequired("Say why it is retired."), Length(max=500)],
    )
