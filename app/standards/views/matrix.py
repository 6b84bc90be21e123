"""Many assets and the criteria of one section, answered on one page."""

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.inventory.facts.vocabulary.assets import AssetKind
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.organization.queries.departments import choices as department_choices
from app.standards.forms.matrix import MatrixForm
from app.standards.queries import catalog
from app.standards.queries.matrix import Which
from app.standards.services import matrix as services
from app.standards.services.matrix import Matrix, MatrixRefused, Typed
from app.web.access import allow, current_actor

SEEN = re.compile(r"(\d{1,9}):(.*)", re.DOTALL)


@allow(Permission.STANDARDS_READ)
def show(pack_id: int, element: str) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    chapter = catalog.element_of(pack, element)
    which = Which(
        request.args.get("kind", AssetKind.SOURCE, type=AssetKind),
        request.args.get("department", type=int),
        request.args.get("after", ""),
    )
    matrix = services.matrix_of(pack, chapter, which, actor=current_actor())
    form = MatrixForm()
    refused: MatrixRefused | None = None
    typed = _typed(matrix)
    if form.validate_on_submit():
        try:
            with unit_of_work():
                kept = services.save_matrix(
                    matrix, typed, form.reason.data or "", actor=current_actor(), at=clock.now()
                )
            flash(f"{kept} answer{'' if kept == 1 else 's'} saved.", "success")
            return redirect(_here(matrix, which), 303)
        except MatrixRefused as refusal:
            refused = refusal
    problems = refused.problems if refused else ()
    return render_template(
        "standards/matrix/show.html",
        matrix=matrix,
        which=which,
        form=form,
        typed=typed if request.method == "POST" else {},
        problems=problems,
        wrong={one.cell.key: one for one in problems},
        kinds=list(AssetKind),
        departments=department_choices(),
    ), _status(problems, form)


def _typed(matrix: Matrix) -> dict[str, Typed]:
    """Cells that came with the request, each with what stood there when it was shown."""
    typed = {}
    for cell in matrix.cells:
        text = request.form.get(f"c-{cell.key}")
        seen = SEEN.fullmatch(request.form.get(f"s-{cell.key}", "0:"))
        if text is not None and seen is not None:
            typed[cell.key] = Typed(" ".join(text.split()), seen[2], int(seen[1]))
    return typed


def _here(matrix: Matrix, which: Which) -> str:
    return url_for(
        ".show_matrix",
        pack_id=matrix.pack.id,
        element=matrix.element.code,
        kind=which.kind.value,
        department=which.department_id,
        after=which.after or None,
    )


def _status(problems: tuple[services.Problem, ...], form: MatrixForm) -> int:
    if problems and all(one.is_stale for one in problems):
        return 409
    return 422 if problems or form.errors else 200


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule(
        "/packs/<int:pack_id>/matrix/<element>", "show_matrix", show, methods=["GET", "POST"]
    )
