"""Add an asset, change it, retire it, connect two."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.inventory.facts import FACTS_OF, AssetFacts, AssetKind, InterfaceFacts
from app.inventory.forms.assets import RetireForm, connection_form, form_for
from app.inventory.models import Asset
from app.inventory.queries import assets as queries
from app.inventory.services import assets as services
from app.inventory.translate import facts_of
from app.inventory.views.records import PEOPLE
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict, Forbidden
from app.kernel.leaving import what_blocks
from app.kernel.permissions import Permission
from app.organization.queries import departments, people
from app.web.access import allow, current_actor
from app.web.facts import FactsForm, compare, typed

CONNECTABLE = frozenset(AssetKind) - {AssetKind.INTERFACE}
MOST_TO_CHOOSE_FROM = 500
"""A longer list is no help: then a code is typed."""


@allow(Permission.INVENTORY_EDIT)
def choose() -> ResponseReturnValue:
    """Which kind of asset is to be added."""
    return render_template("inventory/assets/choose.html", kinds=AssetKind)


@allow(Permission.INVENTORY_EDIT)
def new(kind: AssetKind) -> ResponseReturnValue:
    form = _offered(form_for(kind)(data={"lifecycle": "active"} | request.args.to_dict()))
    del form.version
    added = _added(
        form, lambda: services.add_asset(form.checked(FACTS_OF[kind]), actor=current_actor())
    )
    if added is not None:
        flash(f"{added.name} is added as {added.code}.")
        return redirect(url_for(".show_asset", asset_id=added.id), 303)
    status = 422 if form.errors else 200
    return render_template("inventory/assets/new.html", form=form, kind=kind), status


@allow(Permission.INVENTORY_EDIT)
def edit(asset_id: int) -> ResponseReturnValue:
    asset = _editable(asset_id)
    now, model = facts_of(asset), FACTS_OF[asset.kind]
    form = _offered(form_for(asset.kind)(data=typed(now) | {"version": asset.version}))
    try:
        saved = _saved(form, lambda: _changed(asset, form, model))
    except Conflict:
        return _stale(asset_id, form)
    if saved is not None:
        flash("Saved.")
        return redirect(url_for(".show_asset", asset_id=asset_id), 303)
    status = 422 if form.errors else 200
    return render_template("inventory/assets/edit.html", this=asset, form=form, clashes=()), status


def _changed(asset: Asset, form: FactsForm, model: type[AssetFacts]) -> Asset:
    services.change_asset(
        asset, form.checked(model), actor=current_actor(), version=form.version.data
    )
    return asset


def _saved(form: FactsForm, act: Callable[[], Asset]) -> Asset | None:
    """What the act gave once it is committed, or nothing, with every problem said in the form."""
    if not form.validate_on_submit():
        return None
    saved = None
    with form.blamed(), unit_of_work(reason=form.reason.data or None):
        saved = act()
    return None if form.errors else saved


def _added(form: FactsForm, act: Callable[[], Asset]) -> Asset | None:
    """The same; two who add at the same moment may be given the same code, and one tries again."""
    try:
        return _saved(form, act)
    except Conflict:
        form.form_errors.append("Someone else took this code at the same moment. Save again.")
        return None


def _stale(asset_id: int, form: FactsForm) -> ResponseReturnValue:
    """Both versions side by side; what was typed stays, and saving again says it over the other."""
    db.session.expire_all()
    asset = _editable(asset_id)
    clashes = compare(form, facts_of(asset), asset.version)
    return render_template(
        "inventory/assets/edit.html",
        this=asset,
        form=form,
        clashes=clashes,
        last=history_of("inventory_asset", asset_id, limit=1),
    ), 409


@allow(Permission.INVENTORY_EDIT)
def retire(asset_id: int) -> ResponseReturnValue:
    asset = _editable(asset_id)
    form = RetireForm(data={"on": clock.today()})
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=form.reason.data):
            services.retire_asset(asset, actor=current_actor(), on=form.on.data)
        if not form.errors:
            flash("It is retired. Its facts and its history stay.")
            return redirect(url_for(".show_asset", asset_id=asset_id), 303)
    status = 422 if form.errors else 200
    return render_template(
        "inventory/assets/retire.html",
        this=asset,
        form=form,
        blocked=what_blocks([asset_id]).get(asset_id, []),
    ), status


@allow(Permission.INVENTORY_EDIT)
def connect(asset_id: int) -> ResponseReturnValue:
    """Say what one asset does for another: an interface between the two."""
    asset = queries.get_for(current_actor(), asset_id)
    ends = queries.choices(CONNECTABLE, MOST_TO_CHOOSE_FROM)
    given = {"from_asset": asset.code, "status": "planned"}
    form = connection_form(is_chosen=bool(ends))(data=given)
    del form.version
    if ends:
        form.offer({"from_asset": ends, "to_asset": ends})
    made = _added(form, lambda: _connected(form))
    if made is not None:
        flash(f"{made.name} is added as {made.code}.")
        return redirect(url_for(".show_asset", asset_id=asset_id), 303)
    status = 422 if form.errors else 200
    return render_template("inventory/assets/connect.html", this=asset, form=form), status


def _connected(form: FactsForm) -> Asset:
    facts = form.checked(InterfaceFacts, name="Interface")
    names = queries.names_by_code((facts.from_asset, facts.to_asset))
    ends = (names.get(code, code) for code in (facts.from_asset, facts.to_asset))
    name = f" {facts.carries.label} ".join(ends)[:120]
    return services.add_asset(facts.changed({"name": name}), actor=current_actor())


def _editable(asset_id: int) -> Asset:
    actor = current_actor()
    asset = queries.get_for(actor, asset_id)
    if not actor.may_in(Permission.INVENTORY_EDIT, asset.department_id):
        raise Forbidden("You may only edit assets of departments you lead. Ask a planner.")
    return asset


def _offered(form: FactsForm) -> FactsForm:
    actor = current_actor()
    own = actor.departments if actor.only_own_departments else None
    addresses = people.choices_by_address()
    form.offer({"department": departments.choices(own)} | dict.fromkeys(PEOPLE, addresses))
    return form


def add_to(bp: Blueprint) -> None:
    both = ["GET", "POST"]
    bp.add_url_rule("/assets/new", "choose_asset_kind", choose)
    bp.add_url_rule("/assets/new/<asset_kind:kind>", "new_asset", new, methods=both)
    bp.add_url_rule("/assets/<int:asset_id>/edit", "edit_asset", edit, methods=both)
    bp.add_url_rule("/assets/<int:asset_id>/retire", "retire_asset", retire, methods=both)
    bp.add_url_rule("/assets/<int:asset_id>/connect", "connect_asset", connect, methods=both)
