"""What happens when: initiatives with their dates, and the objectives they serve."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.kernel.words import Word
from app.reports.content.sentences import counted, sentence
from app.reports.document import CellKind, Chart, ChartKind, Column, Paragraph, Section, Table
from app.reports.queries.roadmap import decision_numbers
from app.strategy.facts import InitiativeStatus as Status
from app.strategy.models import Initiative, Objective

WITHOUT_PHASE = "No phase"


class Timing(Word):
    """How an initiative stands to its dates."""

    FINISHED = "finished", "Finished"
    ON_TIME = "on_time", "On time"
    LATE = "late", "Late"
    STOPPED = "stopped", "On hold"
    NO_DATE = "no_date", "Without a date"


def timing(initiative: Initiative, today: date) -> Timing:
    """Late is what should have started or ended before today, and has not."""
    if initiative.status is Status.COMPLETE:
        return Timing.FINISHED
    if initiative.status is Status.ON_HOLD:
        return Timing.STOPPED
    if initiative.starts_on is None or initiative.ends_on is None:
        return Timing.NO_DATE
    has_begun = initiative.started_on is not None
    is_late = initiative.ends_on < today or (initiative.starts_on < today and not has_begun)
    return Timing.LATE if is_late else Timing.ON_TIME


def planned(initiatives: Sequence[Initiative]) -> list[Initiative]:
    """All but the cancelled."""
    return [one for one in initiatives if one.status is not Status.CANCELLED]


def schedule(initiatives: Sequence[Initiative], today: date) -> Section:
    table = _initiatives(initiatives, today)
    chart = Chart(
        ChartKind.TIMELINE,
        "What happens when?",
        _when(planned(initiatives), today),
        table,
        "Initiative",
        ("Starts", "Ends"),
        group="Phase",
    )
    return Section("Schedule", (chart, table))


def objectives(found: Sequence[Objective]) -> Section:
    columns = (
        Column("Objective"),
        Column("Better is"),
        Column("Unit"),
        Column("Baseline", CellKind.DECIMAL),
        Column("Target", CellKind.DECIMAL, missing="not set"),
        Column("Due", CellKind.DATE, missing="not set"),
        Column("Actual", CellKind.DECIMAL, missing="not measured"),
        Column("Measured", CellKind.DATE, missing="not measured"),
    )
    rows = tuple(
        (
            f"{one.code} {one.title}",
            one.direction.label,
            one.unit,
            _thousandths(one.baseline),
            _thousandths(one.target),
            one.due_on,
            _thousandths(one.actual),
            one.measured_on,
        )
        for one in found
    )
    measured = sum(one.actual is not None for one in found)
    told = sentence(f"{counted(len(found), 'objective')}; {measured} of them measured.")
    table = Table("Objectives", columns, rows, empty="No objective is set yet.")
    return Section("Objectives", (Paragraph(told), table))


def _initiatives(initiatives: Sequence[Initiative], today: date) -> Table:
    numbers = decision_numbers(one.decision_id for one in initiatives)
    code_of = {one.id: one.code for one in initiatives}
    columns = (
        Column("Initiative"),
        Column("Phase"),
        Column("Status"),
        Column("Timing", missing="cancelled"),
        Column("Owner", missing="nobody yet"),
        Column("Starts", CellKind.DATE, missing="no date yet"),
        Column("Ends", CellKind.DATE, missing="no date yet"),
        Column("Duration", CellKind.INT, "days"),
        Column("Waits for", missing="nothing"),
        Column("Decision", missing="not decided"),
    )
    rows = tuple(
        (
            f"{one.code} {one.title}",
            f"{one.phase.code} {one.phase.title}" if one.phase else WITHOUT_PHASE,
            one.status.label,
            None if one.status is Status.CANCELLED else timing(one, today).label,
            one.owner.name if one.owner else None,
            one.starts_on,
            one.ends_on,
            one.days,
            ", ".join(code_of[link.before_id] for link in one.waits_for) or None,
            numbers.get(one.decision_id) if one.decision_id else None,
        )
        for one in initiatives
    )
    return Table("Initiatives", columns, rows, empty="No initiative is planned yet.")


def _when(going: Sequence[Initiative], today: date) -> str:
    if not going:
        return "No initiative is planned yet."
    late = sum(timing(one, today) is Timing.LATE for one in going)
    ends = [one.ends_on for one in going if one.ends_on]
    last = f"; the last ends in {max(ends):%B %Y}" if ends else "; none has dates yet"
    return sentence(f"{counted(len(going), 'initiative')}, {late or 'none'} of them late{last}.")


def _thousandths(value: Decimal | None) -> int | None:
    return None if value is None else int(value * 1000)
