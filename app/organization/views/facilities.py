"""Facilities: the tree, level by level; one; new; edit."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.listing import Wanted
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.organization.facts import FacilityFacts
from app.organization.forms import FacilityForm
from app.organization.models import Facility
from app.organization.queries import facilities as queries
from app.organization.queries.references import directory_of_rows
from app.organization.services import facilities as services
from app.organization.translate import facts_of
from app.web.access import allow, current_actor
from app.web.facts import FactsForm, compare, typed
from app.web.lists import Place, wanted_of


@allow(Permission.ORGANIZATION_READ)
def index() -> ResponseReturnValue:
    wanted = wanted_of(queries.FACILITIES)
    return render_template(
        "organization/facilities/index.html",
        wanted=wanted,
        levels=queries.counts_by_level(),
        **_level(None, wanted, Place("organization.list_facilities")),
    )


@allow(Permission.ORGANIZATION_READ)
def show(facility_id: int) -> ResponseReturnValue:
    actor = current_actor()
    facility = queries.get_for(actor, facility_id)
    place = Place("organization.show_facility", facility_id=facility_id)
    return render_template(
        "organization/facilities/show.html",
        facility=facility,
        path=queries.path_to(facility),
        departments=queries.departments_at(facility_id),
        panels=panels_for("organization_facility", actor, facility_id),
        changes=history_of("organization_facility", facility_id),
        **_level(facility_id, wanted_of(queries.FACILITIES), place),
    )


def _level(parent_id: int | None, wanted: Wanted, place: Place) -> dict[str, object]:
    page = queries.level_of(parent_id, wanted)
    return {
        "places": page.rows,
        "total": queries.count_under(parent_id, wanted),
        "next_url": place.url(page.next) if page.next else None,
        "previous_url": place.url(page.previous) if page.previous else None,
    }


@allow(Permission.ORGANIZATION_EDIT)
def new() -> ResponseReturnValue:
    form = FacilityForm(data={"level": "facility"} | request.args.to_dict())
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            facility = services.add_facility(form.checked(FacilityFacts))
        if not form.errors:
            flash(f"{facility.name} is added.")
            return redirect(url_for(".show_facility", facility_id=facility.id), 303)
    status = 422 if form.errors else 200
    return render_template("organization/facilities/new.html", form=form), status


@allow(Permission.ORGANIZATION_EDIT)
def edit(facility_id: int) -> ResponseReturnValue:
    facility = queries.get_for(current_actor(), facility_id)
    now = _facts(facility)
    form = FacilityForm(data=typed(now) | {"version": facility.version})
    if form.validate_on_submit():
        try:
            with form.blamed(), unit_of_work(reason=form.reason.data or None):
                facts = form.checked(FacilityFacts)
                services.change_facility(facility, facts, version=form.version.data)
        except Conflict:
            return _stale(facility_id, form)
        if not form.errors:
            flash("Saved.")
            return redirect(url_for(".show_facility", facility_id=facility_id), 303)
    page, status = "organization/facilities/edit.html", 422 if form.errors else 200
    return render_template(page, facility=facility, form=form, clashes=()), status


def _facts(facility: Facility) -> FacilityFacts:
    return facts_of(FacilityFacts, facility, directory_of_rows([(FacilityFacts, facility)]))


def _stale(facility_id: int, form: FactsForm) -> ResponseReturnValue:
    """Both versions side by side; what was typed stays."""
    db.session.expire_all()
    facility = queries.get_for(current_actor(), facility_id)
    return render_template(
        "organization/facilities/edit.html",
        facility=facility,
        form=form,
        clashes=compare(form, _facts(facility), facility.version),
        last=history_of("organization_facility", facility_id, limit=1),
    ), 409


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/facilities/", "list_facilities", index)
    bp.add_url_rule("/facilities/new", "new_facility", new, methods=both)
    bp.add_url_rule("/facilities/<int:facility_id>", "show_facility", show)
    bp.add_url_rule("/facilities/<int:facility_id>/edit", "edit_facility", edit, methods=both)
