"""Two versions of a pack side by side: what is asked otherwise, and who stands otherwise for it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.engine.scoring.status import FitStatus
from app.kernel import clock
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.scoring.services.upgrade import upgrade
from app.standards.importing import file_of
from app.standards.models import Pack
from app.standards.queries import catalog
from app.standards.services.versions import compare
from app.web.access import allow


@allow(Permission.STANDARDS_READ)
def show(pack_id: int, other_id: int) -> ResponseReturnValue:
    before, after = _versions(pack_id, other_id)
    found = upgrade(before, after, on=clock.today())
    return render_template(
        "scoring/versions/show.html",
        before=before,
        after=after,
        versions=catalog.versions_of(after.code),
        comparison=compare(file_of(before), file_of(after)),
        upgrade=found,
        reasons=found.reasons,
        statuses=[fit for fit in FitStatus if found.before[fit] or found.after[fit]],
        by_code={one.code: one for pack in (before, after) for one in pack.criteria},
    )


def _versions(pack_id: int, other_id: int) -> tuple[Pack, Pack]:
    before, after = catalog.get_pack(pack_id), catalog.get_pack(other_id)
    if before.code != after.code or before.id == after.id:
        raise NotFound("These are not two versions of one pack.")
    return before, after


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/versions/<int:pack_id>/<int:other_id>", "compare_versions", show)
