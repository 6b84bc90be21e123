"""The table of contents of what can be decided on, what that changes, and who adds a panel."""

from collections.abc import Mapping

from app.kernel.subjects import EffectKind, PanelSource, SubjectKind

SUBJECTS: tuple[SubjectKind, ...] = ()
EFFECTS: tuple[EffectKind, ...] = ()
PANELS: Mapping[str, tuple[PanelSource, ...]] = {}
