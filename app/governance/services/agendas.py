"""Put together the agenda of a meeting, and work through it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.engine.meetings.events import EventKind
from app.engine.meetings.meeting import ItemKind, ItemStage, MeetingMove, MeetingStage
from app.governance.facts.meetings import ItemFacts
from app.governance.models import AgendaItem, Meeting
from app.governance.queries import agendas as queries
from app.governance.queries import meetings
from app.governance.services.happenings import held, note, runs
from app.governance.services.papers import forget
from app.governance.translate.meetings import before_the_body, quorum_at
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.matters import matters_of
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class About:
    """What an item is about, if it is about something that is kept elsewhere.

    `version` is that of the item a person had in front of them.
    """

    owner_id: int | None = None
    proposal_id: int | None = None
    version: int = 0


def add_item(
    meeting: Meeting, facts: ItemFacts, *, actor: Actor, at: datetime, about: About | None = None
) -> AgendaItem:
    meeting = _open_to_items(meeting, actor, at)
    about = about or About()
    _refuse_silent_decision(facts, about)
    item = _at_the_end(meeting, facts.title, facts.kind, facts.minutes)
    item.is_consent = facts.is_consent
    item.owner_id, item.proposal_id = about.owner_id, about.proposal_id
    return _added(item)


def change_item(
    item: AgendaItem, facts: ItemFacts, *, actor: Actor, at: datetime, about: About
) -> AgendaItem:
    _changeable(item, actor, at)
    if item.version != about.version:
        raise Conflict("Someone else changed this after you opened it.")
    _refuse_silent_decision(facts, About(proposal_id=item.proposal_id))
    item.title, item.kind, item.minutes = facts.title, facts.kind, facts.minutes
    item.is_consent, item.owner_id = facts.is_consent, about.owner_id
    return item


def remove_item(item: AgendaItem, *, actor: Actor, at: datetime) -> None:
    """Before the meeting only; what was carried over goes back to the backlog."""
    _changeable(item, actor, at)
    forget(item)
    db.session.delete(item)


def shift_item(item: AgendaItem, *, actor: Actor, at: datetime, up: bool) -> AgendaItem:
    """One place up or down; at the end of the list nothing changes."""
    meeting = _changeable(item, actor, at)
    ordered = list(queries.items_of(meeting.id))
    here = next(number for number, one in enumerate(ordered) if one.id == item.id)
    there = here + (-1 if up else 1)
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
    for number, one in enumerate(ordered, 1):
        one.position = number
    return item


def take_matter(meeting: Meeting, key: str, *, actor: Actor, at: datetime) -> AgendaItem:
    """A matter that came back by itself gets its place."""
    meeting = _open_to_items(meeting, actor, at)
    matter = next((one for one in matters_of(meeting.body_id, at.date()) if one.key == key), None)
    if matter is None:
        raise NotFound("This matter is settled, or belongs to another body.")
    item = _at_the_end(meeting, matter.sentence[:200], ItemKind.DECISION, 10)
    item.matter_key = key
    return _added(item)


def carry_over(meeting: Meeting, *, day: date) -> list[AgendaItem]:
    """What was not done at earlier meetings, and minutes nobody approved yet."""
    backlog = queries.backlog_of(meeting.body_id, day)
    if meeting.kind == "special":
        return []
    carried = []
    for minutes in backlog.minutes:
        title = f"Minutes of meeting {minutes.meeting.number}"
        item = _at_the_end(meeting, title, ItemKind.MINUTES, 5)
        item.minutes_of_id = minutes.meeting_id
        carried.append(_added(item))
    for old in backlog.undone:
        if old.minutes_of_id is not None:
            continue
        item = _at_the_end(meeting, old.title, old.kind, old.minutes)
        item.owner_id, item.proposal_id = old.owner_id, old.proposal_id
        item.matter_key, item.carried_from_id = old.matter_key, old.id
        carried.append(_added(item))
    return carried


def pull_item(item: AgendaItem, *, actor: Actor, at: datetime) -> AgendaItem:
    """Any member may take an item off the consent agenda, before it is adopted; no reason asked."""
    meeting = meetings.lock(item.meeting_id)
    item = queries.get_item(item.id)
    if not (
        meetings.sits_on(actor.person_id, [meeting.body_id]) or runs(actor, meeting.body_id, at)
    ):
        raise Forbidden("A member of the body may take an item off the consent agenda.")
    if not item.is_consent or item.stage is not ItemStage.WAITING:
        raise RuleBroken("This item does not wait on the consent agenda.")
    item.is_consent, item.pulled_by, item.pulled_at = False, actor.name, at
    if meeting.stage is MeetingStage.IN_PROGRESS:
        said = {"by": actor.name, "title": item.title}
        note(meeting, EventKind.ITEM_PULLED, said, actor=actor, at=at, item=item)
    return item


def adopt_consent(meeting: Meeting, *, actor: Actor, at: datetime) -> list[AgendaItem]:
    """All of it in one go, if nobody objects; whoever objects pulls the item first."""
    meeting = held(meeting, MeetingMove.CONDUCT, actor=actor, at=at)
    waiting = [
        one
        for one in queries.items_of(meeting.id)
        if one.is_consent and one.stage is ItemStage.WAITING
    ]
    if not waiting:
        raise RuleBroken("Nothing waits on the consent agenda.")
    refuse_without_quorum(meeting, at)
    for item in waiting:
        item.stage, item.taken_up_at, item.closed_at = ItemStage.DONE, at, at
        item.outcome = "Adopted with the consent agenda."
    said = {"titles": "; ".join(one.title for one in waiting)}
    note(meeting, EventKind.CONSENT_ADOPTED, said, actor=actor, at=at)
    return waiting


def take_up(item: AgendaItem, *, actor: Actor, at: datetime) -> AgendaItem:
    """One item at a time: the one under way is closed or deferred first."""
    meeting, item = _conducted(item, actor, at)
    under_way = _under_way(meeting)
    if under_way is not None:
        raise RuleBroken(f"Close or defer “{under_way.title}” first.")
    if item.stage is not ItemStage.WAITING:
        raise RuleBroken("This item was dealt with already.")
    item.stage, item.taken_up_at, item.is_consent = ItemStage.UNDER_WAY, at, False
    said = {
        "number": str(_number(item)),
        "title": item.title,
        "owner": item.owner.name if item.owner else "",
    }
    note(meeting, EventKind.ITEM_TAKEN_UP, said, actor=actor, at=at, item=item)
    return item


def close_item(item: AgendaItem, *, actor: Actor, at: datetime, outcome: str = "") -> AgendaItem:
    meeting, item = _finished(item, actor, at)
    item.stage, item.closed_at, item.outcome = ItemStage.DONE, at, outcome.strip()
    said = {"outcome": item.outcome}
    note(meeting, EventKind.ITEM_CLOSED, said, actor=actor, at=at, item=item)
    return item


def defer_item(item: AgendaItem, *, actor: Actor, at: datetime, why: str = "") -> AgendaItem:
    """It goes to the backlog and comes onto the next agenda."""
    meeting, item = _finished(item, actor, at)
    return _deferred(meeting, item, actor, at, why)


def set_aside(item: AgendaItem, *, actor: Actor, at: datetime, why: str) -> AgendaItem:
    """Deferred because a motion to refer, postpone or set aside has carried."""
    return _deferred(meetings.lock(item.meeting_id), item, actor, at, why)


def remark(meeting: Meeting, text: str, *, actor: Actor, at: datetime) -> None:
    """A sentence of the secretary's for the minutes, at the moment it happened."""
    meeting = held(meeting, MeetingMove.CONDUCT, actor=actor, at=at)
    if not text.strip():
        raise RuleBroken("Write what is to stand in the minutes.")
    item = _under_way(meeting)
    note(meeting, EventKind.NOTED, {"text": text.strip()}, actor=actor, at=at, item=item)


