"""What becomes of the estate: suggested and decided, and what goes."""

from collections.abc import Sequence

from app.engine.fit.disposition import Disposition
from app.kernel.words import label_of
from app.reports.content.sentences import are, counted, sentence
from app.reports.document import (
    CellKind,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Section,
    Table,
)
from app.reports.queries.roadmap import (
    DecidedAsset,
    disposition_counts,
    initiatives_touching,
)

GOING = (
    Disposition.CONSOLIDATE,
    Disposition.REPLACE,
    Disposition.RETIRE,
    Disposition.ARCHIVE_ONLY,
)
"""What these are decided for leaves the estate as it stands today."""


def dispositions(found: Sequence[DecidedAsset], standing: str) -> Section:
    """`standing`: what stands behind the scores that suggestions are made of."""
    counts = [one for one in disposition_counts() if one.disposition is not Disposition.UNDECIDED]
    decided = sum(one.decided for one in counts)
    columns = (
        Column("Disposition"),
        Column("Suggested", CellKind.INT, "assets"),
        Column("Decided", CellKind.INT, "assets"),
    )
    rows = tuple((label_of(one.disposition), one.suggested, one.decided) for one in counts)
    table = Table(
        "Dispositions",
        columns,
        rows,
        total=("Total", sum(one.suggested for one in counts), decided) if rows else None,
        empty="No disposition is suggested or decided yet.",
    )
    answer = sentence(f"{counted(decided, 'asset')} {are(decided)} decided so far.")
    chart = Chart(ChartKind.BARS, "What is decided?", answer, table, "Disposition", ("Decided",))
    told = Paragraph(f"Suggestions follow from scores. {standing}")
    return Section("What becomes of the estate", (chart, table, told, _decided(found)))


def retirements(found: Sequence[DecidedAsset]) -> Section:
    going = [one for one in found if one.decided in GOING]
    codes = initiatives_touching(one.asset_id for one in going)
    columns = (
        Column("Asset"),
        Column("Disposition"),
        Column("Moves to", missing="nothing"),
        Column("By", CellKind.DATE, missing="no date yet"),
        Column("Retired", CellKind.DATE, missing="not yet"),
        Column("Decision"),
        Column("Initiatives", missing="none yet"),
    )
    rows = tuple(
        (
            f"{one.code} {one.name}",
            label_of(one.decided),
            f"{one.target_code} {one.target_name}" if one.target_code else None,
            one.target_on,
            one.retired_on,
            one.number,
            ", ".join(codes.get(one.asset_id, [])) or None,
        )
        for one in going
    )
    table = Table("What goes", columns, rows, empty="Nothing is decided to go yet.")
    return Section("Retirements", (table,))


def _decided(found: Sequence[DecidedAsset]) -> Table:
    columns = (
        Column("Asset"),
        Column("Suggested", missing="nothing"),
        Column("Decided"),
        Column("Decision"),
        Column("Effective", CellKind.DATE),
    )
    rows = tuple(
        (
            f"{one.code} {one.name}",
            label_of(one.suggested) if one.suggested else None,
            label_of(one.decided),
            one.number,
            one.effective_on,
        )
        for one in found
    )
    return Table("Decided assets", columns, rows, empty="No disposition is decided yet.")
