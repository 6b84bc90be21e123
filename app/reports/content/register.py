"""The register of decisions as a report: each decision as it stands, and who voted what on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.governance.models import Decision
from app.governance.queries.decisions import Wanted, list_of, stands_as
from app.kernel.permissions import Actor
from app.kernel.words import label_of
from app.reports.content.sentences import are, counted
from app.reports.document import (
    Cell,
    CellKind,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Section,
    Table,
)
from app.reports.queries.register import Named, named_votes

EVERYTHING = "Every decision of every body"
DECISIONS = (
    Column("Number"),
    Column("Decision"),
    Column("Body"),
    Column("Decided on", CellKind.DATE),
    Column("In force from", CellKind.DATE),
    Column("Review on", CellKind.DATE, missing="no day set"),
    Column("Ends on", CellKind.DATE, missing="no end"),
    Column("State"),
    Column("Who answers for it", missing="nobody named"),
)
VOTES = (
    Column("Decision"),
    Column("Seat"),
    Column("Held by", missing="vacant"),
    Column("Vote"),
    Column("Cast by"),
    Column("How"),
    Column("Cast on", CellKind.DATE),
)


def build(letterhead: Letterhead, as_of: date) -> Document:
    listed = list_of(Wanted(today=as_of))
    return _document(letterhead, as_of, listed, (EVERYTHING,))


def as_shown(letterhead: Letterhead, wanted: Wanted, said: Sequence[str], actor: Actor) -> Document:
    """As the page shows it under its filters, with the named votes this actor may see."""
    listed = list_of(wanted)
    whole = _document(letterhead, wanted.today, listed, tuple(said) or (EVERYTHING,))
    votes = named_votes(actor, [one.id for one in listed])
    return replace(whole, sections=(*whole.sections, _votes(votes)))


def _document(
    letterhead: Letterhead, as_of: date, listed: Sequence[Decision], said: tuple[str, ...]
) -> Document:
    rows = tuple(_row(one, as_of) for one in listed)
    states = [row[7] for row in rows]
    in_force = states.count("In force")
    short = f"{counted(len(rows), 'decision')}; {in_force} {are(in_force)} in force."
    table = Table("Decisions", DECISIONS, rows, empty="No decision matches.")
    return Document(
        title=f"Register of decisions of {letterhead.organization}",
        as_of=as_of,
        sections=(Section("The register", (Paragraph(short), table)),),
        filters=said,
        sources=("The register of decisions, as each stands on this day",),
    )


def _row(one: Decision, day: date) -> tuple[Cell, ...]:
    return (
        one.number,
        one.title,
        one.body.name,
        one.decided_at.date(),
        one.effective_on,
        one.review_on,
        one.expires_on,
        stands_as(one, day).label,
        one.owner.name if one.owner else None,
    )


def _votes(votes: Sequence[Named]) -> Section:
    rows = tuple(
        (
            one.decision,
            one.seat,
            one.holder,
            label_of(one.choice),
            one.cast_by,
            label_of(one.channel),
            one.day,
        )
        for one in votes
    )
    about = Paragraph(
        "Of roll calls that you may see. Secret votes and shows of hands have no names."
    )
    table = Table("Votes by name", VOTES, rows, empty="There is no vote by name to show.")
    return Section("Votes by name", (about, table))
