"""Sheets: bring one, say what it holds, look at what would happen, apply it, undo it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.inventory.facts.imports import RowFate, SheetKind, SheetState
from app.inventory.forms.imports import ApplyForm, StartForm, UndoForm, UploadForm, columns_form
from app.inventory.importing.layouts import LAYOUTS
from app.inventory.importing.mapping import from_plain
from app.inventory.models import Sheet
from app.inventory.queries import imports as queries
from app.inventory.services.imports import applying, mappings, staging, undoing
from app.inventory.services.imports.applying import Consent
from app.inventory.services.imports.staging import Choice, Upload
from app.inventory.views.previews import Preview, preview_of, samples_of
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.spreadsheets.tables import Workbook
from app.web.access import allow, current_actor

AS_BEFORE = ""


@allow(Permission.INVENTORY_IMPORT)
def index() -> ResponseReturnValue:
    sheets = queries.list_for(current_actor(), before=request.args.get("before", type=int))
    return render_template(
        "inventory/imports/index.html",
        sheets=sheets[: queries.PAGE_SIZE],
        next_before=sheets[queries.PAGE_SIZE - 1].id if len(sheets) > queries.PAGE_SIZE else None,
        mappings=queries.mappings_for(),
        kinds=SheetKind,
    )


@allow(Permission.INVENTORY_IMPORT)
def upload() -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        file = form.file.data
        brought = Upload(file.read(), file.filename or "", form.kind.data)
        with form.blamed(), unit_of_work():
            sheet = staging.stage(brought, actor=current_actor(), at=clock.now())
        if not form.errors:
            return redirect(url_for(".choose_import_columns", sheet_id=sheet.id), 303)
    status = 422 if form.errors else 200
    return render_template("inventory/imports/new.html", form=form, kinds=SheetKind), status


@allow(Permission.INVENTORY_IMPORT)
def columns(sheet_id: int) -> ResponseReturnValue:
    actor = current_actor()
    sheet = queries.get_for(actor, sheet_id)
    if sheet.state is not SheetState.STAGED:
        return redirect(url_for(".show_import", sheet_id=sheet_id), 303)
    book = queries.workbook_of(sheet)
    choice, start = _chosen(sheet, book)
    layout, table = LAYOUTS[choice.kind], staging.table_in(book, choice.table_name)
    form = columns_form(layout, table, choice.mapping)
    if form.validate_on_submit():
        mapping = form.mapping(table, layout)
        with form.blamed(), unit_of_work():
            staging.choose(sheet, Choice(choice.kind, table.name, mapping), actor=actor)
            if form.save_as.data:
                mappings.save_mapping(form.save_as.data, choice.kind, mapping)
        if not form.errors:
            return redirect(url_for(".show_import", sheet_id=sheet_id), 303)
    return render_template(
        "inventory/imports/columns.html",
        sheet=sheet,
        notes=book.notes,
        start=start,
        form=form,
        rows=list(zip(table.headings, form.columns, samples_of(table), strict=True)),
        row_count=len(table.rows),
        layout=layout,
    ), 422 if form.errors else 200


def _chosen(sheet: Sheet, book: Workbook) -> tuple[Choice, StartForm]:
    """The table, the kind and the mapping: as kept with the sheet, unless the address asks anew."""
    asked = {name: value for name, value in request.values.items() if value}
    kind = SheetKind(asked["kind"]) if asked.get("kind") in LAYOUTS else sheet.kind
    names = {table.name for table in book.tables}
    asked_table = asked.get("table_name") or asked.get("table")
    name = asked_table if asked_table in names else sheet.table_name
    saved = queries.mappings_for(kind)
    start = StartForm(data={"table": name, "kind": kind.value, "mapping": asked.get("mapping")})
    start.table.choices = [(table.name, table.name) for table in book.tables]
    start.mapping.choices = [(AS_BEFORE, "As its headings suggest")]
    start.mapping.choices += [(str(one.id), f"Like “{one.name}”") for one in saved]
    by_name = next((one for one in saved if str(one.id) == asked.get("mapping")), None)
    if by_name is not None:
        mapping = staging.refitted(sheet, from_plain(by_name.mapping), name)
    elif (kind, name) == (sheet.kind, sheet.table_name) and "mapping" not in request.args:
        mapping = from_plain(sheet.mapping)
    else:
        mapping = staging.suggested(sheet, kind, name)
    return Choice(kind, name, mapping), start


@allow(Permission.INVENTORY_IMPORT)
def show(sheet_id: int) -> ResponseReturnValue:
    sheet = queries.get_for(current_actor(), sheet_id)
    if sheet.state is SheetState.STAGED and sheet.plan_digest is None:
        return redirect(url_for(".choose_import_columns", sheet_id=sheet_id), 303)
    form = ApplyForm(data={"digest": sheet.plan_digest})
    return _page(sheet, form), 200


def _page(sheet: Sheet, form: ApplyForm) -> str:
    return render_template(
        "inventory/imports/show.html",
        sheet=sheet,
        layout=LAYOUTS[sheet.kind],
        preview=_preview(sheet),
        form=form,
        undo_form=UndoForm(),
        applied_before=queries.count_applied(sheet.sha256),
        fates=RowFate,
    )


def _preview(sheet: Sheet) -> Preview:
    fate = request.args.get("fate", "")
    return preview_of(sheet, fate, after=request.args.get("after", -1, type=int))


@allow(Permission.INVENTORY_IMPORT)
def check_again(sheet_id: int) -> ResponseReturnValue:
    actor = current_actor()
    with unit_of_work():
        sheet = queries.get_for(actor, sheet_id, lock=True)
        staging.look_again(sheet, actor=actor)
    flash("Checked again, against what is known now.")
    return redirect(url_for(".show_import", sheet_id=sheet_id), 303)


@allow(Permission.INVENTORY_IMPORT)
def apply(sheet_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), ApplyForm()
    if form.validate_on_submit():
        consent = Consent(form.digest.data, form.reason.data, bool(form.only_good_rows.data))
        with form.blamed(), unit_of_work(reason=consent.reason):
            sheet = queries.get_for(actor, sheet_id, lock=True)
            applying.apply(sheet, consent, actor=actor, at=clock.now())
        if not form.errors:
            flash("Applied. It can be undone on this page.", "success")
            return redirect(url_for(".show_import", sheet_id=sheet_id), 303)
    return _page(queries.get_for(actor, sheet_id), form), 422


@allow(Permission.INVENTORY_IMPORT)
def undo(sheet_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), UndoForm()
    if not form.validate_on_submit():
        flash("Say why the sheet is taken back.", "error")
        return redirect(url_for(".show_import", sheet_id=sheet_id), 303)
    with unit_of_work(reason=form.reason.data):
        sheet = queries.get_for(actor, sheet_id, lock=True)
        undoing.undo(sheet, actor=actor, at=clock.now())
    flash("Taken back.", "success")
    return redirect(url_for(".show_import", sheet_id=sheet_id), 303)


@allow(Permission.INVENTORY_IMPORT)
def discard(sheet_id: int) -> ResponseReturnValue:
    with unit_of_work():
        staging.discard(queries.get_for(current_actor(), sheet_id, lock=True))
    flash("The sheet is forgotten; nothing was changed.")
    return redirect(url_for(".list_imports"), 303)


@allow(Permission.INVENTORY_IMPORT)
def forget_mapping(mapping_id: int) -> ResponseReturnValue:
    with unit_of_work():
        mappings.forget_mapping(queries.get_mapping(mapping_id))
    flash("The mapping is forgotten.")
    return redirect(url_for(".list_imports"), 303)


def add_to(bp: Blueprint) -> None:
    one, both = "/imports/<int:sheet_id>", ["GET", "POST"]
    bp.add_url_rule("/imports/", "list_imports", index)
    bp.add_url_rule("/imports/new", "new_import", upload, methods=both)
    bp.add_url_rule(one, "show_import", show)
    bp.add_url_rule(f"{one}/columns", "choose_import_columns", columns, methods=both)
    for name, view in (
        ("check", check_again),
        ("apply", apply),
        ("undo", undo),
        ("discard", discard),
    ):
        bp.add_url_rule(f"{one}/{name}", f"{name}_import", view, methods=["POST"])
    bp.add_url_rule(
        "/imports/mappings/<int:mapping_id>/forget",
        "forget_mapping",
        forget_mapping,
        methods=["POST"],
    )
