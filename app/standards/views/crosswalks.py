"""Cross-walks between packs: list, one with its lines, add, export; the way to an answer."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.standards.facts import Subject
from app.standards.forms.packs import CrosswalkForm
from app.standards.importing import PackRefused
from app.standards.importing.crosswalks import crosswalk_file_of, written_crosswalk
from app.standards.models import Crosswalk
from app.standards.queries import assessments, catalog, crosswalks
from app.standards.services.crosswalks import publish_crosswalk
from app.web.access import allow


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "standards/crosswalks/index.html",
        crosswalks=crosswalks.list_crosswalks(),
        titles={line.pack.code: line.pack.title for line in catalog.list_packs()},
    )


@allow(Permission.STANDARDS_READ)
def show(crosswalk_id: int) -> ResponseReturnValue:
    walk = crosswalks.get_crosswalk(crosswalk_id)
    ends = [catalog.version_in_force(code) for code in (walk.from_code, walk.to_code)]
    criteria = [{one.code: one for one in pack.criteria} if pack else {} for pack in ends]
    ids = {one.id for side in criteria for one in side.values()}
    return render_template(
        "standards/crosswalks/show.html",
        walk=walk,
        lines=list(zip(walk.lines, crosswalk_file_of(walk).lines, strict=True)),
        ends=ends,
        criteria=criteria,
        derived=crosswalks.derived_counts(ids),
        changes=history_of(Crosswalk.__tablename__, walk.id),
    )


@allow(Permission.STANDARDS_READ)
def export(crosswalk_id: int) -> ResponseReturnValue:
    walk = crosswalks.get_crosswalk(crosswalk_id)
    return Response(
        written_crosswalk(crosswalk_file_of(walk)),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{walk.code}.toml"'},
    )


@allow(Permission.STANDARDS_MANAGE)
def new() -> ResponseReturnValue:
    form = CrosswalkForm()
    faults: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            with unit_of_work():
                walk = publish_crosswalk(form.file.data.read())
            flash(f"{walk.title} is published, and answers follow along it.", "success")
            return redirect(url_for(".show_crosswalk", crosswalk_id=walk.id), 303)
        except PackRefused as refused:
            faults = refused.faults
    status = 422 if form.errors or faults else 200
    return render_template("standards/crosswalks/new.html", form=form, faults=faults), status


@allow(Permission.STANDARDS_READ)
def show_answer(answer_id: int) -> ResponseReturnValue:
    """On to the sheet on which an answer stands, at its line."""
    sheet, criterion = assessments.sheet_of_answer(answer_id)
    subject = next(one for one in Subject if one.key == sheet.subject_key)
    return redirect(
        url_for(
            ".show_sheet",
            pack_id=sheet.pack_id,
            subject=subject,
            subject_id=sheet.subject_id,
            _anchor=criterion.code,
        ),
        303,
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/crosswalks/", "list_crosswalks", index)
    bp.add_url_rule("/crosswalks/new", "add_crosswalk", new, methods=["GET", "POST"])
    bp.add_url_rule("/crosswalks/<int:crosswalk_id>", "show_crosswalk", show)
    bp.add_url_rule("/crosswalks/<int:crosswalk_id>.toml", "export_crosswalk", export)
    bp.add_url_rule("/answers/<int:answer_id>", "show_answer", show_answer)
