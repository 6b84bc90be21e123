"""The table of contents of what can be decided on, what that changes, and who adds a panel."""

from collections.abc import Mapping

from app.inventory.subject import ASSET
from app.kernel.subjects import EffectKind, PanelSource, SubjectKind
from app.organization.subject import DEPARTMENT, FACILITY

SUBJECTS: tuple[SubjectKind, ...] = (ASSET, DEPARTMENT, FACILITY)
EFFECTS: tuple[EffectKind, ...] = ()
PANELS: Mapping[str, tuple[PanelSource, ...]] = {}
