"""The history pages: everything, newest first; and one thing's."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.audit import queries
from app.kernel.permissions import Permission
from app.web.access import allow

bp = Blueprint("audit", __name__, url_prefix="/history")
PAGE = 50


@bp.get("/", endpoint="show_history")
@allow(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    before = request.args.get("before", type=int)
    changes = queries.latest(before=before, limit=PAGE)
    return render_template(
        "audit/history/index.html",
        changes=changes,
        older=changes[-1].id if len(changes) == PAGE else None,
        head=queries.head(),
    )


@bp.get("/<subject_type>/<int:subject_id>", endpoint="show_history_of")
@allow(Permission.AUDIT_READ)
def show(subject_type: str, subject_id: int) -> ResponseReturnValue:
    changes = queries.history_of(subject_type, subject_id, limit=500)
    return render_template(
        "audit/history/show.html",
        changes=changes,
        subject_type=subject_type,
        subject_id=subject_id,
    )
