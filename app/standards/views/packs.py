"""Packs of standards: list, one with its criteria, add, make leading; one criterion."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.scoring.answer import AnswerState
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.standards.facts import Applies
from app.standards.forms.packs import PackForm
from app.standards.importing import PackRefused, read_pack
from app.standards.models import Criterion, Element, Pack
from app.standards.queries import catalog
from app.standards.services import packs as services
from app.web.access import allow


@dataclass(frozen=True, slots=True)
class Filter:
    """Which criteria of a pack to show; each part is in the address."""

    search: str
    element: str
    applies: str
    only_knock_outs: bool

    @classmethod
    def from_address(cls) -> "Filter":
        return cls(
            search=request.args.get("search", "").strip(),
            element=request.args.get("element", ""),
            applies=request.args.get("applies", ""),
            only_knock_outs="knock_outs" in request.args,
        )

    def keeps(self, one: Criterion, element: Element) -> bool:
        text = f"{one.code} {one.statement} {one.guidance} {one.reference}".casefold()
        return (
            self.search.casefold() in text
            and self.element in {"", element.code}
            and (not self.applies or self.applies in one.applies_to)
            and (one.is_knock_out or not self.only_knock_outs)
        )


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    return render_template("standards/packs/index.html", lines=catalog.list_packs())


@allow(Permission.STANDARDS_READ)
def show(pack_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    chosen = Filter.from_address()
    chapters = [
        (element, [one for one in pack.criteria if one.element_id == element.id])
        for element in pack.elements
    ]
    shown = [
        (element, kept)
        for element, criteria in chapters
        if (kept := [one for one in criteria if chosen.keeps(one, element)])
    ]
    return render_template(
        "standards/packs/show.html",
        pack=pack,
        chapters=shown,
        chosen=chosen,
        kinds=[kind for kind in Applies if any(kind in one.applies_to for one in pack.criteria)],
        count=sum(len(criteria) for _, criteria in shown),
        changes=history_of(Pack.__tablename__, pack.id),
    )


@allow(Permission.STANDARDS_MANAGE)
def new() -> ResponseReturnValue:
    form = PackForm()
    faults: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            with unit_of_work():
                pack = services.publish(read_pack(form.file.data.read()))
            flash(f"{pack.title}, version {pack.version}, is published.", "success")
            return redirect(url_for(".show_pack", pack_id=pack.id), 303)
        except PackRefused as refused:
            faults = refused.faults
    status = 422 if form.errors or faults else 200
    return render_template("standards/packs/new.html", form=form, faults=faults), status


@allow(Permission.STANDARDS_MANAGE)
def lead(pack_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    with unit_of_work():
        services.lead(pack)
    flash(f"{pack.title} leads now. Compute all scores again to see it in lists.", "success")
    return redirect(url_for(".list_packs"), 303)


@allow(Permission.STANDARDS_READ)
def show_criterion(criterion_id: int) -> ResponseReturnValue:
    criterion = catalog.get_criterion(criterion_id)
    counts = catalog.answers_by_level(criterion)
    return render_template(
        "standards/packs/criterion.html",
        criterion=criterion,
        by_level=[
            (level, word, counts.get((AnswerState.ANSWERED, level), 0))
            for level, word in criterion.levels
        ],
        unknown=counts.get((AnswerState.UNKNOWN, None), 0),
        left_out=counts.get((AnswerState.NOT_APPLICABLE, None), 0),
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/packs/", "list_packs", index)
    bp.add_url_rule("/packs/new", "add_pack", new, methods=["GET", "POST"])
    bp.add_url_rule("/packs/<int:pack_id>", "show_pack", show)
    bp.add_url_rule("/packs/<int:pack_id>/lead", "lead_with_pack", lead, methods=["POST"])
    bp.add_url_rule("/criteria/<int:criterion_id>", "show_criterion", show_criterion)
