"""The agenda of a meeting: add, change, move and remove items, take matters, pull from consent."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import people_choices
from app.governance.facts.meetings import ItemFacts
from app.governance.forms.meetings import ItemForm
from app.governance.models import AgendaItem
from app.governance.queries import agendas as queries
from app.governance.queries import meetings, proposals
from app.governance.services import agendas as services
from app.governance.services.agendas import About
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.facts import typed


@allow(Permission.GOVERNANCE_PROPOSE)
def new(meeting_id: int) -> ResponseReturnValue:
    actor, meeting = current_actor(), meetings.get(meeting_id)
    asked = request.args.get("proposal", type=int)
    proposal = proposals.get_for(actor, asked) if asked else None
    given = {"kind": "decision" if proposal else "discussion", "minutes": "10", "is_consent": "no"}
    about = {"title": proposal.title[:200], "proposal_id": proposal.id} if proposal else {}
    form = _offered(ItemForm(data=given | about), meeting.body_id)
    del form.version, form.reason
    if form.validate_on_submit():
        linked = About(form.owner_id.data, form.proposal_id.data)
        with form.blamed(), unit_of_work():
            services.add_item(
                meeting, form.checked(ItemFacts), actor=actor, at=clock.now(), about=linked
            )
        if not form.errors:
            return _to_agenda(meeting_id)
    status = 422 if form.errors else 200
    page = "governance/agendas/new.html"
    return render_template(page, meeting=meetings.get(meeting_id), form=form), status


@allow(Permission.GOVERNANCE_PROPOSE)
def edit(item_id: int) -> ResponseReturnValue:
    actor, item = current_actor(), queries.get_item(item_id)
    meeting = meetings.get(item.meeting_id)
    data = typed(_facts_of(item)) | {"owner_id": item.owner_id, "version": item.version}
    form = _offered(ItemForm(data=data), meeting.body_id)
    del form.proposal_id
    if form.validate_on_submit():
        about = About(form.owner_id.data, version=form.version.data)
        with form.blamed(), unit_of_work(reason=form.reason.data or None):
            services.change_item(
                item, form.checked(ItemFacts), actor=actor, at=clock.now(), about=about
            )
        if not form.errors:
            return _to_agenda(meeting.id)
    status = 422 if form.errors else 200
    item = queries.get_item(item_id)
    page = "governance/agendas/edit.html"
    return render_template(
        page, item=item, meeting=meetings.get(item.meeting_id), form=form
    ), status


def _facts_of(item: AgendaItem) -> ItemFacts:
    return ItemFacts(
        title=item.title, kind=item.kind, minutes=item.minutes, is_consent=item.is_consent
    )


def _offered(form: ItemForm, body_id: int) -> ItemForm:
    form.owner_id.offer(people_choices(), none="nobody in particular")
    known = proposals.list_for(current_actor(), body_id=body_id)
    form.proposal_id.offer(
        [(str(one.id), f"{one.number} {one.title}") for one in known], none="none"
    )
    return form


@allow(Permission.GOVERNANCE_PROPOSE)
def remove(item_id: int) -> ResponseReturnValue:
    actor, item = current_actor(), queries.get_item(item_id)
    meeting_id = item.meeting_id
    with unit_of_work():
        services.remove_item(item, actor=actor, at=clock.now())
    return _to_agenda(meeting_id)


@allow(Permission.GOVERNANCE_PROPOSE)
def shift(item_id: int) -> ResponseReturnValue:
    actor, item = current_actor(), queries.get_item(item_id)
    with unit_of_work():
        up = request.form.get("way") == "up"
        services.shift_item(item, actor=actor, at=clock.now(), up=up)
    return _to_agenda(item.meeting_id)


@allow(Permission.GOVERNANCE_PROPOSE)
def take(meeting_id: int) -> ResponseReturnValue:
    actor, meeting = current_actor(), meetings.get(meeting_id)
    with unit_of_work():
        services.take_matter(meeting, request.form.get("key", ""), actor=actor, at=clock.now())
    return _to_agenda(meeting_id)


@allow(Permission.GOVERNANCE_VOTE)
def pull(item_id: int) -> ResponseReturnValue:
    actor, item = current_actor(), queries.get_item(item_id)
    with unit_of_work():
        services.pull_item(item, actor=actor, at=clock.now())
    flash("The item is off the consent agenda and will be discussed.", "success")
    return _to_agenda(item.meeting_id)


def _to_agenda(meeting_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_meeting", meeting_id=meeting_id, _anchor="agenda"), 303)


def add_to(bp: Blueprint) -> None:
    of, one = "/meetings/<int:meeting_id>/agenda", "/agenda/<int:item_id>"
    both, post = ["GET", "POST"], ["POST"]
    bp.add_url_rule(f"{of}/new", "new_item", new, methods=both)
    bp.add_url_rule(f"{of}/take", "take_matter", take, methods=post)
    bp.add_url_rule(f"{one}/edit", "edit_item", edit, methods=both)
    bp.add_url_rule(f"{one}/remove", "remove_item", remove, methods=post)
    bp.add_url_rule(f"{one}/shift", "shift_item", shift, methods=post)
    bp.add_url_rule(f"{one}/pull", "pull_item", pull, methods=post)
