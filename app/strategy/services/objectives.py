"""Setting objectives and phases, and saying where they stand."""

from app.kernel.db import db
from app.kernel.errors import Conflict
from app.kernel.facts import Refused
from app.strategy.facts import ObjectiveFacts, PhaseFacts
from app.strategy.models import Objective, Phase
from app.strategy.queries import initiatives
from app.strategy.queries.objectives import list_objectives, list_phases
from app.strategy.services.schedule import reschedule


def set_objective(facts: ObjectiveFacts) -> Objective:
    objective = Objective()
    _say_objective(objective, facts)
    db.session.add(objective)
    db.session.flush()
    return objective


def change_objective(objective: Objective, *, seen: int, facts: ObjectiveFacts) -> None:
    """`seen` is the version the person had in front of them."""
    if objective.version != seen:
        raise Conflict(f"{objective.code} was changed while you edited it. Load it again.")
    _say_objective(objective, facts)
    db.session.flush()


def add_phase(facts: PhaseFacts) -> Phase:
    """Phases follow each other in the order they are added."""
    phase = Phase(position=1 + max((one.position for one in list_phases()), default=0))
    _say_phase(phase, facts)
    db.session.add(phase)
    db.session.flush()
    return phase


def change_phase(phase: Phase, *, seen: int, facts: PhaseFacts) -> None:
    """Its initiatives move with it. `seen` is the version the person had in front of them."""
    initiatives.lock()
    if phase.version != seen:
        raise Conflict(f"{phase.code} was changed while you edited it. Load it again.")
    _say_phase(phase, facts)
    reschedule()


def _say_objective(objective: Objective, facts: ObjectiveFacts) -> None:
    if any(one.code == facts.code and one.id != objective.id for one in list_objectives()):
        raise Refused({"code": f"There is already an objective {facts.code}."})
    objective.code = facts.code
    objective.title = facts.title
    objective.measure = facts.measure
    objective.unit = facts.unit
    objective.direction = facts.direction
    objective.baseline = facts.baseline
    objective.target = facts.target
    objective.due_on = facts.due_on
    objective.actual = facts.actual
    objective.measured_on = facts.measured_on


def _say_phase(phase: Phase, facts: PhaseFacts) -> None:
    if any(one.code == facts.code and one.id != phase.id for one in list_phases()):
        raise Refused({"code": f"There is already a phase {facts.code}."})
    phase.code = facts.code
    phase.title = facts.title
    phase.gate = facts.gate
    phase.starts_on = facts.starts_on
