from datetime import date
from itertools import count

from app.kernel.db import db
from app.strategy.facts import (
    Direction,
    InitiativeFacts,
    InitiativeLinks,
    ObjectiveFacts,
    PhaseFacts,
)
from app.strategy.models import Initiative, Objective, Phase
from app.strategy.services.initiatives import plan_initiative
from app.strategy.services.objectives import add_phase, set_objective

_numbers = count(1)


def a_phase(**given) -> Phase:
    number = next(_numbers)
    phase = add_phase(PhaseFacts(**{"code": f"P{number}", "title": f"Phase {number}"} | given))
    db.session.commit()
    return phase


def an_initiative(*, after: tuple[Initiative, ...] = (), **given) -> Initiative:
    """Thirty days from 4 January 2027, unless it waits for others or is told otherwise."""
    number = next(_numbers)
    links = {name: given.pop(name) for name in InitiativeLinks.__slots__ if name in given}
    usual = {"code": f"N{number}", "title": f"Initiative {number}", "days": 30}
    if not after:
        usual["not_before_on"] = date(2027, 1, 4)
    initiative = plan_initiative(
        InitiativeFacts(**usual | given),
        InitiativeLinks(after=tuple(one.code for one in after), **links),
    )
    db.session.commit()
    return initiative


def an_objective(**given) -> Objective:
    number = next(_numbers)
    usual = {
        "code": f"O{number}",
        "title": f"Objective {number}",
        "unit": "%",
        "direction": Direction.UP,
    }
    objective = set_objective(ObjectiveFacts(**usual | given))
    db.session.commit()
    return objective
