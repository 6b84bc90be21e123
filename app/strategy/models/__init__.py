"""The tables of strategy, by name."""

from app.strategy.models.dispositions import DispositionDecision
from app.strategy.models.initiatives import (
    Initiative,
    InitiativeAsset,
    InitiativeDepartment,
    InitiativeDependency,
)
from app.strategy.models.objectives import Objective
from app.strategy.models.phases import Phase
from app.strategy.models.quarters import QuarterSetting

__all__ = [
    "DispositionDecision",
    "Initiative",
    "InitiativeAsset",
    "InitiativeDepartment",
    "InitiativeDependency",
    "Objective",
    "Phase",
    "QuarterSetting",
]
