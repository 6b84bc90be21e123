"""The work that decides the end date: what has no slack and is not finished."""

from collections.abc import Mapping

from app.engine.scheduling.work import Dates, Work


def critical(work: Mapping[str, Work], dates: Mapping[str, Dates]) -> tuple[str, ...]:
    """Keys in order of start; moving any of them by a day moves the end of the whole by a day."""
    decisive = (key for key, at in dates.items() if at.slack == 0 and not work[key].finished_on)
    return tuple(sorted(decisive, key=lambda key: (dates[key].early.first, key)))
