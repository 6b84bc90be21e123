"""What the walk counts in the database, and which product it retires."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from app.audit.services import verify
from app.inventory.models import Application, Vendor
from app.kernel.db import db
from app.kernel.errors import Conflict
from app.organization.facts import FacilityLevel
from app.organization.models import Facility
from app.standards.models import Answer

WITHDRAWN = "Withdrawn by Developer"


def regions() -> int:
    return _count(Facility.level == FacilityLevel.REGION)


def systems_in_regions() -> int:
    above = aliased(Facility)
    return _count(
        Facility.level == FacilityLevel.SYSTEM,
        Facility.parent_id.in_(select(above.id).where(above.level == FacilityLevel.REGION)),
    )


def sites_in_systems() -> int:
    """Sites below a system, and the systems: the list has each system as a site of its own."""
    above = aliased(Facility)
    below = _count(
        Facility.parent_id.in_(select(above.id).where(above.level == FacilityLevel.SYSTEM))
    )
    return below + systems_in_regions()


def vendors_suggested() -> int:
    vendors = select(func.count()).select_from(Vendor).where(Vendor.confirmed_at.is_(None))
    return db.session.scalar(vendors) or 0


def withdrawn_product() -> Application:
    """The first product by code whose developer has withdrawn its certificate."""
    withdrawn = select(Application).where(Application.certification.endswith(WITHDRAWN))
    return db.session.scalars(withdrawn.order_by(Application.code).limit(1)).one()


def answers_that_follow() -> int:
    derived = select(func.count()).where(Answer.derived_from_id.is_not(None))
    return db.session.scalar(derived) or 0


def changes_in_the_chain() -> int:
    verdict = verify()
    if verdict.fault:
        raise Conflict(verdict.fault)
    return verdict.changes


def _count(*conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(Facility).where(*conditions)
    return db.session.scalar(counted) or 0
