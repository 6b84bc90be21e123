"""Departments by filter; one with what it belongs to."""

from collections.abc import Collection

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.facts import key_of
from app.kernel.listing import Facet, Key, Listing, Rows, Sort, an_id
from app.kernel.permissions import Actor
from app.organization.facts import OnboardingStage, SupportModel, Tradition
from app.organization.models import Department, Facility, ServiceLine

_ID = Key(Department.id, int)
DEPARTMENTS = Listing(
    name="organization_department",
    facets=(
        Facet(
            "tradition",
            "Tradition",
            Department.tradition,
            Tradition,
            label_of=lambda value: Tradition(value).label,
        ),
        Facet(
            "stage",
            "Stage",
            Department.onboarding_stage,
            OnboardingStage,
            label_of=lambda value: OnboardingStage(value).label,
        ),
        Facet(
            "support",
            "Supported by",
            Department.support_model,
            SupportModel,
            label_of=lambda value: SupportModel(value).label,
        ),
        Facet(
            "facility",
            "Facility",
            Department.facility_id,
            an_id,
            named_by=(Facility.id, Facility.name),
        ),
        Facet(
            "line",
            "Service line",
            Department.service_line_id,
            an_id,
            named_by=(ServiceLine.id, ServiceLine.name),
        ),
    ),
    sorts=(
        Sort("name", "Name", (Key(Department.name), _ID)),
        Sort("code", "Code", (Key(Department.code), _ID)),
        Sort(
            "events",
            "Imaging events",
            (Key(Department.annual_imaging_events, int, nullable=True), _ID),
            descending=True,
        ),
    ),
    matches=lambda text: or_(
        func.lower(Department.name).contains(key_of(text), autoescape=True),
        func.lower(Department.code).startswith(key_of(text), autoescape=True),
    ),
)


def visible_to(_actor: Actor) -> Select[Department]:
    """Everyone who may read the organization sees every department."""
    return select(Department)


def rows_for(_actor: Actor) -> Rows:
    return (
        select(
            Department.id,
            Department.code,
            Department.name,
            Department.tradition,
            Department.onboarding_stage,
            Department.support_model,
            Department.annual_imaging_events,
            Facility.name.label("facility"),
            ServiceLine.name.label("service_line"),
            Person.name.label("lead"),
        )
        .select_from(Department)
        .outerjoin(Facility, Department.facility_id == Facility.id)
        .outerjoin(ServiceLine, Department.service_line_id == ServiceLine.id)
        .outerjoin(Person, Department.lead_id == Person.id)
    )


def get_for(actor: Actor, department_id: int) -> Department:
    found = db.session.scalar(
        visible_to(actor)
        .where(Department.id == department_id)
        .options(
            joinedload(Department.facility),
            joinedload(Department.service_line),
            joinedload(Department.lead),
        )
    )
    if found is None:
        raise NotFound("There is no such department.")
    return found


def choices(among: Collection[int] | None = None) -> list[tuple[str, str]]:
    """Code and name of each department, or of some, for a form."""
    departments = select(Department.code, Department.name).order_by(Department.name)
    if among is not None:
        departments = departments.where(Department.id.in_(among))
    return [(one.code, one.name) for one in db.session.execute(departments)]
