"""Hand papers to an item or a proposal, open them with a receipt, note something for oneself."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select

from app.engine.voting.proposal import Stage
from app.governance.models import (
    AgendaItem,
    Meeting,
    Paper,
    PaperContent,
    PaperOpening,
    PrivateNote,
    Proposal,
)
from app.governance.queries import agendas, meetings, proposals
from app.governance.queries import papers as queries
from app.governance.services.happenings import refuse_unless_running, runs
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.facts import Refused
from app.kernel.files import admit
from app.kernel.permissions import Actor, Permission

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Handed:
    """A title, and a link or a file as it was handed in; `most` is what a file may weigh."""

    title: str
    url: str = ""
    name: str = ""
    data: bytes | None = None
    most: int = 20 * MEGABYTE


OPEN_TO_PAPERS = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED, Stage.INQUORATE})
"""While a proposal is voted on, and once it is settled, what lay before the voters stays."""


def may_read(body_id: int, actor: Actor, at: datetime) -> bool:
    """Papers are for those who sit on the body, who run it, and the auditor."""
    sits = bool(meetings.sits_on(actor.person_id, [body_id]))
    return sits or actor.may(Permission.AUDIT_READ) or runs(actor, body_id, at)


def may_read_of(proposal: Proposal, actor: Actor, at: datetime) -> bool:
    """The author knows them anyway."""
    return actor.person_id == proposal.author_id or may_read(proposal.body_id, actor, at)


def may_hand_to(proposal: Proposal, actor: Actor, at: datetime) -> bool:
    """Its author hands papers in, or the chair or the secretary, until it is voted on."""
    mine = actor.person_id == proposal.author_id or runs(actor, proposal.body_id, at)
    return mine and proposal.stage in OPEN_TO_PAPERS


def add_paper(item: AgendaItem, handed: Handed, *, actor: Actor, at: datetime) -> Paper:
    """By chair or secretary."""
    meeting = meetings.lock(item.meeting_id)
    refuse_unless_running(actor, meeting.body_id, at)
    return _handed_in(Paper(item_id=item.id), handed, actor, at)


def add_to_proposal(proposal: Proposal, handed: Handed, *, actor: Actor, at: datetime) -> Paper:
    """By its author, the chair or the secretary, while it is not voted on."""
    proposal = proposals.lock(proposal.id)
    _refuse_late_papers(proposal, actor, at)
    return _handed_in(Paper(proposal_id=proposal.id), handed, actor, at)


def _refuse_late_papers(proposal: Proposal, actor: Actor, at: datetime) -> None:
    if proposal.stage not in OPEN_TO_PAPERS:
        raise RuleBroken("This proposal went to its vote, so its papers stay as they are.")
    if not may_hand_to(proposal, actor, at):
        raise Forbidden("The author of a proposal, the chair or the secretary sees to its papers.")


def _handed_in(paper: Paper, handed: Handed, actor: Actor, at: datetime) -> Paper:
    """The same bytes are kept once."""
    if not handed.title.strip():
        raise Refused({"title": "Say what the paper is called."})
    if (handed.data is None) == (not handed.url):
        raise Refused({"file": "Hand in a file or write a link: one of the two."})
    paper.title, paper.url = handed.title.strip(), handed.url
    paper.name, paper.media, paper.size = "", "", 0
    paper.added_by_id, paper.added_at = actor.person_id, at
    if handed.data is not None:
        _keep(paper, handed.data, handed)
    db.session.add(paper)
    db.session.flush()
    return paper


def _keep(paper: Paper, data: bytes, handed: Handed) -> None:
    if len(data) > handed.most:
        most = handed.most // MEGABYTE
        raise Refused({"file": f"This file is too large: at most {most} MB are kept."})
    admitted, digest = admit(data, handed.name), sha256(data).hexdigest()
    if not queries.has_content(digest):
        db.session.add(PaperContent(digest=digest, data=data))
        db.session.flush()
    paper.name, paper.media = admitted.name, admitted.media
    paper.size, paper.digest = len(data), digest


def withdraw_paper(paper: Paper, *, actor: Actor, at: datetime) -> None:
    if paper.item is not None:
        meeting = meetings.lock(paper.item.meeting_id)
        refuse_unless_running(actor, meeting.body_id, at)
    elif paper.proposal is not None:
        _refuse_late_papers(proposals.lock(paper.proposal.id), actor, at)
    paper.withdrawn_at = at


def open_paper(paper: Paper, *, actor: Actor, at: datetime) -> None:
    """The first opening is the receipt; opening it again changes nothing."""
    if queries.opening_of(paper.id, actor.person_id) is None:
        opening = PaperOpening(paper_id=paper.id, person_id=actor.person_id, opened_at=at)
        db.session.add(opening)
        db.session.flush()


def write_note(item: AgendaItem, text: str, *, actor: Actor, at: datetime) -> None:
    """For oneself alone; an empty one is taken away."""
    note = queries.note_of(actor.person_id, item.id)
    if not text.strip():
        if note is not None:
            db.session.delete(note)
        return
    if note is None:
        note = PrivateNote(person_id=actor.person_id, item_id=item.id)
        db.session.add(note)
    note.text, note.written_at = text.strip(), at
    db.session.flush()


def forget(item: AgendaItem) -> None:
    """What hangs on an item that is taken off the agenda before the meeting."""
    papers = db.session.scalars(select(Paper).where(Paper.item_id == item.id)).all()
    ids = [one.id for one in papers]
    db.session.execute(delete(PaperOpening).where(PaperOpening.paper_id.in_(ids)))
    db.session.execute(delete(PrivateNote).where(PrivateNote.item_id == item.id))
    for paper in papers:
        db.session.delete(paper)
    db.session.flush()


def item_for(item_id: int, *, actor: Actor, at: datetime) -> tuple[AgendaItem, Meeting]:
    """For whoever may not see its papers there is no such item."""
    item = agendas.get_item(item_id)
    meeting = meetings.get(item.meeting_id)
    if not may_read(meeting.body_id, actor, at):
        raise NotFound("There is no such item on an agenda of yours.")
    return item, meeting


def proposal_for(proposal_id: int, *, actor: Actor, at: datetime) -> Proposal:
    """For whoever may not see its papers there is no such proposal."""
    proposal = proposals.get_for(actor, proposal_id)
    if not may_read_of(proposal, actor, at):
        raise NotFound("The papers of this proposal are for its author and the body it goes to.")
    return proposal


def paper_for(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    paper = queries.get(paper_id)
    if paper.item is not None:
        item_for(paper.item.id, actor=actor, at=at)
    elif paper.proposal is not None:
        proposal_for(paper.proposal.id, actor=actor, at=at)
    return paper
