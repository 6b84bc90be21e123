"""Ask people to answer: one act gives the right, sends the link, and says until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import Person
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.facts import Refused
from app.kernel.permissions import Actor
from app.mail.services import Place, Recipient, queue_mail
from app.standards.facts import AssignmentFacts, Ending
from app.standards.models import Assignment, Pack
from app.standards.policy import may_answer
from app.standards.queries import assignments as queries
from app.standards.queries.assignments import WHOLE, Named
from app.standards.queries.subjects import Profile

NOT_YOURS = "Only whoever asked, or answers for this, may change an assignment."


@dataclass(frozen=True, slots=True)
class Part:
    """Of the sheet of a subject: sections are codes of elements; WHOLE is the whole sheet."""

    pack: Pack
    profile: Profile
    sections: Sequence[str]

    @property
    def titles(self) -> str:
        return _titles(self.pack, self.sections)


def assign(
    part: Part, person: Person, facts: AssignmentFacts, *, actor: Actor, at: datetime
) -> list[Assignment]:
    """One assignment for each section; one message says it all."""
    pack, profile, sections = part.pack, part.profile, part.sections
    if not may_answer(actor, profile.subject, profile.department_id):
        raise Forbidden("You may not assign this. Ask its department's lead or a planner.")
    _check(part, person, facts, at.date())
    there = [one for one in queries.of_sheet(pack, profile) if one.assignee_id == person.id]
    if again := {one.section for one in there} & set(sections):
        raise Conflict(f"{person.name} is asked already: {_titles(pack, sorted(again))}.")
    made = [
        Assignment(
            pack_id=pack.id,
            subject_key=profile.subject.key,
            subject_id=profile.id,
            section=section,
            assignee_id=person.id,
            due_on=facts.due_on,
            note=facts.note or "",
            assigned_by_id=actor.person_id,
            assigned_at=at,
        )
        for section in sections
    ]
    db.session.add_all(made)
    db.session.flush()
    _tell(part, made[0], person, actor=actor, at=at)
    return made


def finish(assignment: Assignment, *, actor: Actor, at: datetime) -> None:
    """Said by the assignee: answered as far as can be."""
    if actor.person_id != assignment.assignee_id:
        raise Forbidden("Only the person who was asked says that it is done.")
    _end(assignment, Ending.DONE, at)


def withdraw(assignment: Assignment, profile: Profile, *, actor: Actor, at: datetime) -> None:
    """The right to answer ends with it; what was answered stays."""
    _may_change(assignment, profile, actor)
    _end(assignment, Ending.WITHDRAWN, at)


def move(
    assignment: Assignment, profile: Profile, due_on: date, *, actor: Actor, at: datetime
) -> None:
    """Another day; the reminder comes again before it."""
    _may_change(assignment, profile, actor)
    _refuse_ended(assignment)
    if due_on < at.date():
        raise Refused({"due_on": "Choose today or a later day."})
    assignment.due_on, assignment.reminded_on = due_on, None


def remind(one: Named, *, at: datetime) -> None:
    assignment = one.assignment
    assignment.reminded_on = at.date()
    late = "is late" if assignment.is_late(at.date()) else "is due soon"
    queue_mail(
        _recipient(assignment.assignee),
        f"Reminder: answers for {one.title}",
        [
            f"{assignment.assigned_by.name} asked you to answer for {one.title}. It {late}.",
            f"Due on {assignment.due_on.isoformat()}.",
            "",
            Place("standards.show_assignment", {"assignment_id": assignment.id}),
        ],
        at=at,
        cause=f"assignment:{assignment.id}:{at.date().isoformat()}",
    )


def may_change(assignment: Assignment, profile: Profile, actor: Actor) -> bool:
    return actor.person_id == assignment.assigned_by_id or may_answer(
        actor, profile.subject, profile.department_id
    )


def _may_change(assignment: Assignment, profile: Profile, actor: Actor) -> None:
    if not may_change(assignment, profile, actor):
        raise Forbidden(NOT_YOURS)


def _check(part: Part, person: Person, facts: AssignmentFacts, today: date) -> None:
    known = {WHOLE, *(element.code for element in part.pack.elements)}
    if not part.sections or not set(part.sections) <= known:
        raise Refused({"sections": "Choose what is to be answered."})
    if not person.active:
        raise Refused({"person": f"{person.name} cannot sign in any more. Choose somebody else."})
    if facts.due_on < today:
        raise Refused({"due_on": "Choose today or a later day."})


def _end(assignment: Assignment, ending: Ending, at: datetime) -> None:
    _refuse_ended(assignment)
    assignment.ending, assignment.ended_at = ending, at


def _refuse_ended(assignment: Assignment) -> None:
    if assignment.ending is not None:
        raise RuleBroken(f"This assignment is {assignment.ending.label.lower()} already.")


def _tell(part: Part, first: Assignment, person: Person, *, actor: Actor, at: datetime) -> None:
    title, due_on = part.profile.title, first.due_on.isoformat()
    queue_mail(
        _recipient(person),
        f"Please answer for {title} by {due_on}",
        [
            f"{actor.name} asks you to answer: {part.titles}.",
            f"For {title}, under {part.pack.title}, by {due_on}.",
            "",
            *([first.note, ""] if first.note else []),
            Place("standards.show_assignment", {"assignment_id": first.id}),
        ],
        at=at,
        cause=f"assignment:{first.id}",
    )


def _recipient(person: Person) -> Recipient:
    return Recipient(person.id, person.name, person.email)


def _titles(pack: Pack, sections: Sequence[str]) -> str:
    titles = {element.code: element.title for element in pack.elements}
    return ", ".join(titles.get(one, "all criteria") for one in sections)
