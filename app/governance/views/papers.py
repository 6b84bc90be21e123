"""The papers of an item or a proposal: read with a receipt, handed in, withdrawn; a note."""

from io import BytesIO

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.governance.forms.papers import NoteForm, PaperForm
from app.governance.models import Paper
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
    may_run = runs(actor, meeting.body_id, now)
    return render_template(
        "governance/papers/show.html",
        item=item,
        meeting=meeting,
        papers=queries.of_item(item),
        people=_readers(meeting.body_id),
        runs=may_run,
        may_add=may_run,
        add_to=url_for(".add_paper", item_id=item_id),
        form=form,
        note=note,
        note_form=NoteForm(formdata=None, data={"text": note.text if note else ""}),
    ), 422 if form.errors else 200


@allow(Permission.GOVERNANCE_READ)
def show_of_proposal(proposal_id: int) -> ResponseReturnValue:
    return _page_of_proposal(proposal_id, PaperForm())


def _page_of_proposal(proposal_id: int, form: PaperForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    proposal = services.proposal_for(proposal_id, actor=actor, at=now)
    return render_template(
        "governance/papers/proposal.html",
        item=None,
        proposal=proposal,
        papers=queries.of_proposal(proposal_id),
        people=_readers(proposal.body_id),
        runs=runs(actor, proposal.body_id, now),
        may_add=services.may_hand_to(proposal, actor, now),
        add_to=url_for(".add_paper_to_proposal", proposal_id=proposal_id),
        form=form,
    ), 422 if form.errors else 200


def _readers(body_id: int) -> dict[int, str]:
    """Who should read the papers: the holders of seats on this day."""
    today = clock.today()
    held = [one for one in bodies.get(body_id).seats if one.is_filled(today)]
    return {one.holder_id: one.holder.name for one in held if one.holder_id and one.holder}


@allow(Permission.GOVERNANCE_PROPOSE)
def add(item_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PaperForm()
    item, _ = services.item_for(item_id, actor=actor, at=clock.now())
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.add_paper(item, _handed(form), actor=actor, at=clock.now())
        if not form.errors:
            flash("The paper is handed in.", "success")
            return _to_item(item_id)
    return _page(item_id, form)


@allow(Permission.GOVERNANCE_PROPOSE)
def add_to_proposal(proposal_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PaperForm()
    proposal = services.proposal_for(proposal_id, actor=actor, at=clock.now())
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.add_to_proposal(proposal, _handed(form), actor=actor, at=clock.now())
        if not form.errors:
            flash("The paper goes with the proposal to its meeting and its ballot.", "success")
            return _to_proposal(proposal_id)
    return _page_of_proposal(proposal_id, form)


def _handed(form: PaperForm) -> Handed:
    most = current_app.config["ISOCENTER"].evidence_file_megabytes * services.MEGABYTE
    file = form.file.data
    return Handed(
        title=form.title.data or "",
        url=form.url.data or "",
        name=file.filename or "" if file else "",
        data=file.stream.read(most + 1) if file else None,
        most=most,
    )


@allow(Permission.GOVERNANCE_READ)
def open_one(paper_id: int) -> ResponseReturnValue:
    """The receipt is kept first; then the file is saved under a clean name, or the link shown."""
    actor, now = current_actor(), clock.now()
    paper = services.paper_for(paper_id, actor=actor, at=now)
    with unit_of_work():
        services.open_paper(paper, actor=actor, at=now)
    paper = queries.get(paper_id)
    if paper.url:
        return _back_from(paper)
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
    actor, now = current_actor(), clock.now()
    paper = services.paper_for(paper_id, actor=actor, at=now)
    back = _back_from(paper)
    with unit_of_work():
        services.withdraw_paper(paper, actor=actor, at=now)
    flash("The paper is withdrawn.", "success")
    return back


@allow(Permission.GOVERNANCE_READ)
def note(item_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), NoteForm()
    item, _ = services.item_for(item_id, actor=actor, at=clock.now())
    if not form.validate_on_submit():
        raise RuleBroken(" ".join(text for *_, text in errors_of(form)))
    with unit_of_work():
        services.write_note(item, form.text.data or "", actor=actor, at=clock.now())
    flash("Your note is kept, for you alone.", "success")
    ballot_id = request.args.get("ballot", type=int)
    if ballot_id is not None:
        return redirect(url_for(".show_ballot", ballot_id=ballot_id, _anchor="reading"), 303)
    return _to_item(item_id)


def _back_from(paper: Paper) -> ResponseReturnValue:
    """To the item one came from; a paper of a proposal lies at every item about it."""
    came_from = request.args.get("item", type=int) or paper.item_id
    if came_from is not None:
        return _to_item(came_from)
    assert paper.proposal_id is not None
    return _to_proposal(paper.proposal_id)


def _to_item(item_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_papers", item_id=item_id), 303)


def _to_proposal(proposal_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_papers_of_proposal", proposal_id=proposal_id), 303)


def add_to(bp: Blueprint) -> None:
    item, paper, post = "/agenda/<int:item_id>/papers", "/papers/<int:paper_id>", ["POST"]
    proposal = "/proposals/<int:proposal_id>/papers"
    bp.add_url_rule(item, "show_papers", show)
    bp.add_url_rule(item, "add_paper", add, methods=post)
    bp.add_url_rule(proposal, "show_papers_of_proposal", show_of_proposal)
    bp.add_url_rule(proposal, "add_paper_to_proposal", add_to_proposal, methods=post)
    bp.add_url_rule(f"{item}/note", "write_note", note, methods=post)
    bp.add_url_rule(f"{paper}/open", "open_paper", open_one, methods=post)
    bp.add_url_rule(f"{paper}/withdraw", "withdraw_paper", withdraw, methods=post)
