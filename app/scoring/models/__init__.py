"""The tables of scoring, by name."""

from app.scoring.models.maturity import MaturitySetting
from app.scoring.models.scenarios import ChangeKind, Scenario, ScenarioChange
from app.scoring.models.scores import Column, Score
from app.scoring.models.snapshots import Period, Snapshot
from app.scoring.models.workflows import WorkflowChoice

__all__ = [
    "ChangeKind",
    "Column",
    "MaturitySetting",
    "Period",
    "Scenario",
    "ScenarioChange",
    "Score",
    "Snapshot",
    "WorkflowChoice",
]
