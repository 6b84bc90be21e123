"""The tables of scoring, by name."""

from app.scoring.models.maturity import MaturitySetting
from app.scoring.models.scores import Column, Score
from app.scoring.models.snapshots import Period, Snapshot

__all__ = ["Column", "MaturitySetting", "Period", "Score", "Snapshot"]
