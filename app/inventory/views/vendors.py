"""Vendors: their one name and the spellings behind it; confirm, merge, split."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.inventory.forms.vendors import ConfirmForm, MergeForm, SplitForm
from app.inventory.models import Vendor
from app.inventory.queries import vendors as queries
from app.inventory.queries.vendors import Wanted
from app.inventory.services import vendors as services
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.forms import Form

YES_NO = {"yes": True, "no": False}


@allow(Permission.INVENTORY_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    wanted = Wanted(
        search=request.args.get("q", "")[:100],
        confirmed=YES_NO.get(request.args.get("confirmed", "")),
        after=request.args.get("after", "")[:200],
    )
    found = queries.list_for(actor, wanted)
    vendors = found[: queries.PAGE_SIZE]
    uses = queries.uses_of({one.spelling for vendor in vendors for one in vendor.spellings})
    next_after = vendors[-1].name if len(found) > queries.PAGE_SIZE else None
    return render_template(
        "inventory/vendors/index.html",
        vendors=[(vendor, _assets_of(vendor, uses)) for vendor in vendors],
        wanted=wanted,
        totals=queries.totals(),
        views=[
            (label, url_for(".list_vendors", confirmed=name, q=wanted.search or None), is_shown)
            for label, name, is_shown in (
                ("All", None, wanted.confirmed is None),
                ("To confirm", "no", wanted.confirmed is False),
                ("Confirmed", "yes", wanted.confirmed is True),
            )
        ],
        next_after=next_after,
        may_edit=actor.may(Permission.INVENTORY_IMPORT),
    )


def _assets_of(vendor: Vendor, uses: Mapping[str, int]) -> int:
    return sum(uses.get(one.spelling, 0) for one in vendor.spellings)


@allow(Permission.INVENTORY_READ)
def show(vendor_id: int) -> ResponseReturnValue:
    vendor = queries.get_for(current_actor(), vendor_id)
    return _page(vendor, ConfirmForm(data={"name": vendor.name}), MergeForm(), SplitForm()), 200


def _page(vendor: Vendor, confirm: Form, merge: Form, split: Form) -> str:
    merge.other_id.offer(queries.choices(but=vendor.id), none="Choose")
    return render_template(
        "inventory/vendors/show.html",
        vendor=vendor,
        uses=queries.uses_of({one.spelling for one in vendor.spellings}),
        confirm_form=confirm,
        merge_form=merge,
        split_form=split,
        changes=history_of("inventory_vendor", vendor.id),
        may_edit=current_actor().may(Permission.INVENTORY_IMPORT),
    )


@allow(Permission.INVENTORY_IMPORT)
def group() -> ResponseReturnValue:
    with unit_of_work(reason="Spellings grouped by rule"):
        added = services.group_estate()
    flash(f"{added} new spellings have a suggested vendor." if added else "No spelling was new.")
    return redirect(url_for(".list_vendors", confirmed="no"), 303)


@allow(Permission.INVENTORY_IMPORT)
def confirm(vendor_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), ConfirmForm()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            vendor = queries.get_for(actor, vendor_id, lock=True)
            services.confirm_vendor(vendor, form.name.data, actor=actor, at=clock.now())
        if not form.errors:
            return _done(vendor_id, "Confirmed.")
    return _page(queries.get_for(actor, vendor_id), form, MergeForm(), SplitForm()), 422


@allow(Permission.INVENTORY_IMPORT)
def merge(vendor_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), MergeForm()
    form.other_id.offer(queries.choices(but=vendor_id), none="Choose")
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            kept = queries.get_for(actor, vendor_id, lock=True)
            other = queries.get_for(actor, form.other_id.data, lock=True)
            services.merge_vendors(kept, other)
        if not form.errors:
            return _done(vendor_id, "Merged.")
    vendor = queries.get_for(actor, vendor_id)
    return _page(vendor, ConfirmForm(data={"name": vendor.name}), form, SplitForm()), 422


@allow(Permission.INVENTORY_IMPORT)
def split(vendor_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), SplitForm()
    if form.validate_on_submit():
        leaving = request.form.getlist("spelling", type=int)
        with form.blamed(), unit_of_work():
            vendor = queries.get_for(actor, vendor_id, lock=True)
            services.split_vendor(vendor, leaving, form.name.data)
        if not form.errors:
            return _done(vendor_id, f"What was ticked is {form.name.data} now.")
    vendor = queries.get_for(actor, vendor_id)
    return _page(vendor, ConfirmForm(data={"name": vendor.name}), MergeForm(), form), 422


def _done(vendor_id: int, words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".show_vendor", vendor_id=vendor_id), 303)


def add_to(bp: Blueprint) -> None:
    one = "/vendors/<int:vendor_id>"
    bp.add_url_rule("/vendors/", "list_vendors", index)
    bp.add_url_rule("/vendors/group", "group_vendors", group, methods=["POST"])
    bp.add_url_rule(one, "show_vendor", show)
    bp.add_url_rule(f"{one}/confirm", "confirm_vendor", confirm, methods=["POST"])
    bp.add_url_rule(f"{one}/merge", "merge_vendors", merge, methods=["POST"])
    bp.add_url_rule(f"{one}/split", "split_vendor", split, methods=["POST"])
