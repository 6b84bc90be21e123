"""Reports on a page, as files, and the list of files that were made."""

from io import BytesIO

from flask import Blueprint, current_app, render_template, send_file
from flask.typing import ResponseReturnValue

from app.engine.scoring.basis import Floors
from app.kernel import clock
from app.kernel.db import own_unit_of_work
from app.kernel.permissions import Permission
from app.reports import services
from app.reports.catalog import ABOUT
from app.reports.document import Letterhead
from app.reports.facts import Format, Kind
from app.reports.queries import exports
from app.reports.renderers import html
from app.web.access import allow, current_actor


@allow(Permission.REPORTS_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "reports/documents/index.html", about=ABOUT, formats=Format, exports=exports.latest()
    )


@allow(Permission.REPORTS_READ)
def show(kind: Kind) -> ResponseReturnValue:
    document = services.build(kind, letterhead(), clock.today())
    page = html.render(document)
    return render_template("reports/documents/show.html", page=page, kind=kind, formats=Format)


@allow(Permission.REPORTS_EXPORT)
def export(kind: Kind, form: Format) -> ResponseReturnValue:
    actor = current_actor()
    document = services.build(kind, letterhead(), clock.today())
    file = services.make_file(kind, form, document, actor=actor, at=clock.now())
    with own_unit_of_work(reason=f"Exported {file.name}"):
        services.record_export(kind, form, file, actor=actor)
    content = BytesIO(file.content)
    return send_file(content, file.media_type, as_attachment=True, download_name=file.name)


def letterhead() -> Letterhead:
    settings = current_app.config["ISOCENTER"]
    return Letterhead(
        settings.organization,
        settings.currency,
        settings.fiscal_year_starts_in,
        Floors(settings.provisional_below_percent, settings.provisional_below_fresh_percent),
        settings.evidence_stale_months,
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/reports/", "list_reports", index)
    bp.add_url_rule("/reports/<report_kind:kind>", "show_report", show)
    bp.add_url_rule("/reports/<report_kind:kind>.<report_format:form>", "export_report", export)
