"""The estate: the list, one asset."""

from dataclasses import replace

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.scoring.status import FitStatus
from app.inventory.facts import FACTS_OF, Section
from app.inventory.queries import assets as queries
from app.inventory.queries import estate
from app.inventory.queries.columns import COLUMNS, Column, chosen
from app.inventory.queries.interfaces import connections_of
from app.inventory.views.records import named_for
from app.kernel.counting import Counts
from app.kernel.listing import Wanted
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.web.access import allow, current_actor
from app.web.lists import Place, head, shown, wanted_of
from app.web.records import sections_of

NAME = Column("name", "Name", Section.IDENTITY.label, COLUMNS["code"].shows, sort="name")


@allow(Permission.INVENTORY_READ)
def index() -> ResponseReturnValue:
    actor, wanted, place = current_actor(), wanted_of(estate.ESTATE), Place("inventory.list_assets")
    page = estate.page_for(actor, wanted)
    counts = estate.counts_for(actor, wanted)
    columns = chosen(wanted.columns)
    usual = replace(wanted.from_start(), columns=())
    return render_template(
        "inventory/assets/index.html",
        listed=shown(place, estate.ESTATE, wanted, page, counts),
        state=_state(counts),
        columns=columns,
        groups=_grouped(),
        chosen={column.name for column in columns},
        heads=[_head(place, wanted, column) for column in (NAME, *columns)],
        kept=[(name, value) for name, values in usual.address().items() for value in values],
        usual_url=place.url(usual),
        may_edit=actor.may(Permission.INVENTORY_EDIT),
    )


def _state(counts: Counts) -> str:
    """One sentence: how the assets listed stand."""
    fit = {one.value: one.count for one in counts.choices["fit"]}
    judged = sum(fit.get(status, 0) for status in FitStatus if status is not FitStatus.UNDETERMINED)
    if not counts.total:
        return "Nothing is listed."
    if not judged:
        return "None of them can be judged yet: too little is answered."
    good, bad = fit.get(FitStatus.FIT, 0), fit.get(FitStatus.NOT_FIT, 0)
    open_yet = counts.total - judged
    return f"{good:,} fit, {bad:,} do not; {open_yet:,} cannot be judged yet."


@allow(Permission.INVENTORY_READ)
def show(asset_id: int) -> ResponseReturnValue:
    actor = current_actor()
    asset = queries.get_for(actor, asset_id)
    return render_template(
        "inventory/assets/show.html",
        this=asset,
        sections=sections_of(FACTS_OF[asset.kind], asset, Section, named_for(asset)),
        connections=connections_of(asset.id),
        panels=panels_for("inventory_asset", actor, asset.id),
        changes=history_of("inventory_asset", asset.id),
        may_edit=actor.may_in(Permission.INVENTORY_EDIT, asset.department_id),
    )


def _head(place: Place, wanted: Wanted, column: Column) -> object:
    if not column.sort:
        return {"label": column.label, "is_number": column.is_number}
    sorting = head(place, estate.ESTATE, wanted, column.label, column.sort)
    return sorting | {"is_number": column.is_number}


def _grouped() -> dict[str, list[Column]]:
    groups: dict[str, list[Column]] = {}
    for column in COLUMNS.values():
        groups.setdefault(column.group, []).append(column)
    return groups


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/assets/", "list_assets", index)
    bp.add_url_rule("/assets/<int:asset_id>", "show_asset", show)
