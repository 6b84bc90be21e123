"""Who is asked to answer what: mine, those I follow, one, and asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.queries import get_person, people_choices
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.permissions import Permission
from app.standards.facts import AssignmentFacts, Subject
from app.standards.forms.assignments import AssignForm, MoveForm
from app.standards.models import Pack
from app.standards.queries import assessments, catalog
from app.standards.queries import assignments as queries
from app.standards.queries.assignments import WHOLE, Named
from app.standards.queries.subjects import Profile, profiles_of
from app.standards.services import assignments as services
from app.standards.translate import Chapter, chapters, lines
from app.web.access import allow, current_actor


@dataclass(frozen=True, slots=True)
class Shown:
    """An assignment with how far it has come: the parts of the sheet it is about."""

    named: Named
    profile: Profile
    parts: tuple[Chapter, ...]

    @property
    def section(self) -> str:
        """Title of the section, or of the whole."""
        if self.named.assignment.section == WHOLE:
            return "The whole sheet"
        return self.parts[0].element.title if self.parts else self.named.assignment.section

    @property
    def answered(self) -> int:
        return sum(part.answered for part in self.parts)

    @property
    def asked(self) -> int:
        return sum(len(part.lines) for part in self.parts)


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    actor = current_actor()
    mine, others = queries.owed_to(actor), queries.followed_by(actor)
    shown = _shown([*mine, *others])
    return render_template(
        "standards/assignments/index.html",
        mine=shown[: len(mine)],
        others=shown[len(mine) :],
        today=clock.today(),
    )


@allow(Permission.STANDARDS_READ)
def show(assignment_id: int) -> ResponseReturnValue:
    named = queries.get_for(current_actor(), assignment_id)
    one = _shown([named])[0]
    assignment = named.assignment
    return render_template(
        "standards/assignments/show.html",
        one=one,
        assignment=assignment,
        form=MoveForm(obj=assignment),
        today=clock.today(),
        is_mine=assignment.assignee_id == current_actor().person_id,
        may_change=services.may_change(assignment, one.profile, current_actor()),
    )


@allow(Permission.STANDARDS_ANSWER)
def new(pack_id: int, subject: Subject, subject_id: int) -> ResponseReturnValue:
    pack = catalog.get_pack(pack_id)
    profile = assessments.get_for(current_actor(), subject, subject_id)
    parts = chapters(pack, lines(pack, profile, assessments.answers_of(pack, profile)))
    form = AssignForm(data={"sections": request.args.getlist("section")})
    form.offer(parts, people_choices())
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            made = services.assign(
                services.Part(pack, profile, form.chosen),
                get_person(form.person.data),
                AssignmentFacts(due_on=form.due_on.data, note=form.note.data),
                actor=current_actor(),
                at=clock.now(),
            )
        if not form.errors:
            name = get_person(form.person.data).name
            flash(f"{name} may answer this now, and the link is on its way.", "success")
            return redirect(url_for(".show_assignment", assignment_id=made[0].id), 303)
    status = 422 if form.errors else 200
    return render_template(
        "standards/assignments/new.html", form=form, pack=pack, profile=profile
    ), status


@allow(Permission.STANDARDS_READ)
def finish(assignment_id: int) -> ResponseReturnValue:
    named = queries.get_for(current_actor(), assignment_id)
    with unit_of_work():
        services.finish(named.assignment, actor=current_actor(), at=clock.now())
    flash("Thank you. Whoever asked sees that it is done.", "success")
    return redirect(url_for(".list_assignments"), 303)


@allow(Permission.STANDARDS_READ)
def withdraw(assignment_id: int) -> ResponseReturnValue:
    named, profile = _load(assignment_id)
    with unit_of_work(reason=request.form.get("reason", "").strip()[:500] or None):
        services.withdraw(named.assignment, profile, actor=current_actor(), at=clock.now())
    flash("It is withdrawn: the right to answer ended with it, what was answered stays.")
    return redirect(url_for(".show_assignment", assignment_id=assignment_id), 303)


@allow(Permission.STANDARDS_READ)
def move(assignment_id: int) -> ResponseReturnValue:
    named, profile = _load(assignment_id)
    form = MoveForm()
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.move(
                named.assignment,
                profile,
                form.due_on.data,
                actor=current_actor(),
                at=clock.now(),
            )
    said = " ".join(form.due_on.errors) or "The day is moved."
    flash(said, "error" if form.errors else "success")
    return redirect(url_for(".show_assignment", assignment_id=assignment_id), 303)


def _load(assignment_id: int) -> tuple[Named, Profile]:
    named = queries.get_for(current_actor(), assignment_id)
    return named, profiles_of(named.subject, [named.assignment.subject_id])[
        named.assignment.subject_id
    ]


def _shown(named: Sequence[Named]) -> list[Shown]:
    """Packs, subjects and answers each read once, however many there are."""
    packs = {pack_id: catalog.get_pack(pack_id) for pack_id in _packs(named)}
    profiles: dict[tuple[Subject, int], Profile] = {}
    for subject in {one.subject for one in named}:
        ids = {one.assignment.subject_id for one in named if one.subject is subject}
        found = profiles_of(subject, sorted(ids))
        profiles |= {(subject, number): profile for number, profile in found.items()}
    answers = queries.answers_of_many(named) if named else {}
    return [_one(one, packs, profiles, answers) for one in named]


def _packs(named: Sequence[Named]) -> set[int]:
    return {one.assignment.pack_id for one in named}


def _one(
    named: Named,
    packs: dict[int, Pack],
    profiles: dict[tuple[Subject, int], Profile],
    answers: dict[tuple[int, str, int], dict[int, Any]],
) -> Shown:
    assignment = named.assignment
    pack = packs[assignment.pack_id]
    profile = profiles[named.subject, assignment.subject_id]
    key = (assignment.pack_id, assignment.subject_key, assignment.subject_id)
    sheet = chapters(pack, lines(pack, profile, answers.get(key, {})))
    wanted = (part for part in sheet if assignment.section in {WHOLE, part.element.code})
    return Shown(named, profile, tuple(wanted))


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/assignments/", "list_assignments", index)
    bp.add_url_rule("/assignments/<int:assignment_id>", "show_assignment", show)
    sheet = "/packs/<int:pack_id>/<subject:subject>/<int:subject_id>"
    bp.add_url_rule(f"{sheet}/assign", "assign_sheet", new, methods=["GET", "POST"])
    one = "/assignments/<int:assignment_id>"
    bp.add_url_rule(f"{one}/finish", "finish_assignment", finish, methods=["POST"])
    bp.add_url_rule(f"{one}/withdraw", "withdraw_assignment", withdraw, methods=["POST"])
    bp.add_url_rule(f"{one}/move", "move_assignment", move, methods=["POST"])
