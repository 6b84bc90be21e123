from datetime import UTC, date, datetime

from app.reports.document import (
    CellKind,
    Chart,
    ChartKind,
    Column,
    Document,
    Edition,
    Paragraph,
    Section,
    Table,
)

AN_EDITION = Edition("Ada O'Neil", datetime(2026, 11, 24, 12, 30, tzinfo=UTC), "0.1.0")


def a_table(*rows: tuple, columns: tuple[Column, ...] = (Column("Name"),), **more) -> Table:
    return Table(more.pop("title", "Things"), columns, rows, **more)


def a_document(*blocks, title: str = "Roadmap") -> Document:
    return Document(title, date(2026, 11, 24), (Section("All", blocks),))


def some_initiatives() -> Table:
    return Table(
        "Initiatives",
        (
            Column("Initiative"),
            Column("Phase"),
            Column("Owner", missing="nobody yet"),
            Column("Starts", CellKind.DATE, missing="no date yet"),
            Column("Ends", CellKind.DATE, missing="no date yet"),
            Column("Share done", CellKind.PERCENT),
        ),
        (
            ("I01 Archive", "Base", "Ada", date(2026, 1, 5), date(2026, 9, 30), 667),
            ("I02 Viewer", "Base", None, date(2026, 6, 1), date(2027, 3, 31), None),
            ("I03 Analytics", "Growth", "Bo", None, None, 0),
        ),
    )


def some_money() -> Table:
    return Table(
        "Money by fiscal year",
        (
            Column("Fiscal year"),
            Column("Capital awarded", CellKind.MONEY, "USD"),
            Column("Operating awarded", CellKind.MONEY, "USD"),
        ),
        (("FY2026", 123_456_789, 5_000_000), ("FY2027", 50_000_000, 2_500_050)),
        total=("Total", 173_456_789, 7_500_050),
    )


def some_fits() -> Table:
    return Table(
        "Departments by fit",
        (
            Column("Fit"),
            Column("Departments", CellKind.INT),
            Column("Mean score", CellKind.SCORE, "points"),
            Column("Terabytes", CellKind.DECIMAL, "TB"),
        ),
        (("Fits", 1_234, 83_250, 1_500), ("Not known", 30, None, None)),
    )


def a_full_document() -> Document:
    """Each kind of block, of chart and of value, with and without a value."""
    initiatives, money, fits = some_initiatives(), some_money(), some_fits()
    when = Chart(
        ChartKind.TIMELINE,
        "What happens when?",
        "Two of three have dates.",
        initiatives,
        "Initiative",
        ("Starts", "Ends"),
        "Phase",
    )
    by_year = Chart(
        ChartKind.STACKED,
        "What was awarded?",
        "Most of it in FY2026.",
        money,
        "Fiscal year",
        ("Capital awarded", "Operating awarded"),
    )
    fit = Chart(ChartKind.BARS, "How many fit?", "Most.", fits, "Fit", ("Departments",))
    return Document(
        "Roadmap of Quillwater",
        date(2026, 11, 24),
        (
            Section("In short", (Paragraph("Three initiatives are planned."),)),
            Section("When", (when, initiatives)),
            Section("Money", (by_year, money)),
            Section("Fit", (fit, fits)),
        ),
        ("Every phase",),
        ("Roadmap and funds of Quillwater",),
    )
