"""Readiness of departments: where each stands."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel.permissions import Permission
from app.scoring.queries import scores
from app.scoring.views.program import chosen_pack
from app.standards.queries import catalog
from app.web.access import allow


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    pack = chosen_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    lines = scores.list_departments(pack)
    return render_template(
        "scoring/departments/index.html",
        pack=pack,
        packs=catalog.list_packs(),
        lines=lines,
        assessed=sum(line.score is not None for line in lines),
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/departments/", "list_departments", index)
