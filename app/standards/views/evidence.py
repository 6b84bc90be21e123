"""Evidence: all of it, one piece with its versions, and what stands behind one answer."""

from io import BytesIO

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app.audit.queries import history_of
from app.engine.scoring.evidence import is_stale
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.facts import check
from app.kernel.permissions import Permission
from app.standards.facts import EvidenceFacts
from app.standards.forms.evidence import AttachForm, EvidenceForm, HandInForm
from app.standards.models import Evidence
from app.standards.queries import evidence as queries
from app.standards.queries.evidence import Served
from app.standards.services import evidence as services
from app.standards.services import following
from app.web.access import allow, current_actor

ALONE = "default-src 'none'; sandbox"
"""What a file may do in a browser: nothing."""


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    words = request.args.get("search", "").strip()
    pieces = queries.list_all(words)
    return render_template(
        "standards/evidence/index.html",
        pieces=pieces,
        served=queries.answers_served(pieces),
        stale={one.id for one in pieces if _is_stale(one)},
        words=words,
        months=_months(),
    )


@allow(Permission.STANDARDS_READ)
def show(evidence_id: int) -> ResponseReturnValue:
    return _shown(queries.get_for(current_actor(), evidence_id), HandInForm())


@allow(Permission.STANDARDS_READ)
def hand_in(evidence_id: int) -> ResponseReturnValue:
    evidence = queries.get_for(current_actor(), evidence_id)
    form = HandInForm()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.hand_in(
                evidence, _upload(form.file.data), actor=current_actor(), at=clock.now()
            )
        if not form.errors:
            flash("The new version is kept beside those before it.", "success")
            return redirect(url_for(".show_evidence", evidence_id=evidence_id), 303)
    return _shown(queries.get_for(current_actor(), evidence_id), form)


@allow(Permission.STANDARDS_READ)
def withdraw(evidence_id: int) -> ResponseReturnValue:
    evidence = queries.get_for(current_actor(), evidence_id)
    with unit_of_work(reason=request.form.get("reason", "").strip()[:500] or None):
        services.withdraw(evidence, actor=current_actor(), at=clock.now())
    flash("It is withdrawn and shows nothing any more.")
    return redirect(url_for(".show_evidence", evidence_id=evidence_id), 303)


@allow(Permission.STANDARDS_READ)
def download(evidence_id: int, number: int) -> Response:
    """Never shown in the browser: saved under a clean name."""
    file, data = queries.file_of(queries.get_for(current_actor(), evidence_id), number)
    response = send_file(
        BytesIO(data), mimetype=file.media, as_attachment=True, download_name=file.name
    )
    response.headers["Content-Security-Policy"] = ALONE
    return response


@allow(Permission.STANDARDS_READ)
def of_answer(answer_id: int) -> ResponseReturnValue:
    served = queries.answer_for(current_actor(), answer_id)
    supports = queries.supports_of(served.answer)
    there = {one.evidence_id for one in supports}
    form = AttachForm()
    others = [one for one in queries.list_all() if one.id not in there and not one.withdrawn_at]
    form.evidence.offer([(str(one.id), one.title) for one in others], none="choose a piece")
    if form.validate_on_submit():
        chosen = queries.get_for(current_actor(), form.evidence.data)
        with form.blamed(), unit_of_work():
            services.attach(chosen, served, actor=current_actor())
        if not form.errors:
            flash("It serves this answer too.", "success")
            return redirect(url_for(".show_answer_evidence", answer_id=answer_id), 303)
    return render_template(
        "standards/evidence/answer.html",
        served=served,
        supports=supports,
        form=form,
        has_others=bool(others),
        backing=_backing(served).get(answer_id),
        stale={one.evidence_id for one in supports if _is_stale(one.evidence)},
        may_serve=services.may_serve(served, current_actor()),
        follows=following.has_rule(served),
        follows_path=following.follows_path(served),
        says=following.preview(served, {}, clock.today()),
    ), 422 if form.errors else 200


@allow(Permission.STANDARDS_READ)
def new(answer_id: int) -> ResponseReturnValue:
    served = queries.answer_for(current_actor(), answer_id)
    form = EvidenceForm(
        data={"dated_on": clock.today(), "kind": EvidenceFacts.model_fields["kind"].default}
    )
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            evidence = services.add(
                served,
                check(EvidenceFacts, form.said()),
                _upload(form.file.data) if form.file.data else None,
                actor=current_actor(),
                at=clock.now(),
            )
            title = evidence.title
        if not form.errors:
            flash(f"“{title}” is kept and serves this answer.", "success")
            return redirect(url_for(".show_answer_evidence", answer_id=answer_id), 303)
    status = 422 if form.errors else 200
    return render_template("standards/evidence/new.html", form=form, served=served), status


@allow(Permission.STANDARDS_READ)
def detach(support_id: int) -> ResponseReturnValue:
    support = queries.get_support(support_id)
    answer_id = support.answer_id
    served = queries.answer_for(current_actor(), answer_id)
    with unit_of_work(reason=request.form.get("reason", "").strip()[:500] or None):
        services.detach(support, served, actor=current_actor())
    flash("It serves this answer no more.")
    return redirect(url_for(".show_answer_evidence", answer_id=answer_id), 303)


def _shown(evidence: Evidence, form: HandInForm) -> ResponseReturnValue:
    return render_template(
        "standards/evidence/show.html",
        evidence=evidence,
        answers=queries.served_by(evidence),
        form=form,
        is_stale=_is_stale(evidence),
        months=_months(),
        may_change=services.may_change(evidence, current_actor()),
        changes=history_of(Evidence.__tablename__, evidence.id),
    ), 422 if form.errors else 200


def _backing(served: Served) -> dict[int, queries.Backing]:
    return queries.backing_of(served.pack, served.profile, on=clock.today(), months=_months())


def _is_stale(evidence: Evidence) -> bool:
    return is_stale(evidence.dated_on, on=clock.today(), months=_months())


def _months() -> int:
    months: int = current_app.config["ISOCENTER"].evidence_stale_months
    return months


def _upload(file: FileStorage) -> services.Upload:
    """One byte more than may be is enough to see that it is too much."""
    settings = current_app.config["ISOCENTER"]
    most = settings.evidence_file_megabytes * services.MEGABYTE
    return services.Upload(
        name=file.filename or "",
        data=file.stream.read(most + 1),
        most=most,
        most_of_person=settings.evidence_person_megabytes * services.MEGABYTE,
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/evidence/", "list_evidence", index)
    one, form = "/evidence/<int:evidence_id>", ["GET", "POST"]
    bp.add_url_rule(one, "show_evidence", show)
    bp.add_url_rule(f"{one}/file", "hand_in_file", hand_in, methods=["POST"])
    bp.add_url_rule(f"{one}/withdraw", "withdraw_evidence", withdraw, methods=["POST"])
    bp.add_url_rule(f"{one}/file/<int:number>", "download_file", download)
    answer = "/answers/<int:answer_id>/evidence/"
    bp.add_url_rule(answer, "show_answer_evidence", of_answer, methods=form)
    bp.add_url_rule(f"{answer}new", "add_evidence", new, methods=form)
    bp.add_url_rule(
        "/supports/<int:support_id>/detach", "detach_evidence", detach, methods=["POST"]
    )
