"""The service lines, as reference."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.permissions import Permission
from app.organization.queries import service_lines as queries
from app.web.access import allow


@allow(Permission.ORGANIZATION_READ)
def index() -> ResponseReturnValue:
    lines = queries.list_with_departments()
    return render_template("organization/service_lines/index.html", lines=lines)


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/service-lines/", "list_service_lines", index)
