"""Papers of an item, a proposal, a meeting, with who opened them; one's own private note."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.governance.models import (
    AgendaItem,
    Ballot,
    Motion,
    Paper,
    PaperContent,
    PaperOpening,
    PrivateNote,
)
from app.kernel.db import db
from app.kernel.errors import NotFound

OF_ITEM = or_(Paper.item_id == AgendaItem.id, Paper.proposal_id == AgendaItem.proposal_id)
"""The papers of an item: its own, and those of the proposal it is about."""


def of_item(item: AgendaItem) -> Sequence[Paper]:
    return _listed(
        (Paper.item_id == item.id)
        if item.proposal_id is None
        else or_(Paper.item_id == item.id, Paper.proposal_id == item.proposal_id)
    )


def of_proposal(proposal_id: int) -> Sequence[Paper]:
    return _listed(Paper.proposal_id == proposal_id)


def _listed(which: ColumnElement[bool]) -> Sequence[Paper]:
    wanted = select(Paper).where(which, Paper.withdrawn_at.is_(None))
    loaded = wanted.options(
        joinedload(Paper.added_by), selectinload(Paper.openings).joinedload(PaperOpening.person)
    )
    fresh = loaded.execution_options(populate_existing=True)
    return db.session.scalars(fresh.order_by(Paper.id)).unique().all()


def _about(ballot: Ballot) -> ColumnElement[bool]:
    """The items about its proposal or its motion."""
    moved = select(Motion.item_id).where(Motion.id == ballot.motion_id)
    return or_(AgendaItem.proposal_id == ballot.proposal_id, AgendaItem.id.in_(moved))


def _lying(ballot: Ballot) -> ColumnElement[bool]:
    """The papers of its proposal, and of those items."""
    items = select(AgendaItem.id).where(_about(ballot))
    return or_(Paper.proposal_id == ballot.proposal_id, Paper.item_id.in_(items))


def before(ballot: Ballot) -> Sequence[Paper]:
    """What lay before the voters: papers of its proposal, and of the items about it or its motion.

    What was withdrawn while they voted is among them.
    """
    wanted = select(Paper).where(_lying(ballot))
    lay_there = or_(Paper.withdrawn_at.is_(None), Paper.withdrawn_at > ballot.opens_at)
    return db.session.scalars(wanted.where(lay_there).order_by(Paper.id)).all()


def item_before(ballot: Ballot) -> int | None:
    """The latest item on an agenda that has its question."""
    return db.session.scalar(
        select(AgendaItem.id).where(_about(ballot)).order_by(AgendaItem.id.desc()).limit(1)
    )


def to_read(ballot: Ballot) -> Sequence[Paper]:
    """As a voter finds them now, with who has opened them."""
    return _listed(_lying(ballot))


def numbers_at(meeting_id: int) -> Mapping[int, int]:
    """How many papers each item of a meeting has."""
    counted = (
        select(AgendaItem.id, func.count().label("many"))
        .join(Paper, OF_ITEM)
        .where(AgendaItem.meeting_id == meeting_id, Paper.withdrawn_at.is_(None))
        .group_by(AgendaItem.id)
    )
    return {one.id: one.many for one in db.session.execute(counted)}


def get(paper_id: int) -> Paper:
    found = db.session.scalar(
        select(Paper)
        .where(Paper.id == paper_id, Paper.withdrawn_at.is_(None))
        .options(joinedload(Paper.item).joinedload(AgendaItem.meeting), joinedload(Paper.proposal))
    )
    if found is None:
        raise NotFound("There is no such paper, or it was withdrawn.")
    return found


def content_of(paper: Paper) -> bytes:
    wanted = select(PaperContent.data).where(PaperContent.digest == paper.digest)
    return db.session.scalars(wanted).one()


def has_content(digest: str) -> bool:
    return (
        db.session.scalar(select(PaperContent.id).where(PaperContent.digest == digest)) is not None
    )


def opening_of(paper_id: int, person_id: int) -> PaperOpening | None:
    return db.session.scalar(
        select(PaperOpening).where(
            PaperOpening.paper_id == paper_id, PaperOpening.person_id == person_id
        )
    )


def note_of(person_id: int, item_id: int) -> PrivateNote | None:
    """Asked for by its writer and by nobody else."""
    return db.session.scalar(
        select(PrivateNote).where(
            PrivateNote.person_id == person_id, PrivateNote.item_id == item_id
        )
    )
