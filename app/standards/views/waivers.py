"""Waivers: the list by how they stand, and one with its terms, its way on and its history."""

from math import ceil

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.kernel import clock
from app.kernel.permissions import Permission
from app.kernel.subjects import kind_of
from app.standards.queries import waivers as queries
from app.standards.queries.waivers import Shown
from app.standards.services.waivers import cannot_be_revoked
from app.standards.subject.waivers import renewal, subject_title
from app.web.access import allow, current_actor


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    which, on = request.args.get("show", Shown.IN_FORCE, type=Shown), clock.today()
    counts = queries.counts(on)
    pages = max(1, ceil(counts[which] / queries.PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "standards/waivers/index.html",
        which=which,
        views=[
            (f"{one.label} ({counts[one]:,})", url_for(".list_waivers", show=one), one is which)
            for one in Shown
        ],
        counts=counts,
        rows=queries.page_of(which, number, on),
        on=on,
        number=number,
        pages=pages,
        url_of=lambda page: url_for(".list_waivers", show=which.value, page=page),
    )


@allow(Permission.STANDARDS_READ)
def show(waiver_id: int) -> ResponseReturnValue:
    waiver, on = queries.get_waiver(waiver_id), clock.today()
    kind = kind_of(waiver.subject_key)
    may_propose = current_actor().may(Permission.GOVERNANCE_PROPOSE)
    return render_template(
        "standards/waivers/show.html",
        waiver=waiver,
        on=on,
        subject=subject_title(waiver),
        subject_url=url_for(kind.endpoint, **{kind.argument: waiver.subject_id}),  # type: ignore[arg-type]
        renewal=renewal(waiver) if may_propose else None,
        may_revoke=may_propose and cannot_be_revoked(waiver) is None,
        changes=history_of(waiver.__tablename__, waiver.id),
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/waivers/", "list_waivers", index)
    bp.add_url_rule("/waivers/<int:waiver_id>", "show_waiver", show)
