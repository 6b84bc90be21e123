"""Representation: who makes images against who has a seat and who takes part."""

from collections.abc import Sequence
from datetime import date

from app.kernel.words import label_of
from app.reports.content.sentences import counted, sentence
from app.reports.document import (
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Document,
    Letterhead,
    Paragraph,
    Section,
    Table,
)
from app.reports.queries.representation import Voice, voices

NOBODY = "Nobody is named to speak for these"


def build(letterhead: Letterhead, as_of: date) -> Document:
    found = voices(as_of)
    return Document(
        title=f"Representation at {letterhead.organization}",
        as_of=as_of,
        sections=(_in_short(found), _heard(found), _silent(found)),
        filters=("Voting seats of every body", "Sources that are not retired"),
        sources=(
            "Studies a year as the sources say, and service lines of departments",
            "Seats as they are filled today, and who took part in meetings and ballots in writing",
        ),
    )


def _in_short(found: Sequence[Voice]) -> Section:
    makers = [one for one in found if one.makes_images]
    silent = [one for one in makers if one.is_silent]
    known = sum(one.studies or 0 for one in makers)
    quiet = sum(one.studies or 0 for one in silent)
    departments = sum(len(one.departments) for one in silent)
    if not makers:
        return Section("In short", (Paragraph("No department is recorded yet."),))
    share = f"{quiet * 100 // known} %" if known else "an unknown share"
    first = (
        f"{counted(departments, 'department')} with {share} of the studies "
        f"{'has' if departments == 1 else 'have'} no filled voting seat that speaks for them."
    )
    unknown = sum(one.unknown for one in makers)
    second = f"{counted(unknown, 'source')} without a figure, left out of every sum."
    return Section("In short", (Paragraph(sentence(first)), Paragraph(sentence(second))))


def _heard(found: Sequence[Voice]) -> Section:
    columns = (
        Column("Who"),
        Column("Departments", CellKind.INT),
        Column("Studies", CellKind.INT, "a year"),
        Column("Sources without a figure", CellKind.INT),
        Column("Voting seats", CellKind.INT),
        Column("Filled", CellKind.INT),
        Column("Took part", CellKind.PERCENT, missing="nothing held yet"),
    )
    table = Table("Who makes images and who is heard", columns, tuple(_row(one) for one in found))
    chart = Chart(
        ChartKind.BARS,
        "Who makes the images, and who of them has a seat?",
        _loudest(found),
        table,
        "Who",
        ("Studies",),
    )
    return Section("Who is heard", (chart, table))


def _row(one: Voice) -> tuple[Cell, ...]:
    took_part = one.came * 1000 // one.called if one.called else None
    return (
        _name(one),
        len(one.departments),
        one.studies,
        one.unknown,
        one.seats,
        one.filled,
        took_part,
    )


def _name(one: Voice) -> str:
    name = label_of(one.constituency) if one.constituency else NOBODY
    return f"{name} (silent)" if one.is_silent else name


def _loudest(found: Sequence[Voice]) -> str:
    silent = [one for one in found if one.is_silent and one.studies]
    if not silent:
        return "Everyone who is known to make images has a filled voting seat."
    most = silent[0]
    return (
        f"The most studies without a filled voting seat: {_name(most)}, "
        f"{most.studies or 0:,} a year."
    )


def _silent(found: Sequence[Voice]) -> Section:
    columns = (Column("Department"), Column("Who would speak for it"))
    rows = tuple(
        (name, label_of(one.constituency) if one.constituency else NOBODY)
        for one in found
        if one.is_silent
        for name in one.departments
    )
    table = Table(
        "Silent departments", columns, rows, empty="Every department has a seat that speaks for it."
    )
    return Section("Silent departments", (table,))
