"""The table of contents of what can be decided on, what that changes, and who adds a panel."""

from collections.abc import Mapping

from app.funding.subject import panels as funding_panels
from app.funding.subject.requests import REQUEST
from app.funding.subject.spending import AUTHORIZE_SPENDING
from app.governance.subject import DECISION, SUPERSEDE_DECISION, about
from app.inventory.subject import ASSET, assets_of
from app.kernel.subjects import EffectKind, PanelSource, SubjectKind
from app.organization.subject import DEPARTMENT, FACILITY
from app.scoring.subject import asset_panel
from app.strategy.subject import panels as strategy_panels
from app.strategy.subject.dispositions import DECIDE_DISPOSITION
from app.strategy.subject.initiatives import APPROVE_INITIATIVE, INITIATIVE

SUBJECTS: tuple[SubjectKind, ...] = (ASSET, DECISION, DEPARTMENT, FACILITY, INITIATIVE, REQUEST)
EFFECTS: tuple[EffectKind, ...] = (
    DECIDE_DISPOSITION,
    APPROVE_INITIATIVE,
    AUTHORIZE_SPENDING,
    SUPERSEDE_DECISION,
)
PANELS: Mapping[str, tuple[PanelSource, ...]] = {
    "inventory_asset": (asset_panel, strategy_panels.for_asset, about("inventory_asset")),
    "organization_department": (assets_of("department"), about("organization_department")),
    "organization_facility": (assets_of("facility"),),
    "funding_request": (about("funding_request"),),
    "strategy_initiative": (about("strategy_initiative"), funding_panels.for_initiative),
    "governance_decision": (strategy_panels.for_decision, funding_panels.for_decision),
}
