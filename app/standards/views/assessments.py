"""What has been assessed and how far it has come."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.inventory.facts.vocabulary.assets import AssetKind
from app.kernel.permissions import Permission
from app.standards.models import Pack
from app.standards.queries import assessments, catalog
from app.web.access import allow


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    pack = _chosen_pack()
    if pack is None:
        return render_template("standards/sheets/none.html")
    kind = request.args.get("kind", type=AssetKind)
    after = request.args.get("after", "")
    rows = assessments.asset_progress(pack, kind, after=after)
    return render_template(
        "standards/sheets/index.html",
        pack=pack,
        packs=catalog.list_packs(),
        kind=kind,
        kinds=list(AssetKind),
        program=assessments.program_progress(pack),
        departments=assessments.department_progress(pack),
        assets=rows[: assessments.PAGE],
        has_more=len(rows) > assessments.PAGE,
        after=after,
    )


def _chosen_pack() -> Pack | None:
    pack_id = request.args.get("pack", type=int)
    return catalog.find_leading_pack() if pack_id is None else catalog.get_pack(pack_id)


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/assessments/", "list_assessments", index)