def refuse_without_quorum(meeting: Meeting, at: datetime) -> None:
    counted = quorum_at(meeting, at)
    if not counted.has_quorum:
        groups = ", ".join(counted.missing_groups)
        more = f" No seat of these groups is here: {groups}." if groups else ""
        raise RuleBroken(
            f"There is no quorum: {counted.quorum.have} seats are present and "
            f"{counted.quorum.needed} are needed, so nothing can be decided.{more}"
        )


def _open_to_items(meeting: Meeting, actor: Actor, at: datetime) -> Meeting:
    meeting = meetings.lock(meeting.id)
    if meeting.stage is MeetingStage.IN_PROGRESS:
        held(meeting, MeetingMove.CONDUCT, actor=actor, at=at)
    else:
        held(meeting, MeetingMove.CHANGE, actor=actor, at=at)
    if meeting.kind == "special" and meeting.stage is not MeetingStage.PLANNED:
        raise RuleBroken("A special meeting deals with what it was called for and nothing else.")
    return meeting


def _refuse_silent_decision(facts: ItemFacts, about: About) -> None:
    if facts.is_consent and about.proposal_id is not None:
        raise RuleBroken("A proposal is decided by a ballot, so it cannot go by consent.")


def _changeable(item: AgendaItem, actor: Actor, at: datetime) -> Meeting:
    meeting = held(meetings.lock(item.meeting_id), MeetingMove.CHANGE, actor=actor, at=at)
    if meeting.kind == "special" and meeting.stage is MeetingStage.CALLED:
        raise RuleBroken("The agenda of a special meeting stays as it was called.")
    return meeting


