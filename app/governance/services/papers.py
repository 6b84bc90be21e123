"""Hand papers to a meeting, open them with a receipt, and note something for oneself."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select

from app.governance.models import (
    AgendaItem,
    Meeting,
    Paper,
    PaperContent,
    PaperOpening,
    PrivateNote,
)
from app.governance.queries import agendas, meetings
from app.governance.queries import papers as queries
from app.governance.services.happenings import refuse_unless_running, runs
from app.kernel.db import db
from app.kernel.errors import NotFound
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


def refuse_stranger(meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Papers are for those who sit on the body, who run it, and the auditor."""
    if meetings.sits_on(actor.person_id, [meeting.body_id]) or actor.may(Permission.AUDIT_READ):
        return
    if not runs(actor, meeting.body_id, at):
        raise NotFound("There is no such item on an agenda of yours.")


def add_paper(item: AgendaItem, handed: Handed, *, actor: Actor, at: datetime) -> Paper:
    """By chair or secretary; the same bytes are kept once."""
    meeting = meetings.lock(item.meeting_id)
    refuse_unless_running(actor, meeting.body_id, at)
    if not handed.title.strip():
        raise Refused({"title": "Say what the paper is called."})
    if (handed.data is None) == (not handed.url):
        raise Refused({"file": "Hand in a file or write a link: one of the two."})
    paper = Paper(
        item_id=item.id,
        title=handed.title.strip(),
        url=handed.url,
        name="",
        media="",
        size=0,
        added_by_id=actor.person_id,
        added_at=at,
    )
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
    meeting = meetings.lock(paper.item.meeting_id)
    refuse_unless_running(actor, meeting.body_id, at)
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
    refuse_stranger(meeting, actor, at)
    return item, meeting
