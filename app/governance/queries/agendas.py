"""Agendas: items in order, the backlog of a body, motions with their wording, actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.engine.meetings.meeting import OWED, ItemStage, MeetingStage
from app.engine.voting.proposal import Stage
from app.governance.models import Action, AgendaItem, Meeting, Minutes, Motion, Proposal
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.matters import Matter, matters_of


def items_of(meeting_id: int) -> Sequence[AgendaItem]:
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return (
        db.session.scalars(
            wanted.options(
                joinedload(AgendaItem.owner),
                joinedload(AgendaItem.proposal),
                joinedload(AgendaItem.minutes_of),
            ).order_by(AgendaItem.position, AgendaItem.id)
        )
        .unique()
        .all()
    )


def get_item(item_id: int) -> AgendaItem:
    item = db.session.scalar(
        select(AgendaItem)
        .where(AgendaItem.id == item_id)
        .execution_options(populate_existing=True)
        .options(
            joinedload(AgendaItem.owner),
            joinedload(AgendaItem.proposal),
            joinedload(AgendaItem.minutes_of),
        )
    )
    if item is None:
        raise NotFound("There is no such item on an agenda.")
    return item


def motions_of(meeting_id: int) -> Sequence[Motion]:
    wanted = select(Motion).where(Motion.meeting_id == meeting_id)
    return (
        db.session.scalars(
            wanted.execution_options(populate_existing=True)
            .options(
                selectinload(Motion.wordings),
                joinedload(Motion.proposal),
                joinedload(Motion.item).options(
                    joinedload(AgendaItem.minutes_of),
                    joinedload(AgendaItem.owner),
                    joinedload(AgendaItem.proposal),
                ),
                joinedload(Motion.parent),
            )
            .order_by(Motion.number)
        )
        .unique()
        .all()
    )


def get_motion(motion_id: int) -> Motion:
    meeting_id = db.session.scalar(select(Motion.meeting_id).where(Motion.id == motion_id))
    if meeting_id is None:
        raise NotFound("There is no such motion.")
    return next(one for one in motions_of(meeting_id) if one.id == motion_id)


def actions_of(body_id: int, *, only_owed: bool = False) -> Sequence[Action]:
    wanted = select(Action).where(Action.body_id == body_id)
    if only_owed:
        wanted = wanted.where(Action.stage.in_(OWED))
    return _actions(wanted)


def actions_from(meeting_id: int) -> Sequence[Action]:
    return _actions(select(Action).where(Action.meeting_id == meeting_id))


def actions_owed_by(person_id: int) -> Sequence[Action]:
    return _actions(select(Action).where(Action.owner_id == person_id, Action.stage.in_(OWED)))


def get_action(action_id: int) -> Action:
    found = _actions(select(Action).where(Action.id == action_id))
    if not found:
        raise NotFound("There is no such action.")
    return found[0]


def _actions(wanted: Select[Action]) -> Sequence[Action]:
    loaded = wanted.options(joinedload(Action.owner), joinedload(Action.body))
    return db.session.scalars(loaded.order_by(Action.due_on, Action.id)).unique().all()


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for an agenda of a body: undone items, matters that came back, proposals."""

    undone: Sequence[AgendaItem]
    matters: Sequence[Matter]
    proposals: Sequence[Proposal]
    minutes: Sequence[Minutes]

    @property
    def is_empty(self) -> bool:
        return not (self.undone or self.matters or self.proposals or self.minutes)


def backlog_of(body_id: int, day: date) -> Backlog:
    """Everything that is not yet on the agenda of a meeting to come."""
    ahead = _items_ahead(body_id)
    keys = {item.matter_key for item in ahead}
    taken = {item.proposal_id for item in ahead}
    minuted = {item.minutes_of_id for item in ahead}
    return Backlog(
        undone=_undone(body_id),
        matters=[one for one in matters_of(body_id, day) if one.key not in keys],
        proposals=[one for one in _submitted(body_id) if one.id not in taken],
        minutes=[one for one in _unapproved(body_id) if one.meeting_id not in minuted],
    )


def _items_ahead(body_id: int) -> Sequence[AgendaItem]:
    waiting = (MeetingStage.PLANNED, MeetingStage.CALLED, MeetingStage.IN_PROGRESS)
    wanted = select(AgendaItem).join(Meeting, AgendaItem.meeting_id == Meeting.id)
    return (
        db.session.scalars(
            wanted.where(
                Meeting.body_id == body_id,
                Meeting.stage.in_(waiting),
                AgendaItem.stage.in_((ItemStage.WAITING, ItemStage.UNDER_WAY)),
            )
        )
        .unique()
        .all()
    )


def _undone(body_id: int) -> Sequence[AgendaItem]:
    """Items of meetings that are over, deferred or not reached, and not carried over since."""
    later = aliased(AgendaItem)
    carried = select(later.carried_from_id).where(later.carried_from_id.is_not(None))
    wanted = select(AgendaItem).join(Meeting, AgendaItem.meeting_id == Meeting.id)
    return (
        db.session.scalars(
            wanted.where(
                Meeting.body_id == body_id,
                Meeting.stage.in_((MeetingStage.ADJOURNED, MeetingStage.CANCELED)),
                AgendaItem.stage.in_((ItemStage.WAITING, ItemStage.DEFERRED)),
                AgendaItem.id.not_in(carried),
            )
            .options(joinedload(AgendaItem.meeting), joinedload(AgendaItem.owner))
            .order_by(AgendaItem.id)
        )
        .unique()
        .all()
    )


def _submitted(body_id: int) -> Sequence[Proposal]:
    wanted = select(Proposal).where(
        Proposal.body_id == body_id, Proposal.stage.in_((Stage.SUBMITTED, Stage.INQUORATE))
    )
    return db.session.scalars(wanted.order_by(Proposal.id)).all()


def _unapproved(body_id: int) -> Sequence[Minutes]:
    wanted = (
        select(Minutes)
        .join(Meeting)
        .where(Meeting.body_id == body_id, Minutes.approved_at.is_(None))
    )
    return db.session.scalars(wanted.options(joinedload(Minutes.meeting))).all()
