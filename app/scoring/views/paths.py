"""Image paths: of a source, link by link; of a department, stage by stage; of all, their breaks."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.engine.paths.stages import WORDS_OF_STAGE
from app.kernel import clock
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.organization.queries import departments
from app.scoring.queries.maturity import service_areas
from app.scoring.services.paths import department_path, department_paths, follow
from app.standards.facts import Subject
from app.standards.queries import assessments
from app.web.access import allow, current_actor


@allow(Permission.STANDARDS_READ)
def show(source_id: int) -> ResponseReturnValue:
    actor, on = current_actor(), clock.today()
    profile = assessments.get_for(actor, Subject.ASSET, source_id)
    path = follow(source_id, on=on)
    if path is None:
        raise NotFound("Only a source has a way of images.")
    return render_template(
        "scoring/paths/show.html",
        profile=profile,
        path=path,
        on=on,
        may_say=actor.may_in(Permission.INVENTORY_EDIT, profile.department_id),
    )


@allow(Permission.STANDARDS_READ)
def show_department(department_id: int) -> ResponseReturnValue:
    department = departments.get_for(current_actor(), department_id)
    return render_template(
        "scoring/paths/department.html",
        department=department,
        path=department_path(department_id, on=clock.today()),
        words=WORDS_OF_STAGE,
    )


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    areas = service_areas()
    paths = department_paths([one.id for one in areas], on=clock.today())
    return render_template(
        "scoring/paths/index.html",
        rows=[(one, paths[one.id]) for one in areas],
        broken=sum(paths[one.id].first_break is not None for one in areas),
        words=WORDS_OF_STAGE,
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/paths/", "list_paths", index)
    bp.add_url_rule("/paths/<int:source_id>", "show_path", show)
    bp.add_url_rule(
        "/paths/departments/<int:department_id>", "show_department_path", show_department
    )
