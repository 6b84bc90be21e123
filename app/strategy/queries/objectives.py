"""Objectives and phases."""

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.strategy.models import Objective, Phase


def list_objectives() -> Sequence[Objective]:
    return db.session.scalars(select(Objective).order_by(Objective.code)).all()


def get_objective(objective_id: int) -> Objective:
    objective = db.session.get(Objective, objective_id)
    if objective is None:
        raise NotFound("There is no such objective.")
    return objective


def list_phases() -> Sequence[Phase]:
    return db.session.scalars(select(Phase).order_by(Phase.position, Phase.code)).all()


def get_phase(phase_id: int) -> Phase:
    phase = db.session.get(Phase, phase_id)
    if phase is None:
        raise NotFound("There is no such phase.")
    return phase


def phase_choices() -> list[tuple[str, str]]:
    """Value and label of each phase, for a form."""
    return [(str(phase.id), f"{phase.code} {phase.title}") for phase in list_phases()]
