"""Add a place, change it, move it in the tree."""

from typing import Any

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Conflict
from app.kernel.facts import Refused
from app.organization.facts import FacilityFacts
from app.organization.models import Facility
from app.organization.queries.facilities import ids_above
from app.organization.queries.references import directory_of_facts
from app.organization.translate import columns_of


def add_facility(facts: FacilityFacts) -> Facility:
    _refuse_taken(facts, None)
    facility = Facility(**columns_of(facts, directory_of_facts([facts])))
    db.session.add(facility)
    db.session.flush()
    return facility


def change_facility(facility: Facility, facts: FacilityFacts, *, version: int) -> None:
    """The tree stays a tree: no place comes to stand below itself, nor do two moves at once."""
    if facility.version != version:
        raise Conflict("Someone else changed this facility first. Load it again and repeat.")
    _refuse_taken(facts, facility.id)
    columns: dict[str, Any] = columns_of(facts, directory_of_facts([facts]))
    if columns["parent_id"] != facility.parent_id:
        _wait_for_other_moves()
        if facility.id in ids_above(columns["parent_id"]):
            raise Refused({"parent": "A place cannot stand below itself. Choose another one."})
    for name, value in columns.items():
        setattr(facility, name, value)
    db.session.flush()


def _refuse_taken(facts: FacilityFacts, own_id: int | None) -> None:
    holder = db.session.scalar(select(Facility.id).where(Facility.code == facts.code))
    if holder not in (None, own_id):
        raise Refused({"code": f"Another facility has the code {facts.code}."})


def _wait_for_other_moves() -> None:
    """All moves lock the same row, so that each sees the tree the one before left."""
    db.session.execute(select(Facility.id).order_by(Facility.id).limit(1).with_for_update())
