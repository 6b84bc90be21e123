"""The governance clock: how long decisions take, and what those that wait cost meanwhile."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from app.engine.meetings.clock import Leg, cost_of_delay, pace
from app.reports.content.sentences import are, counted, sentence
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
from app.reports.queries.clock import PutOff, Timed, ballots_by_body, put_off, timed

LEGS = {
    Leg.TO_DECISION: "From proposal to decision",
    Leg.TO_MONEY: "From decision to money",
    Leg.TO_USE: "From money to first use",
    Leg.WHOLE: "From proposal to first use",
}
MEDIANS = {
    Leg.TO_DECISION: "To decision",
    Leg.TO_MONEY: "To money",
    Leg.TO_USE: "To first use",
}


def build(letterhead: Letterhead, as_of: date) -> Document:
    found, ballots, waiting = timed(), ballots_by_body(), put_off()
    return Document(
        title=f"Governance clock of {letterhead.organization}",
        as_of=as_of,
        sections=(
            _in_short(found, ballots, waiting),
            _by_leg(found),
            _by("Body", "By body", [((one.body,), one) for one in found]),
            _by("Specialty", "By specialty", [(one.specialties, one) for one in found]),
            _quorums(ballots),
            _waiting(waiting, letterhead.currency, as_of),
            _each(found),
        ),
        filters=("Every decision of every body",),
        sources=(
            "Proposals as submitted, decisions as taken, and first awards under them",
            "The first initiative under each decision that was finished",
        ),
    )


def _in_short(
    found: Sequence[Timed], ballots: Mapping[str, tuple[int, int]], waiting: Sequence[PutOff]
) -> Section:
    decided = pace([one.passage for one in found], Leg.TO_DECISION)
    failed, held = sum(two for _, two in ballots.values()), sum(one for one, _ in ballots.values())
    if decided.median is None or decided.slowest is None:
        first = "No decision has been taken yet."
    else:
        slowest = decided.slowest.days(Leg.TO_DECISION)
        first = (
            f"Half of {counted(decided.known, 'decision')} took {_figure(decided.median)} days or "
            f"less from proposal to decision; the slowest, {decided.slowest.key}, took {slowest}."
        )
    second = (
        f"{counted(failed, 'ballot')} of {held} {are(failed)} without a quorum; "
        f"{counted(len(waiting), 'item')} put off {are(len(waiting))} not decided."
    )
    return Section("In short", (Paragraph(first), Paragraph(sentence(second))))


def _by_leg(found: Sequence[Timed]) -> Section:
    passages = [one.passage for one in found]
    columns = (
        Column("Part of the way"),
        Column("Median", CellKind.DECIMAL, "days"),
        Column("Slowest", CellKind.INT, "days"),
        Column("Slowest decision", missing="none yet"),
        Column("Known", CellKind.INT, "decisions"),
        Column("Not known", CellKind.INT, "decisions"),
    )
    rows = []
    for leg, words in LEGS.items():
        one = pace(passages, leg)
        slowest = one.slowest
        rows.append(
            (
                words,
                _thousandths(one.median),
                slowest.days(leg) if slowest else None,
                slowest.key if slowest else None,
                one.known,
                one.unknown,
            )
        )
    table = Table("The way of a decision", columns, tuple(rows))
    chart = Chart(
        ChartKind.BARS,
        "Where does the time go?",
        _longest(rows),
        table,
        "Part of the way",
        ("Median",),
    )
    note = Paragraph("A day that has not come or was not written down is not known, and not zero.")
    return Section("The way of a decision", (chart, table, note))


def _longest(rows: Sequence[tuple[Cell, ...]]) -> str:
    known = [(row[1], row[0]) for row in rows[:3] if isinstance(row[1], int)]
    if not known:
        return "No part of the way is known yet."
    longest, words = max(known, key=lambda pair: (pair[0], str(pair[1])))
    return f"The longest part is {str(words).lower()}: {_figure(Fraction(longest, 1000))} days."


def _by(what: str, title: str, named: Iterable[tuple[Sequence[str], Timed]]) -> Section:
    groups: dict[str, list[Timed]] = defaultdict(list)
    for names, one in named:
        for name in names:
            groups[name].append(one)
    columns = (
        Column(what),
        Column("Decisions", CellKind.INT),
        *(Column(words, CellKind.DECIMAL, "median days") for words in MEDIANS.values()),
        Column("Slowest to decision", missing="none yet"),
    )
    rows = tuple(_group(name, groups[name]) for name in sorted(groups))
    return Section(title, (Table(title, columns, rows, empty="No decision yet."),))


def _group(name: str, several: Iterable[Timed]) -> tuple[Cell, ...]:
    passages = [one.passage for one in several]
    paces = {leg: pace(passages, leg) for leg in MEDIANS}
    slowest = paces[Leg.TO_DECISION].slowest
    told = f"{slowest.key}, {slowest.days(Leg.TO_DECISION)} days" if slowest else None
    medians = (_thousandths(paces[leg].median) for leg in MEDIANS)
    return (name, len(passages), *medians, told)


def _quorums(ballots: Mapping[str, tuple[int, int]]) -> Section:
    columns = (
        Column("Body"),
        Column("Ballots closed", CellKind.INT),
        Column("Without a quorum", CellKind.INT),
        Column("Share", CellKind.PERCENT),
    )
    rows = tuple(
        (name, held, failed, failed * 1000 // held) for name, (held, failed) in ballots.items()
    )
    table = Table("Quorums missed", columns, rows, empty="No ballot is closed yet.")
    return Section("Quorums missed", (table,))


def _waiting(waiting: Sequence[PutOff], currency: str, as_of: date) -> Section:
    columns = (
        Column("Item"),
        Column("Body"),
        Column("First put off", CellKind.DATE),
        Column("Waiting", CellKind.INT, "days"),
        Column("Paid meanwhile", CellKind.MONEY, currency),
    )
    rows = tuple(
        (one.title, one.body, one.since, days, cost_of_delay(one.a_year, days))
        for one in waiting
        for days in [max(0, (as_of - one.since).days)]
    )
    table = Table("Put off and not decided", columns, rows, empty="Nothing that was put off waits.")
    note = Paragraph(
        "Paid meanwhile is the yearly operating cost of the system that the item is about, for the "
        "days it has waited. Where no system or no cost is named, it is not known."
    )
    return Section("Put off and not decided", (table, note))


def _each(found: Sequence[Timed]) -> Section:
    columns = (
        Column("Decision"),
        Column("Title"),
        Column("Body"),
        *(Column(words, CellKind.INT, "days") for words in MEDIANS.values()),
    )
    rows = tuple(
        (one.passage.key, one.title, one.body, *(one.passage.days(leg) for leg in MEDIANS))
        for one in found
    )
    return Section("Each decision", (Table("Each decision", columns, rows),))


def _thousandths(value: Fraction | None) -> int | None:
    return None if value is None else int(value * 1000)


def _figure(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.1f}"
