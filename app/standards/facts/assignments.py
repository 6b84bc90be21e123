"""What may be said when somebody is asked to answer."""

from datetime import date

from app.kernel.facts import Facts, Long, fact

SECTION = "Assignment"


class AssignmentFacts(Facts):
    due_on: date = fact("Due on", SECTION, default=...)
    note: Long | None = fact(
        "Note", SECTION, help="What the person should know. Never anything about a patient."
    )
