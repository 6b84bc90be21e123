"""Who may answer for what."""

from app.kernel.permissions import Actor, Permission
from app.standards.facts import Subject
from app.standards.queries.subjects import Profile


def may_answer(actor: Actor, profile: Profile) -> bool:
    """A lead answers for the led departments and what is in them, not for the program."""
    if profile.subject is Subject.PROGRAM:
        return actor.may(Permission.STANDARDS_ANSWER) and not actor.only_own_departments
    return actor.may_in(Permission.STANDARDS_ANSWER, profile.department_id)
