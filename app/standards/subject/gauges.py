"""What a decision may move of open gaps and waivers, measured for the preview of ballots."""

from collections.abc import Iterator
from datetime import date

from app.kernel.outlook import Reading, Topic, Touched, Unit
from app.kernel.words import label_of
from app.standards.queries import waivers
from app.standards.queries.gaps import gaps_in_force


def gaps(_day: date, _touched: Touched) -> Iterator[Reading]:
    """Answers below the line, and those looked for in vain, by pack in force and tier."""
    for (pack, title, tier), gap in gaps_in_force().items():
        criteria = f"{label_of(tier).lower()} criteria ({title})"
        yield Reading(
            f"gaps:{pack}:{tier}:below",
            Topic.GAPS,
            f"Answers below the line of {criteria}",
            Unit.COUNT,
            str(gap.below),
        )
        yield Reading(
            f"gaps:{pack}:{tier}:unknown",
            Topic.GAPS,
            f"Answers not known to {criteria}",
            Unit.COUNT,
            str(gap.unknown),
        )


def waivers_in_force(day: date, _touched: Touched) -> Iterator[Reading]:
    many = waivers.how_many(day)
    yield Reading("waivers", Topic.GAPS, "Waivers in force", Unit.COUNT, str(many))
