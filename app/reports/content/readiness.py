"""Readiness: how the program, its elements and the departments score, and what stands behind it."""

from collections.abc import Sequence
from datetime import date

from app.engine.scoring.basis import Basis, is_provisional
from app.engine.scoring.score import thousandths
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
from app.scoring.queries import scores
from app.scoring.queries.basis import basis_of
from app.scoring.services.backing import Backing, backing_of
from app.scoring.translate.program import element_scores
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries.catalog import find_leading_pack
from app.web.filters import day, score

FIGURES = (
    Column("Score", CellKind.SCORE),
    Column("Confirmed", CellKind.SCORE),
    Column("Answers known", CellKind.PERCENT, missing="nothing asked"),
    Column("On fresh evidence", CellKind.PERCENT, missing="nothing known"),
    Column("Stands"),
)
SCORES = (
    "Scores as they stand, from 0 to 100; confirmed counts what is not answered as nothing, the "
    "other leaves it out"
)
DRAWN = 25
"""Departments in the chart; more of them are read in the table."""
Stored = tuple[int | None, int | None]


def build(letterhead: Letterhead, as_of: date) -> Document:
    pack = find_leading_pack()
    title = f"Readiness at {letterhead.organization}"
    if pack is None:
        nothing = Paragraph("No pack of standards leads yet, so nothing is scored.")
        return Document(title, as_of, (Section("In short", (nothing,)),))
    backing = backing_of(pack, on=as_of, months=letterhead.stale_months)
    return Document(
        title=title,
        as_of=as_of,
        sections=(
            _in_short(pack, backing, letterhead, as_of),
            _elements(pack, backing, letterhead),
            _departments(pack, backing, letterhead),
        ),
        filters=(f"{pack.title}, version {pack.version}", "Assets that are not retired"),
        sources=(SCORES, labels_of(letterhead)),
    )


def labels_of(letterhead: Letterhead) -> str:
    """What makes a figure provisional."""
    floors = letterhead.floors
    return (
        f"Fresh: on evidence dated within the last {letterhead.stale_months} months. Provisional: "
        f"fewer than {floors.behind} % of the answers asked for are known, or fewer than "
        f"{floors.fresh} % of those are fresh"
    )


def program_standing(letterhead: Letterhead, as_of: date) -> str:
    """The same for a report that prints what follows from scores."""
    pack = find_leading_pack()
    if pack is None:
        return "No pack of standards leads yet, so nothing is scored."
    behind = basis_of(pack, on=as_of, months=letterhead.stale_months)
    return standing_sentence(behind, letterhead, as_of)


def standing_sentence(basis: Basis, letterhead: Letterhead, as_of: date) -> str:
    """How much stands behind figures, as their reader is told."""
    label = "Provisional, as" if is_provisional(basis, letterhead.floors) else "As"
    known = f"{basis.known:,} of {counted(basis.asked, 'answer')} asked for are known"
    fresh = f"{basis.fresh:,} of them stand on evidence from the last"
    return f"{label} of {day(as_of)}: {known}; {fresh} {letterhead.stale_months} months."


def _in_short(pack: Pack, backing: Backing, letterhead: Letterhead, as_of: date) -> Section:
    own = scores.score_of(pack, Subject.PROGRAM, 0)
    known, confirmed = (own.provisional, own.confirmed) if own else (None, None)
    said = [f"The program scores {_points(known)}; {_points(confirmed)} are confirmed."]
    said.append(standing_sentence(backing.program, letterhead, as_of))
    return Section("In short", tuple(Paragraph(sentence(one)) for one in said))


def _points(value: int | None) -> str:
    return "not known" if value is None else f"{score(value)} points"


def _elements(pack: Pack, backing: Backing, letterhead: Letterhead) -> Section:
    found = {one.element: one.score for one in element_scores(pack, scores.columns_of(pack))}
    rows = []
    for element in pack.elements:
        one = found.get(element.code)
        points = (thousandths(one.provisional), thousandths(one.confirmed)) if one else (None, None)
        behind = backing.elements.get(element.id)
        rows.append((element.title, *_figures(points, behind, letterhead)))
    table = Table("Elements", (Column("Element"), *FIGURES), tuple(rows))
    chart = Chart(
        ChartKind.BARS, "Which elements hold?", _answer(rows), table, "Element", ("Score",)
    )
    return Section("By element", (chart, table))


def _departments(pack: Pack, backing: Backing, letterhead: Letterhead) -> Section:
    lines = sorted(scores.list_departments(pack), key=_least_ready)
    rows = [
        (
            f"{one.code} {one.name}",
            *_figures(
                (one.score.provisional, one.score.confirmed) if one.score else (None, None),
                backing.departments.get(one.id),
                letterhead,
            ),
        )
        for one in lines
    ]
    table = Table(
        "Departments",
        (Column("Department"), *FIGURES),
        tuple(rows),
        empty="No department is recorded yet.",
    )
    chart = Chart(
        ChartKind.BARS,
        "Which departments are the least ready?",
        _answer(rows),
        table,
        "Department",
        ("Score",),
        most=DRAWN,
    )
    return Section("By department", (chart, table))


def _least_ready(one: scores.DepartmentLine) -> tuple[bool, int, str]:
    """The lowest score first; those without one last."""
    known = one.score.provisional if one.score else None
    return known is None, known or 0, one.code


def _figures(points: Stored, basis: Basis | None, letterhead: Letterhead) -> tuple[Cell, ...]:
    """Both scores, what stands behind them, and the word on that."""
    if basis is None:
        return (*points, None, None, "Nothing asked")
    shares = (_thousandths(basis.behind_share), _thousandths(basis.fresh_share))
    weak = is_provisional(basis, letterhead.floors)
    return (*points, *shares, "Provisional" if weak else "Enough is known")


def _thousandths(share: object) -> int | None:
    return None if share is None else round(1000 * share)  # type: ignore[operator]


def _answer(rows: Sequence[tuple[Cell, ...]]) -> str:
    weak = sum(row[-1] == "Provisional" for row in rows)
    scored = sum(row[1] is not None for row in rows)
    return sentence(f"{counted(scored, 'score')} of {len(rows)}, {weak} of them provisional.")