def _conducted(item: AgendaItem, actor: Actor, at: datetime) -> tuple[Meeting, AgendaItem]:
    meeting = held(meetings.lock(item.meeting_id), MeetingMove.CONDUCT, actor=actor, at=at)
    return meeting, queries.get_item(item.id)


def _finished(item: AgendaItem, actor: Actor, at: datetime) -> tuple[Meeting, AgendaItem]:
    meeting, item = _conducted(item, actor, at)
    if item.stage is not ItemStage.UNDER_WAY:
        raise RuleBroken("This item is not under way.")
    waiting = [
        one for one in before_the_body(queries.motions_of(meeting.id)) if one.item_id == item.id
    ]
    if waiting:
        raise RuleBroken(f"Motion {waiting[-1].number} is before the body. Decide it first.")
    return meeting, item


def _deferred(
    meeting: Meeting, item: AgendaItem, actor: Actor, at: datetime, why: str
) -> AgendaItem:
    item.stage, item.closed_at, item.outcome = ItemStage.DEFERRED, at, why.strip()
    note(meeting, EventKind.ITEM_DEFERRED, {"why": item.outcome}, actor=actor, at=at, item=item)
    return item


def _under_way(meeting: Meeting) -> AgendaItem | None:
    items = queries.items_of(meeting.id)
    return next((one for one in items if one.stage is ItemStage.UNDER_WAY), None)


def _number(item: AgendaItem) -> int:
    """Its place among the items as people count them."""
    ordered = queries.items_of(item.meeting_id)
    return next(number for number, one in enumerate(ordered, 1) if one.id == item.id)


def _at_the_end(meeting: Meeting, title: str, kind: ItemKind, minutes: int) -> AgendaItem:
    last = db.session.scalar(
        select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)
    )
    return AgendaItem(
        meeting_id=meeting.id,
        position=(last or 0) + 1,
        title=title,
        kind=kind,
        minutes=minutes,
        stage=ItemStage.WAITING,
    )


def _added(item: AgendaItem) -> AgendaItem:
    db.session.add(item)
    db.session.flush()
    return item
