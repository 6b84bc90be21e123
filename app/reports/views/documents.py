"""Reports on a page, as files, and the list of files that were made."""

from io import BytesIO

from flask import Blueprint, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.engine.scoring.basis import Floors
from app.governance.forms.decisions import register_form
from app.governance.queries import bodies, decisions
from app.kernel import clock
from app.kernel.db import own_unit_of_work
from app.kernel.permissions import Permission
from app.reports import services
from app.reports.catalog import ABOUT, formats_of
from app.reports.content import register
from app.reports.document import Document, Letterhead
from app.reports.facts import Format, Kind
from app.reports.queries import exports
from app.reports.renderers import html
from app.web.access import allow, current_actor


@allow(Permission.REPORTS_READ)
def index() -> ResponseReturnValue:
    return render_template("reports/documents/index.html", about=ABOUT, exports=exports.latest())


@allow(Permission.REPORTS_READ)
def show(kind: Kind) -> ResponseReturnValue:
    document = services.build(kind, letterhead(), clock.today())
    page = html.render(document)
    return render_template(
        "reports/documents/show.html", page=page, kind=kind, formats=formats_of(kind)
    )


@allow(Permission.REPORTS_EXPORT)
def export(kind: Kind, form: Format) -> ResponseReturnValue:
    return _file(kind, form, services.build(kind, letterhead(), clock.today()))


@allow(Permission.REPORTS_EXPORT)
def export_register(form: Format) -> ResponseReturnValue:
    """The register under the same filters as the page, read from the same address."""
    actor = current_actor()
    filters = register_form(request.args, bodies.choices(), decisions.years())
    wanted, said = filters.wanted(clock.today()), filters.in_words()
    return _file(Kind.REGISTER, form, register.as_shown(letterhead(), wanted, said, actor))


def _file(kind: Kind, form: Format, document: Document) -> ResponseReturnValue:
    actor = current_actor()
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
    filtered = "/reports/register/as-shown.<report_format:form>"
    bp.add_url_rule(filtered, "export_register", export_register)
    bp.add_url_rule("/reports/<report_kind:kind>", "show_report", show)
    bp.add_url_rule("/reports/<report_kind:kind>.<report_format:form>", "export_report", export)
