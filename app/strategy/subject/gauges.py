"""What a decision may move of the roadmap and of dispositions, measured for the preview."""

from collections.abc import Iterator
from datetime import date

from app.kernel.outlook import NOT_KNOWN, Reading, Topic, Touched, Unit
from app.kernel.words import label_of
from app.strategy.queries.dispositions import decided_on
from app.strategy.queries.initiatives import dates
from app.strategy.subject.initiatives import INITIATIVE


def roadmap(_on: date, _touched: Touched) -> Iterator[Reading]:
    """Each initiative with its status and its days, and the last day of all."""
    last: date | None = None
    for one in dates():
        about, name = (INITIATIVE.key, one.id), f"{one.code} {one.title}"
        said = (
            ("status", Unit.WORD, label_of(one.status)),
            ("start", Unit.DAY, _day(one.starts_on)),
            ("end", Unit.DAY, _day(one.ends_on)),
        )
        for what, unit, value in said:
            key = f"initiative:{one.id}:{what}"
            yield Reading(key, Topic.ROADMAP, f"{name}: {what}", unit, value, about)
        last = max((one.ends_on, last), key=lambda day: day or date.min)
    yield Reading("roadmap:end", Topic.ROADMAP, "Last day of the roadmap", Unit.DAY, _day(last))


def dispositions(day: date, touched: Touched) -> Iterator[Reading]:
    """What is decided for each asset, as far as the decision holds on that day."""
    for one in decided_on(day, {number for key, number in touched if key == "inventory_asset"}):
        about, name = ("inventory_asset", one.asset_id), f"{one.code} {one.name}"
        word = label_of(one.disposition) if one.disposition else NOT_KNOWN
        said = (("decided", Unit.WORD, word), ("done by", Unit.DAY, _day(one.target_on)))
        for what, unit, value in said:
            key = f"disposition:{one.asset_id}:{what}"
            yield Reading(key, Topic.DISPOSITIONS, f"{name}: {what}", unit, value, about)


def _day(day: date | None) -> str:
    return day.isoformat() if day else NOT_KNOWN
