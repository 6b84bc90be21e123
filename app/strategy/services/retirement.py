"""Whether things may be retired: the guard that pages, API and sheets pass."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.engine.fit.retirement import Residual, residuals
from app.kernel import clock
from app.strategy.queries import retirement as queries


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is to go, with what still holds it back."""

    asset_id: int
    code: str
    name: str
    residuals: tuple[Residual, ...]


def blocking(asset_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """By asset, a sentence for each condition that does not hold today."""
    return {
        asset_id: [one.sentence for one in residuals(thing)]
        for asset_id, thing in queries.leaving(asset_ids, clock.today()).items()
    }


def waiting_to_leave(on: date) -> list[Row]:
    """Everything decided to go, the readiest first."""
    listed = queries.to_leave()
    things = queries.leaving([asset_id for asset_id, _, _ in listed], on)
    rows = [
        Row(asset_id, code, name, residuals(things[asset_id])) for asset_id, code, name in listed
    ]
    return sorted(rows, key=lambda row: (len(row.residuals), row.code))
