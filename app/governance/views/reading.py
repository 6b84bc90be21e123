"""What the ballot page shows to read before one votes: papers of its items, and one's own note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from app.governance.models import Ballot, Paper
from app.governance.queries import papers as queries
from app.governance.services.papers import may_read_of
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class Reading:
    """`item_id` is the agenda item the note belongs to, if an agenda has the question."""

    item_id: int | None
    papers: Sequence[Paper]
    note: str

    @staticmethod
    def length(paper: Paper) -> str:
        return f"{paper.name}, {ceil(paper.size / 1024)} KB" if paper.digest else "a link"


def reading_of(ballot: Ballot, actor: Actor, at: datetime) -> Reading | None:
    """None for whoever may not read the papers, and where there is nothing to read or to note."""
    if not may_read_of(ballot.proposal, actor, at):
        return None
    item_id, papers = queries.item_before(ballot), queries.to_read(ballot)
    if item_id is None and not papers:
        return None
    note = queries.note_of(actor.person_id, item_id) if item_id else None
    return Reading(item_id, papers, note.text if note else "")
