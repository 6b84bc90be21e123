"""The papers of an agenda item: read with a receipt, handed in, withdrawn; a private note."""

from io import BytesIO

from flask import Blueprint, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.governance.forms.papers import NoteForm, PaperForm
from app.governance.models import Meeting
from app.governance.queries import bodies
from app.governance.queries import papers as queries
from app.governance.services import papers as services
from app.governance.services.happenings import runs
from app.governance.services.papers import Handed
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor
from app.web.forms import errors_of

ALONE = "default-src 'none'; sandbox"
"""What a file may do in a browser: nothing."""


@allow(Permission.GOVERNANCE_READ)
def show(item_id: int) -> ResponseReturnValue:
    return _page(item_id, PaperForm())


def _page(item_id: int, form: PaperForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    item, meeting = services.item_for(item_id, actor=actor, at=now)
    note = queries.note_of(actor.person_id, item_id)
    return render_template(
        "governance/papers/show.html",
        item=item,
        meeting=meeting,
        papers=queries.of_item(item_id),
        people=_readers(meeting),
        runs=runs(actor, meeting.body_id, now),
        form=form,
        note=note,
        note_form=NoteForm(formdata=None, data={"text": note.text if note else ""}),
    ), 422 if form.errors else 200


def _readers(meeting: Meeting) -> dict[int, str]:
    """Who should read the papers: the holders of seats on this day."""
    today = clock.today()
    held = [one for one in bodies.get(meeting.body_id).seats if one.is_filled(today)]
    return {one.holder_id: one.holder.name for one in held if one.holder_id and one.holder}


@allow(Permission.GOVERNANCE_PROPOSE)
def add(item_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PaperForm()
    item, _ = services.item_for(item_id, actor=actor, at=clock.now())
    if form.validate_on_submit():
        most = current_app.config["ISOCENTER"].evidence_file_megabytes * services.MEGABYTE
        file = form.file.data
        handed = Handed(
            title=form.title.data or "",
            url=form.url.data or "",
            name=file.filename or "" if file else "",
            data=file.stream.read(most + 1) if file else None,
            most=most,
        )
        with form.blamed(), unit_of_work():
            services.add_paper(item, handed, actor=actor, at=clock.now())
        if not form.errors:
            flash("The paper is handed in.", "success")
            return _to(item_id)
    return _page(item_id, form)


@allow(Permission.GOVERNANCE_READ)
def open_one(paper_id: int) -> ResponseReturnValue:
    """The receipt is kept first; then the file is saved under a clean name, or the link shown."""
    actor, paper = current_actor(), queries.get(paper_id)
    services.refuse_stranger(paper.item.meeting, actor, clock.now())
    with unit_of_work():
        services.open_paper(paper, actor=actor, at=clock.now())
    paper = queries.get(paper_id)
    if paper.url:
        return _to(paper.item_id)
    response = send_file(
        BytesIO(queries.content_of(paper)),
        mimetype=paper.media,
        as_attachment=True,
        download_name=paper.name,
    )
    response.headers["Content-Security-Policy"] = ALONE
    return response


@allow(Permission.GOVERNANCE_PROPOSE)
def withdraw(paper_id: int) -> ResponseReturnValue:
    actor, paper = current_actor(), queries.get(paper_id)
    services.refuse_stranger(paper.item.meeting, actor, clock.now())
    item_id = paper.item_id
    with unit_of_work():
        services.withdraw_paper(paper, actor=actor, at=clock.now())
    flash("The paper is withdrawn.", "success")
    return _to(item_id)


@allow(Permission.GOVERNANCE_READ)
def note(item_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), NoteForm()
    item, _ = services.item_for(item_id, actor=actor, at=clock.now())
    if not form.validate_on_submit():
        raise RuleBroken(" ".join(text for *_, text in errors_of(form)))
    with unit_of_work():
        services.write_note(item, form.text.data or "", actor=actor, at=clock.now())
    flash("Your note is kept, for you alone.", "success")
    return _to(item_id)


def _to(item_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_papers", item_id=item_id), 303)


def add_to(bp: Blueprint) -> None:
    item, paper, post = "/agenda/<int:item_id>/papers", "/papers/<int:paper_id>", ["POST"]
    bp.add_url_rule(item, "show_papers", show)
    bp.add_url_rule(item, "add_paper", add, methods=post)
    bp.add_url_rule(f"{item}/note", "write_note", note, methods=post)
    bp.add_url_rule(f"{paper}/open", "open_paper", open_one, methods=post)
    bp.add_url_rule(f"{paper}/withdraw", "withdraw_paper", withdraw, methods=post)
