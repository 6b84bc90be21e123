"""Departments: list, one, new, edit."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import head as chain_head
from app.audit.queries import history_of
from app.kernel.counting import counts_of
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.kernel.listing import page_of
from app.kernel.permissions import Permission
from app.kernel.subjects import panels_for
from app.organization.facts import DepartmentFacts
from app.organization.facts.departments import Section
from app.organization.forms import DepartmentForm
from app.organization.models import Department
from app.organization.queries import departments as queries
from app.organization.queries import people, service_lines
from app.organization.queries.references import directory_of_rows
from app.organization.services import departments as services
from app.organization.translate import facts_of
from app.web.access import allow, current_actor
from app.web.facts import FactsForm, compare, typed
from app.web.lists import Place, head, shown, wanted_of
from app.web.records import sections_of

SORTED = (("Name", "name"), ("Code", "code"), ("Imaging events a year", "events"))


@allow(Permission.ORGANIZATION_READ)
def index() -> ResponseReturnValue:
    listing, actor = queries.DEPARTMENTS, current_actor()
    wanted, rows = wanted_of(listing), queries.rows_for(actor)
    counts = counts_of(listing, rows, wanted, chain_head().hash)
    place = Place("organization.list_departments")
    return render_template(
        "organization/departments/index.html",
        listed=shown(place, listing, wanted, page_of(listing, rows, wanted), counts),
        heads={name: head(place, listing, wanted, label, name) for label, name in SORTED},
    )


@allow(Permission.ORGANIZATION_READ)
def show(department_id: int) -> ResponseReturnValue:
    actor = current_actor()
    department = queries.get_for(actor, department_id)
    return render_template(
        "organization/departments/show.html",
        department=department,
        sections=sections_of(DepartmentFacts, department, Section, _named(department)),
        panels=panels_for("organization_department", actor, department_id),
        changes=history_of("organization_department", department_id),
    )


def _named(department: Department) -> dict[str, tuple[str, str]]:
    named: dict[str, tuple[str, str]] = {}
    if department.lead:
        named["lead"] = (department.lead.name, "")
    if department.facility:
        url = url_for(".show_facility", facility_id=department.facility.id)
        named["facility"] = (department.facility.name, url)
    if department.service_line:
        url = url_for(".list_service_lines", _anchor=department.service_line.code)
        named["service_line"] = (department.service_line.name, url)
    return named


@allow(Permission.ORGANIZATION_EDIT)
def new() -> ResponseReturnValue:
    form = _offered(DepartmentForm(data={"onboarding_stage": "not_assessed"}))
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            department = services.open_department(form.checked(DepartmentFacts))
        if not form.errors:
            flash(f"{department.name} is added.")
            return redirect(url_for(".show_department", department_id=department.id), 303)
    status = 422 if form.errors else 200
    return render_template("organization/departments/new.html", form=form), status


@allow(Permission.ORGANIZATION_EDIT)
def edit(department_id: int) -> ResponseReturnValue:
    department = queries.get_for(current_actor(), department_id)
    now = _facts(department)
    form = _offered(DepartmentForm(data=typed(now) | {"version": department.version}))
    if form.validate_on_submit():
        try:
            with form.blamed(), unit_of_work(reason=form.reason.data or None):
                facts = form.checked(DepartmentFacts)
                services.change_department(department, facts, version=form.version.data)
        except Conflict:
            return _stale(department_id, form)
        if not form.errors:
            flash("Saved.")
            return redirect(url_for(".show_department", department_id=department_id), 303)
    page, status = "organization/departments/edit.html", 422 if form.errors else 200
    return render_template(page, department=department, form=form, clashes=()), status


def _facts(department: Department) -> DepartmentFacts:
    return facts_of(DepartmentFacts, department, directory_of_rows([(DepartmentFacts, department)]))


def _stale(department_id: int, form: FactsForm) -> ResponseReturnValue:
    """Both versions side by side; what was typed stays."""
    db.session.expire_all()
    department = queries.get_for(current_actor(), department_id)
    return render_template(
        "organization/departments/edit.html",
        department=department,
        form=form,
        clashes=compare(form, _facts(department), department.version),
        last=history_of("organization_department", department_id, limit=1),
    ), 409


def _offered(form: FactsForm) -> FactsForm:
    form.offer({"lead": people.choices_by_address(), "service_line": service_lines.choices()})
    return form


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/departments/", "list_departments", index)
    bp.add_url_rule("/departments/new", "new_department", new, methods=both)
    bp.add_url_rule("/departments/<int:department_id>", "show_department", show)
    edit_rule = "/departments/<int:department_id>/edit"
    bp.add_url_rule(edit_rule, "edit_department", edit, methods=both)
