"""Who may answer for what."""

from app.kernel.permissions import Actor, Permission
from app.standards.facts import Subject


def may_answer(actor: Actor, subject: Subject, department_id: int | None) -> bool:
    """A lead answers for the led departments and what is in them, not for the program."""
    if subject is Subject.PROGRAM:
        return actor.may(Permission.STANDARDS_ANSWER) and not actor.only_own_departments
    return actor.may_in(Permission.STANDARDS_ANSWER, department_id)
