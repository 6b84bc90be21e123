"""The service lines, and how many departments offer each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from app.kernel.db import db
from app.organization.models import Department, ServiceLine


def list_with_departments() -> Sequence[Row[*tuple[Any, ...]]]:
    departments = (
        select(func.count())
        .where(Department.service_line_id == ServiceLine.id)
        .scalar_subquery()
        .label("departments")
    )
    return db.session.execute(
        select(ServiceLine.__table__, departments).order_by(ServiceLine.number)
    ).all()


def choices() -> list[tuple[str, str]]:
    lines = select(ServiceLine.code, ServiceLine.name).order_by(ServiceLine.number)
    return [(one.code, one.name) for one in db.session.execute(lines)]
