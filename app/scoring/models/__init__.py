"""The tables of scoring, by name."""

from app.scoring.models.maturity import MaturitySetting
from app.scoring.models.scores import Column, Score
from app.scoring.models.snapshots import Period, Snapshot
from app.scoring.models.workflows import WorkflowChoice

__all__ = ["Column", "MaturitySetting", "Period", "Score", "Snapshot", "WorkflowChoice"]
