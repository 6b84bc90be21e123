"""The table of contents of what can be decided on, what that changes, and who adds a panel."""

from collections.abc import Mapping

from app.funding.subject import panels as funding_panels
from app.funding.subject.requests import REQUEST
from app.funding.subject.spending import AUTHORIZE_SPENDING
from app.governance.subject.charters import ADOPT_CHARTER, CHARTER
from app.governance.subject.decisions import DECISION, RESCIND_DECISION, SUPERSEDE_DECISION, about
from app.governance.subject.seats import FILL_A_SEAT, SEAT
from app.governance.subject.suspensions import LIFT_SUSPENSION
from app.inventory.subject import ASSET, VENDOR, assets_of
from app.kernel.subjects import EffectKind, PanelSource, SubjectKind
from app.organization.subject import DEPARTMENT, FACILITY
from app.scoring.subject.adoption import ADOPT_VERSION
from app.scoring.subject.panels import asset_panel
from app.scoring.subject.paths import department_path_panel
from app.scoring.subject.waivers import REVOKE_WAIVER, WAIVE_FOR_ASSET, WAIVE_FOR_DEPARTMENT
from app.scoring.subject.workflows import SET_WORKFLOW
from app.standards.subject.packs import PACK
from app.standards.subject.waivers import WAIVER, decision_panel, panel_of
from app.strategy.subject import panels as strategy_panels
from app.strategy.subject.dispositions import DECIDE_DISPOSITION
from app.strategy.subject.initiatives import APPROVE_INITIATIVE, INITIATIVE

SUBJECTS: tuple[SubjectKind, ...] = (
    ASSET,
    CHARTER,
    DECISION,
    DEPARTMENT,
    FACILITY,
    INITIATIVE,
    PACK,
    REQUEST,
    SEAT,
    VENDOR,
    WAIVER,
)
EFFECTS: tuple[EffectKind, ...] = (
    DECIDE_DISPOSITION,
    APPROVE_INITIATIVE,
    AUTHORIZE_SPENDING,
    SUPERSEDE_DECISION,
    RESCIND_DECISION,
    ADOPT_CHARTER,
    FILL_A_SEAT,
    LIFT_SUSPENSION,
    WAIVE_FOR_ASSET,
    WAIVE_FOR_DEPARTMENT,
    REVOKE_WAIVER,
    ADOPT_VERSION,
    SET_WORKFLOW,
)
PANELS: Mapping[str, tuple[PanelSource, ...]] = {
    "inventory_asset": (
        asset_panel,
        strategy_panels.for_asset,
        about("inventory_asset"),
    ),
    "organization_department": (
        department_path_panel,
        assets_of("department"),
        panel_of("organization_department"),
        about("organization_department"),
    ),
    "organization_facility": (assets_of("facility"),),
    "funding_request": (about("funding_request"),),
    "strategy_initiative": (about("strategy_initiative"), funding_panels.for_initiative),
    "standards_pack": (about("standards_pack"),),
    "governance_seat": (about("governance_seat"),),
    "governance_charter": (about("governance_charter"),),
    "governance_decision": (
        strategy_panels.for_decision,
        decision_panel,
        funding_panels.for_decision,
    ),
}
