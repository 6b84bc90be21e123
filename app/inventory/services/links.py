"""Saying how one link on the way of images stands, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime

from app.engine.paths.steps import LinkCode, LinkStatus
from app.inventory.models import PathLink, Source
from app.inventory.queries.links import find_link, interfaces_near
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.permissions import Actor, Permission


@dataclass(frozen=True, slots=True)
class Said:
    """Either the interface that proves the link, or its status with the day it was seen.

    `version` is the one the person saw, 0 where nothing had been said.
    """

    interface_id: int | None = None
    status: LinkStatus | None = None
    evidence_on: date | None = None
    note: str = ""
    version: int = 0


def say_link(source: Source, code: LinkCode, said: Said, *, actor: Actor, at: datetime) -> PathLink:
    _refuse_others(actor, source)
    _refuse(source, said, at.date())
    link = find_link(source.id, code)
    if said.version != (link.version if link else 0):
        raise Conflict("Someone else said something of this link first. Load it again.")
    if link is None:
        link = PathLink(source_id=source.id, code=code)
        db.session.add(link)
    link.interface_id, link.status = said.interface_id, said.status
    link.evidence_on, link.note = said.evidence_on, said.note.strip()
    link.said_by_id, link.said_at = actor.person_id, at
    db.session.flush()
    return link


def take_back_link(source: Source, code: LinkCode, *, actor: Actor) -> None:
    """From then on facts and interfaces speak again."""
    _refuse_others(actor, source)
    link = find_link(source.id, code)
    if link is None:
        raise RuleBroken("Nobody has said anything of this link.")
    db.session.delete(link)
    db.session.flush()


def _refuse(source: Source, said: Said, today: date) -> None:
    if (said.interface_id is None) == (said.status is None):
        raise RuleBroken("Name the interface that proves it, or else say its status: one of both.")
    if said.interface_id is not None:
        near = {one.id for one in interfaces_near(source.id, source.destination_id)}
        if said.interface_id not in near:
            raise RuleBroken("This interface touches neither the source nor its archive.")
        if said.evidence_on is not None:
            raise RuleBroken("The interface has its own evidence; leave the day empty.")
    if said.evidence_on is not None and said.evidence_on > today:
        raise RuleBroken("Evidence is of a day that has been.")


def _refuse_others(actor: Actor, source: Source) -> None:
    if not actor.may_in(Permission.INVENTORY_EDIT, source.department_id):
        raise Forbidden("This source belongs to a department you do not edit.")
