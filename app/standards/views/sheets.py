"""The sheet of one subject: what was answered, and answering."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import Forbidden, NotFound
from app.kernel.permissions import Permission
from app.standards.facts import Subject
from app.standards.forms.sheets import SheetForm
from app.standards.models import Pack
from app.standards.policy import may_answer
from app.standards.queries import assessments, assignments, catalog, crosswalks
from app.standards.queries.evidence import backing_of
from app.standards.queries.subjects import Profile
from app.standards.services import answers as services
from app.standards.translate import Chapter, chapters, lines, said_in, unasked_of
from app.web.access import allow, current_actor


@allow(Permission.STANDARDS_READ)
def show(pack_id: int, subject: Subject, subject_id: int) -> ResponseReturnValue:
    pack, profile = _load(pack_id, subject, subject_id)
    return render_template(
        "standards/sheets/show.html",
        pack=pack,
        profile=profile,
        chapters=_chapters(pack, profile),
        changes=assessments.changes_on(pack, profile),
        hints=crosswalks.hints_for(pack, profile),
        mine=services.sections_open_to(current_actor(), pack, profile),
        may_assign=may_answer(current_actor(), profile.subject, profile.department_id),
        assignments=assignments.of_sheet(pack, profile),
        backing=backing_of(
            pack,
            profile,
            on=clock.today(),
            months=current_app.config["ISOCENTER"].evidence_stale_months,
        ),
        today=clock.today(),
    )


@allow(Permission.STANDARDS_READ)
def answer(pack_id: int, subject: Subject, subject_id: int, element: str) -> ResponseReturnValue:
    pack, profile = _load(pack_id, subject, subject_id)
    mine = services.sections_open_to(current_actor(), pack, profile)
    every = _chapters(pack, profile)
    chapter = _named(element, every)
    if element not in mine:
        raise Forbidden(services.NOT_YOURS)
    parts = [one for one in every if one.element.code in mine]
    form = SheetForm(chapter.lines, request.form if request.method == "POST" else None)
    stale: frozenset[int] = frozenset()
    if form.validate_on_submit() and (given := form.given()) is not None:
        try:
            with unit_of_work():
                kept = services.save_answers(
                    pack, profile, given, actor=current_actor(), at=clock.now()
                )
            flash(_saved(kept), "success")
            return redirect(_next(pack, profile, chapter, parts), 303)
        except services.StaleAnswers as conflict:
            stale = conflict.criterion_ids
            form.form_errors.append(str(conflict))
    return render_template(
        "standards/sheets/answer.html",
        pack=pack,
        profile=profile,
        chapter=chapter,
        chapters=parts,
        form=form,
        stale=stale,
    ), _status(form, stale)


def _load(pack_id: int, subject: Subject, subject_id: int) -> tuple[Pack, Profile]:
    return catalog.get_pack(pack_id), assessments.get_for(current_actor(), subject, subject_id)


def _chapters(pack: Pack, profile: Profile) -> list[Chapter]:
    answers = assessments.answers_of(pack, profile)
    unasked = unasked_of(pack.criteria, profile, said_in(pack.criteria, answers))
    return chapters(pack, lines(pack, profile, answers), unasked)


def _named(element: str, parts: list[Chapter]) -> Chapter:
    for part in parts:
        if part.element.code == element:
            return part
    raise NotFound("Nothing of this element is asked here.")


def _saved(kept: int) -> str:
    if not kept:
        return "Nothing was different, so nothing was saved."
    return f"{kept} answer{'' if kept == 1 else 's'} saved, and the score computed again."


def _next(pack: Pack, profile: Profile, chapter: Chapter, parts: list[Chapter]) -> str:
    """On to the next element, or to the whole sheet after the last."""
    where: dict[str, Any] = {
        "pack_id": pack.id,
        "subject": profile.subject,
        "subject_id": profile.id,
    }
    after = parts[parts.index(chapter) + 1 :]
    if "and_next" in request.form and after:
        return url_for(".answer_sheet", element=after[0].element.code, **where)
    return url_for(".show_sheet", **where)


def _status(form: SheetForm, stale: frozenset[int]) -> int:
    if stale:
        return 409
    return 422 if form.errors or form.faulty else 200


def add_to(bp: Blueprint) -> None:
    sheet = "/packs/<int:pack_id>/<subject:subject>/<int:subject_id>/"
    bp.add_url_rule(sheet, "show_sheet", show)
    bp.add_url_rule(f"{sheet}<element>", "answer_sheet", answer, methods=["GET", "POST"])
