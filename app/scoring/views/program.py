"""Readiness of the program by element, opening to criteria; computing everything again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.engine.scoring.rollup import Asked
from app.engine.scoring.score import thousandths
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.scoring.charts import element_line, readiness_answer, readiness_chart
from app.scoring.queries import scores
from app.scoring.services import recompute
from app.scoring.services.explain import explain
from app.scoring.translate.program import asked_rows, element_scores
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries import catalog
from app.standards.queries.subjects import profile_of
from app.web.access import allow


@allow(Permission.STANDARDS_READ)
def show() -> ResponseReturnValue:
    pack = chosen_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    columns = scores.columns_of(pack)
    elements = zip(pack.elements, element_scores(pack, columns), strict=True)
    lines = [element_line(element, one) for element, one in elements]
    return render_template(
        "scoring/program/show.html",
        pack=pack,
        packs=catalog.list_packs(),
        score=scores.score_of(pack, Subject.PROGRAM, 0),
        own=explain(pack, profile_of(Subject.PROGRAM, 0), on=clock.today()),
        lines=lines,
        coverage=scores.coverage(pack),
        chart=readiness_chart(lines),
        answer=readiness_answer(lines),
    )


@allow(Permission.STANDARDS_READ)
def show_element(pack_id: int, element: str) -> ResponseReturnValue:
    """The criteria an element's score is made of, each over all it was asked of."""
    pack = catalog.get_pack(pack_id)
    chapter = catalog.element_of(pack, element)
    columns = scores.columns_of(pack)
    rows = {row.criterion: row for row in asked_rows(pack, columns) if row.element == element}
    found = {one.element: one for one in element_scores(pack, columns)}[element]
    return render_template(
        "scoring/program/element.html",
        pack=pack,
        line=element_line(chapter, found),
        rows=[(one, _shown(rows[one.code])) for one in pack.criteria if one.code in rows],
        open=[
            one
            for one in pack.criteria
            if one.element_id == chapter.id and one.code not in rows and not one.is_superseded
        ],
    )


@allow(Permission.STANDARDS_MANAGE)
def compute(pack_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    with unit_of_work():
        many = recompute.recompute_all(pack, on=clock.today(), at=clock.now())
    flash(f"{many:,} scores are computed anew.", "success")
    return redirect(url_for(".show_program", pack=pack_id), 303)


def chosen_pack() -> Pack | None:
    pack_id = request.args.get("pack", type=int)
    return catalog.find_leading_pack() if pack_id is None else catalog.get_pack(pack_id)


def _shown(row: Asked) -> dict[str, int | None]:
    """Whole numbers as they are, shares in thousandths of a point."""
    return {
        "asked": row.asked,
        "known": row.known,
        "levels": row.levels,
        "confirmed": thousandths(100 * row.confirmed),
        "provisional": None if row.provisional is None else thousandths(100 * row.provisional),
    }


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/program", "show_program", show)
    bp.add_url_rule("/packs/<int:pack_id>/elements/<element>", "show_element", show_element)
    bp.add_url_rule("/packs/<int:pack_id>/compute", "compute_scores", compute, methods=["POST"])
