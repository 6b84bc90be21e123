"""Packs of standards: list, one version with its criteria, add, export, make leading."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.standards.facts import Applies, EvidenceCode, Tier, When
from app.standards.forms.packs import PackForm
from app.standards.importing import PackRefused, file_of, keys, written
from app.standards.models import Criterion, Element, Pack
from app.standards.queries import catalog, gaps
from app.standards.services import packs as services
from app.web.access import allow, current_actor


@dataclass(frozen=True, slots=True)
class Filter:
    """Which criteria of a pack to show; each part is in the address."""

    search: str
    element: str
    applies: str
    tier: str
    only_knock_outs: bool

    @classmethod
    def from_address(cls) -> "Filter":
        return cls(
            search=request.args.get("search", "").strip(),
            element=request.args.get("element", ""),
            applies=request.args.get("applies", ""),
            tier=request.args.get("tier", ""),
            only_knock_outs="knock_outs" in request.args,
        )

    def keeps(self, one: Criterion, element: Element) -> bool:
        text = f"{one.code} {one.statement} {one.guidance} {one.wanted} {one.reference}".casefold()
        return (
            self.search.casefold() in text
            and self.element in {"", element.code}
            and (not self.applies or self.applies in one.applies_to)
            and self.tier in {"", one.tier}
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
    by_criterion = gaps.gaps_of(pack)
    return render_template(
        "standards/packs/show.html",
        pack=pack,
        versions=catalog.versions_of(pack.code),
        chapters=shown,
        chosen=chosen,
        kinds=[kind for kind in Applies if any(kind in one.applies_to for one in pack.criteria)],
        tiers=_tiers(pack),
        gaps=by_criterion,
        gaps_by_tier=gaps.gaps_by_tier(pack, by_criterion),
        count=sum(len(criteria) for _, criteria in shown),
        panels=panels_for(Pack.__tablename__, current_actor(), pack.id),
        changes=history_of(Pack.__tablename__, pack.id),
    )


@allow(Permission.STANDARDS_READ)
def export(pack_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    name = f"{pack.code}-{pack.version}.toml"
    return Response(
        written(file_of(pack)),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@allow(Permission.STANDARDS_READ)
def write() -> ResponseReturnValue:
    return render_template(
        "standards/packs/write.html",
        tables=keys.TABLES,
        example=keys.EXAMPLE,
        amendment=keys.AMENDING,
        crosswalk=keys.CROSSWALK,
        vocabulary={
            "applies_to": list(Applies),
            "when": list(When),
            "tier": list(Tier),
            "evidence": list(EvidenceCode),
        },
    )


@allow(Permission.STANDARDS_MANAGE)
def new() -> ResponseReturnValue:
    form = PackForm()
    faults: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            with unit_of_work():
                pack = services.publish_file(form.file.data.read())
            flash(_published(pack), "success")
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


def _published(pack: Pack) -> str:
    said = f"{pack.title}, version {pack.version}, is published."
    if pack.is_in_force:
        return said
    return f"{said} It waits beside the version in force until a decision adopts it."


def _tiers(pack: Pack) -> list[tuple[Tier, int]]:
    """How many criteria each tier has that are asked."""
    asked = [one.tier for one in pack.criteria if not one.is_superseded]
    return [(tier, asked.count(tier)) for tier in Tier if tier in asked]


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/packs/", "list_packs", index)
    bp.add_url_rule("/packs/guide", "write_pack", write)
    bp.add_url_rule("/packs/new", "add_pack", new, methods=["GET", "POST"])
    bp.add_url_rule("/packs/<int:pack_id>", "show_pack", show)
    bp.add_url_rule("/packs/<int:pack_id>.toml", "export_pack", export)
    bp.add_url_rule("/packs/<int:pack_id>/lead", "lead_with_pack", lead, methods=["POST"])
