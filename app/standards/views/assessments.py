"""What has been assessed and how far it has come."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.inventory.facts.vocabulary.assets import AssetKind
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.policy import may_answer
from app.standards.queries import assessments, catalog
from app.standards.services import following
from app.web.access import allow, current_actor


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
        may_begin=bool(pack.rules) and may_answer(current_actor(), Subject.PROGRAM, None),
    )


@allow(Permission.STANDARDS_ANSWER)
def begin(pack_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    with unit_of_work(reason="Begun from the inventory"):
        begun = following.begin_sheets(pack, actor=current_actor())
    if begun:
        flash(
            f"{begun:,} sheets are begun; the next rounds of due work fill them by rule.", "success"
        )
    else:
        flash("Every asset has its sheet already.")
    return redirect(url_for(".list_assessments", pack=pack_id), 303)


def _chosen_pack() -> Pack | None:
    pack_id = request.args.get("pack", type=int)
    return catalog.find_leading_pack() if pack_id is None else catalog.get_pack(pack_id)


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/assessments/", "list_assessments", index)
    bp.add_url_rule("/packs/<int:pack_id>/begin", "begin_sheets", begin, methods=["POST"])
