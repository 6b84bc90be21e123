"""Planning initiatives: add, change, link, and move along their life."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from app.engine.lifecycle import NotNow
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.facts import Refused
from app.strategy import policy
from app.strategy.facts import InitiativeFacts, InitiativeLinks, InitiativeMove
from app.strategy.models import (
    Initiative,
    InitiativeAsset,
    InitiativeDepartment,
    InitiativeDependency,
)
from app.strategy.policy import INITIATIVE
from app.strategy.queries import initiatives as queries
from app.strategy.services.schedule import reschedule

Link = TypeVar("Link", InitiativeAsset, InitiativeDepartment, InitiativeDependency)


def plan_initiative(facts: InitiativeFacts, links: InitiativeLinks) -> Initiative:
    queries.lock()
    if facts.code in queries.ids_by_code([facts.code]):
        raise Refused({"code": f"There is already an initiative {facts.code}."})
    initiative = Initiative(code=facts.code, waits_for=[], assets=[], departments=[])
    db.session.add(initiative)
    _say(initiative, facts, links)
    reschedule()
    return initiative


def change_initiative(
    initiative: Initiative, *, seen: int, facts: InitiativeFacts, links: InitiativeLinks
) -> None:
    """`seen` is the version the person had in front of them."""
    queries.lock()
    initiative = queries.get_initiative(initiative.id)
    if initiative.version != seen:
        raise Conflict(
            f"{initiative.code} was changed while you edited it. Load it again and repeat."
        )
    if queries.ids_by_code([facts.code]).get(facts.code, initiative.id) != initiative.id:
        raise Refused({"code": f"There is already an initiative {facts.code}."})
    initiative.code = facts.code
    _say(initiative, facts, links)
    reschedule()


def move_initiative(initiative: Initiative, move: InitiativeMove, *, on: date) -> None:
    """Start, hold, resume, complete or cancel; the days are kept and the others follow."""
    if move in policy.BY_DECISION:
        raise RuleBroken("An initiative is approved by a decision. Propose it to a body.")
    queries.lock()
    _move(initiative, move)
    if move is InitiativeMove.START:
        initiative.started_on = on
    elif move is InitiativeMove.COMPLETE:
        if initiative.started_on is None or on < initiative.started_on:
            raise RuleBroken(f"{initiative.code} cannot be completed before it was started.")
        initiative.finished_on = on
    elif move is InitiativeMove.CANCEL:
        initiative.starts_on = initiative.ends_on = None
    reschedule()


def approve_initiative(initiative: Initiative, *, decision_id: int) -> None:
    """Only a decision's effect does this."""
    queries.lock()
    _move(initiative, InitiativeMove.APPROVE)
    initiative.decision_id = decision_id
    reschedule()


def withdraw_approval(initiative: Initiative) -> None:
    """Only rescinding the decision that approved it does this, as long as it was not started."""
    queries.lock()
    _move(initiative, InitiativeMove.UNAPPROVE)
    initiative.decision_id = None
    reschedule()


def _move(initiative: Initiative, move: InitiativeMove) -> None:
    try:
        initiative.status = INITIATIVE.after(initiative.status, move)
    except NotNow as error:
        raise RuleBroken(str(error)) from None


def _say(initiative: Initiative, facts: InitiativeFacts, links: InitiativeLinks) -> None:
    initiative.title = facts.title
    initiative.requirements = facts.requirements
    initiative.scope = facts.scope
    initiative.outcomes = facts.outcomes
    initiative.days = facts.days
    initiative.not_before_on = facts.not_before_on
    initiative.owner_id = links.owner_id
    initiative.phase_id = links.phase_id
    _link(initiative, links)


def _link(initiative: Initiative, links: InitiativeLinks) -> None:
    """Every code that names nothing is told at once."""
    wanted = {
        "after": (links.after, queries.ids_by_code),
        "assets": (links.assets, queries.assets_by_code),
        "departments": (links.departments, queries.departments_by_code),
    }
    found = {name: lookup(codes) for name, (codes, lookup) in wanted.items()}
    problems = {
        name: f"There is no {', '.join(missing)}. Write codes as the lists show them."
        for name, (codes, _) in wanted.items()
        if (missing := [code for code in codes if code not in found[name]])
    }
    if initiative.code in links.after:
        problems["after"] = f"{initiative.code} cannot wait for itself."
    if problems:
        raise Refused(problems)
    db.session.flush()
    kept = (
        _keep(initiative.waits_for, found["after"], "before_id", InitiativeDependency),
        _keep(initiative.assets, found["assets"], "asset_id", InitiativeAsset),
        _keep(initiative.departments, found["departments"], "department_id", InitiativeDepartment),
    )
    if not all(kept):
        initiative.version += 1  # a stale edit of links is as stale as one of the title


def _keep(rows: list[Link], wanted: Mapping[str, int], key: str, make: Callable[..., Link]) -> bool:
    """Write only what changes, so history says no more than happened; whether nothing did."""
    goal = set(wanted.values())
    have: Mapping[int, Link] = {getattr(row, key): row for row in rows}
    for gone in have.keys() - goal:
        rows.remove(have[gone])
    rows.extend(make(**{key: new}) for new in sorted(goal - have.keys()))
    return have.keys() == goal
