"""One score, taken apart: an asset's, a department's, or the program's own answers."""

from collections.abc import Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.engine.fit.disposition import WORDS_OF
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.scoring.queries import scores
from app.scoring.queries.scores import SourceSheet
from app.scoring.services.explain import explain
from app.scoring.services.following import path_facts
from app.scoring.services.lifts import lifted
from app.scoring.services.paths import follow
from app.scoring.translate.readiness import source_parts
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.policy import may_answer
from app.standards.queries import assessments, catalog
from app.standards.queries.evidence import answer_for, backing_of
from app.standards.services import following
from app.web.access import allow, current_actor

TEMPLATE_OF = {
    Subject.ASSET: "scoring/scores/asset.html",
    Subject.DEPARTMENT: "scoring/scores/department.html",
    Subject.PROGRAM: "scoring/scores/program.html",
}


@allow(Permission.STANDARDS_READ)
def show(pack_id: int, subject: Subject, subject_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    profile = assessments.get_for(current_actor(), subject, subject_id)
    on = clock.today()
    return render_template(
        TEMPLATE_OF[subject],
        pack=pack,
        profile=profile,
        stored=scores.score_of(pack, subject, subject_id),
        own=lifted(pack, explain(pack, profile, on=on)),
        backing=backing_of(
            pack, profile, on=on, months=current_app.config["ISOCENTER"].evidence_stale_months
        ),
        path=follow(subject_id, on=on) if subject is Subject.ASSET else None,
        sources=source_parts(pack, _sources(pack, subject, subject_id)),
        rules=WORDS_OF,
        may_answer=may_answer(current_actor(), profile.subject, profile.department_id),
    )


@allow(Permission.STANDARDS_READ)
def take_back(answer_id: int) -> ResponseReturnValue:
    """Here, because what the inventory says of a path is followed in this area."""
    served, on = answer_for(current_actor(), answer_id), clock.today()
    number, is_asset = served.profile.id, served.profile.subject is Subject.ASSET
    followed = path_facts([number] if is_asset else [], on=on).get(number, {})
    with unit_of_work(reason="Taken back to what the inventory says"):
        following.take_back(served, followed, actor=current_actor(), on=on, at=clock.now())
    flash("The answer follows the inventory again.", "success")
    return redirect(url_for("standards.show_answer_evidence", answer_id=answer_id), 303)


def _sources(pack: Pack, subject: Subject, subject_id: int) -> Sequence[SourceSheet]:
    if subject is not Subject.DEPARTMENT:
        return ()
    return scores.source_sheets(pack, [subject_id]).get(subject_id, ())


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule(
        "/answers/<int:answer_id>/take-back", "take_back_answer", take_back, methods=["POST"]
    )
    bp.add_url_rule("/packs/<int:pack_id>/<subject:subject>/<int:subject_id>", "show_score", show)
