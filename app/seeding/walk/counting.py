"""What the walk counts in the database, and which product it retires."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.inventory.models import Application, Vendor
from app.kernel.db import db
from app.organization.facts import FacilityLevel
from app.organization.models import Facility

WITHDRAWN = "Withdrawn by Developer"


def sites_in_the_tree() -> int:
    """Sites that stand below a system that stands below a region; a system is a site itself."""
    above, top = aliased(Facility), aliased(Facility)
    below = (
        select(func.count())
        .select_from(Facility)
        .join(above, Facility.parent_id == above.id)
        .join(top, above.parent_id == top.id)
        .where(above.level == FacilityLevel.SYSTEM, top.level == FacilityLevel.REGION)
    )
    systems = (
        select(func.count())
        .select_from(Facility)
        .join(top, Facility.parent_id == top.id)
        .where(Facility.level == FacilityLevel.SYSTEM, top.level == FacilityLevel.REGION)
    )
    return (db.session.scalar(below) or 0) + (db.session.scalar(systems) or 0)


def unconfirmed_vendors() -> int:
    vendors = select(func.count()).select_from(Vendor).where(Vendor.confirmed_at.is_(None))
    return db.session.scalar(vendors) or 0


def withdrawn_product() -> Application:
    """The first product by code whose developer has withdrawn its certificate."""
    withdrawn = select(Application).where(Application.certification.endswith(WITHDRAWN))
    return db.session.scalars(withdrawn.order_by(Application.code).limit(1)).one()
