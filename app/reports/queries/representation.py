"""Who makes images, who has a seat, who takes part: by the constituency that speaks for them."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from sqlalchemy import select

from app.governance.facts import Constituency
from app.governance.models import Seat
from app.governance.queries import records
from app.inventory.models import Source
from app.kernel.db import db
from app.organization.models import Department, ServiceLine


@dataclass(slots=True)
class Voice:
    """`studies` counts what is known; `unknown` are the sources that say no figure."""

    constituency: Constituency | None
    departments: list[str] = field(default_factory=list)
    studies: int | None = None
    unknown: int = 0
    seats: int = 0
    filled: int = 0
    called: int = 0
    came: int = 0

    @property
    def makes_images(self) -> bool:
        return bool(self.departments)

    @property
    def is_silent(self) -> bool:
        return self.makes_images and not self.filled


@cache
def speakers() -> Mapping[str, Constituency]:
    """The constituency of each service line, from reference/voices.toml."""
    text = files("app.reports").joinpath("reference/voices.toml").read_text("utf-8")
    return {
        line: Constituency(word) for word, lines in tomllib.loads(text).items() for line in lines
    }


def voices(on: date) -> list[Voice]:
    """Every constituency that makes images or has a voting seat; the busiest first."""
    found: dict[Constituency | None, Voice] = {}
    _add_departments(found)
    _add_seats(found, on)
    return sorted(
        found.values(),
        key=lambda one: (-(one.studies or 0), one.constituency or ""),
    )


def _add_departments(found: dict[Constituency | None, Voice]) -> None:
    rows = db.session.execute(
        select(Department.id, Department.name, ServiceLine.code)
        .outerjoin(ServiceLine, Department.service_line_id == ServiceLine.id)
        .order_by(Department.name)
    )
    studies = _studies()
    for department_id, name, line in rows:
        constituency = speakers().get(line or "")
        voice = found.setdefault(constituency, Voice(constituency))
        voice.departments.append(name)
        for figure in studies.get(department_id, ()):
            if figure is None:
                voice.unknown += 1
            else:
                voice.studies = (voice.studies or 0) + figure


def _studies() -> Mapping[int, Sequence[int | None]]:
    """What each source that is in use says it makes in a year, by department."""
    rows = db.session.execute(
        select(Source.department_id, Source.annual_studies).where(
            Source.department_id.is_not(None), Source.retired_on.is_(None)
        )
    )
    found: dict[int, list[int | None]] = defaultdict(list)
    for department_id, figure in rows:
        if department_id is not None:
            found[department_id].append(figure)
    return found


def _add_seats(found: dict[Constituency | None, Voice], on: date) -> None:
    seats = db.session.scalars(select(Seat).where(Seat.is_voting).order_by(Seat.id)).all()
    kept = {body_id: records.of_body(body_id) for body_id in {one.body_id for one in seats}}
    for seat in seats:
        voice = found.setdefault(seat.constituency, Voice(seat.constituency))
        record = kept[seat.body_id].get(seat.id, ())
        voice.seats += 1
        voice.filled += seat.is_filled(on)
        voice.called += len(record)
        voice.came += sum(one.came for one in record)
