"""Write to those who have not voted, and to nobody else; it says nothing of how anyone voted."""

from datetime import datetime, timedelta

from app.accounts.queries import actor_of, people_with
from app.engine.voting.ballot import Phase
from app.governance import translate
from app.governance.models import Ballot, Reminder
from app.governance.policy import standing
from app.governance.queries import ballots as queries
from app.governance.queries import bodies
from app.governance.queries.duties import votes_owed
from app.inbox.queries import without_daily_digest
from app.inbox.services import lines_of, recipient_of
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor
from app.mail.services import queue_mail

LAST_CALL = timedelta(hours=24)
LONG_ENOUGH = timedelta(hours=48)
"""A shorter ballot has no last call: everyone has only just heard of it."""
PAUSE = timedelta(hours=20)


def remind(ballot: Ballot, *, actor: Actor, at: datetime) -> Reminder:
    """By hand, by whoever runs the ballot; not twice within a day."""
    ballot = queries.lock(ballot.id)
    chair = bodies.chair_of(ballot.proposal.body_id, at.date())
    if not standing(actor, author_id=ballot.proposal.author_id, chair_id=chair).runs:
        raise Forbidden("Members are reminded by the chair of the body or the secretary.")
    if translate.phase_at(ballot, at) is not Phase.OPEN:
        raise RuleBroken("This ballot is not open, so there is nobody to remind.")
    sent = [one.sent_at for one in queries.reminders_of(ballot.id)]
    if sent and sent[-1] > at - PAUSE:
        raise RuleBroken("They were reminded less than a day ago. Give them time to answer.")
    return _write(ballot, at, f"reminder:{ballot.id}:{len(sent)}", sent_by_id=actor.person_id)


def last_call(ballot: Ballot, *, at: datetime) -> Reminder:
    """Once, near the end; those who do not want it are left in peace.

    Whoever has the digest of every morning reads it there: no vote is asked for in two mails.
    """
    return _write(ballot, at, f"last-call:{ballot.id}", sent_by_id=None)


def _write(ballot: Ballot, at: datetime, cause: str, *, sent_by_id: int | None) -> Reminder:
    seats = translate.silent_seats(ballot)
    silent = {who for seat in seats if (who := seat.proxy_holder_id or seat.holder_id)}
    if sent_by_id is None:
        silent = without_daily_digest(silent, last_call=True)
    people = 0
    for person in people_with(silent):
        owed = [
            duty
            for duty in votes_owed(actor_of(person), at)
            if duty.arguments["ballot_id"] == ballot.id
        ]
        lines = [line for duty in owed for line in (*lines_of(person, duty, at), "")]
        if lines:
            subject = f"Your vote is missing: {ballot.title}"
            greeting = (f"Hello {person.name},", "")
            to = recipient_of(person)
            queue_mail(to, subject, [*greeting, *lines], at=at, cause=f"{cause}:{person.id}")
            people += 1
    reminder = Reminder(ballot_id=ballot.id, sent_by_id=sent_by_id, sent_at=at, people=people)
    db.session.add(reminder)
    return reminder
