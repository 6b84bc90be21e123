"""Files to take away: the list as it is shown, all of a kind, a template, rows with a problem."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app.inventory.facts.imports import SheetKind
from app.inventory.importing.layouts import LAYOUTS
from app.inventory.queries import estate, imports
from app.inventory.services import exports
from app.inventory.services.exports import Cover
from app.kernel import clock
from app.kernel.listing import Wanted
from app.kernel.permissions import Permission
from app.kernel.spreadsheets.tables import Format
from app.web.access import allow, current_actor
from app.web.lists import wanted_of

TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allow(Permission.REPORTS_EXPORT)
def assets(format: Format) -> ResponseReturnValue:
    """The same filters, columns and order as the list at this address."""
    actor, wanted = current_actor(), wanted_of(estate.ESTATE)
    cover = Cover("Assets", actor.name, clock.now(), list(_filters(wanted)))
    return file(exports.export_estate(actor, wanted, format, cover), "assets", format)


@allow(Permission.REPORTS_EXPORT)
def kind(kind: SheetKind, format: Format) -> ResponseReturnValue:
    cover = Cover(LAYOUTS[kind].title, current_actor().name, clock.now())
    return file(exports.export_kind(kind, format, cover), kind.value, format)


@allow(Permission.INVENTORY_IMPORT)
def template(kind: SheetKind) -> ResponseReturnValue:
    return file(exports.template(kind), f"{kind.value}-template", Format.XLSX)


@allow(Permission.INVENTORY_IMPORT)
def refused_rows(sheet_id: int) -> ResponseReturnValue:
    sheet = imports.get_for(current_actor(), sheet_id)
    return file(exports.refused_rows(sheet), f"sheet-{sheet.id}-problems", Format.XLSX)


def file(content: bytes, name: str, format: Format) -> Response:
    """A download; the day is in its name."""
    response = Response(content, content_type=TYPES[format])
    full_name = f"{name}-{clock.today().isoformat()}.{format.value}"
    response.headers.set("Content-Disposition", "attachment", filename=full_name)
    return response


def _filters(wanted: Wanted) -> list[tuple[str, str]]:
    """What the list was narrowed to, in words."""
    sort, descending = estate.ESTATE.order(wanted)
    said = [("Search", wanted.search)] if wanted.search else []
    for name, values in wanted.filters.items():
        facet = estate.ESTATE.facet_of[name]
        shown = ("(none)" if value == "-" else facet.label_of(value) for value in values)
        said.append((f"Filter: {facet.label}", ", ".join(shown)))
    return [*said, ("Order", f"{sort.label}, {'downwards' if descending else 'upwards'}")]


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/assets/export.<sheet_format:format>", "export_assets", assets)
    bp.add_url_rule("/exports/<sheet_kind:kind>.<sheet_format:format>", "export_kind", kind)
    bp.add_url_rule("/imports/templates/<sheet_kind:kind>.xlsx", "show_template", template)
    bp.add_url_rule("/imports/<int:sheet_id>/problems.xlsx", "show_refused_rows", refused_rows)
