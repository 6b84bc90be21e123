"""What passing and failing would mean, in numbers: apply the effects, read, take it all back."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby

from app.engine.voting.ballot import Outcome
from app.governance.models import Aim, Ballot, Decision, Proposal
from app.governance.models.rules import RuleColumns
from app.governance.queries import ballots, bodies
from app.governance.services.decisions import drawn_up, obstacle, reference_to
from app.kernel.db import db
from app.kernel.outlook import NOT_KNOWN, Reading, Topic, Touched, Unit, readings, rehearsed
from app.kernel.subjects import effect_of

Row = dict[str, str]
MOST = 60
"""Lines told under one topic; of more, their number."""

OBSTACLE = "obstacle"
MORE = "more"


def freeze_outlook(ballot: Ballot, at: datetime) -> Ballot:
    """What passing and failing mean as things stand at the opening; the ballot is read anew."""
    rows = outlook_of(ballot.proposal, at=at, ballot=ballot)
    ballot = ballots.lock(ballot.id)
    ballot.outlook = rows
    return ballot


def outlook_of(proposal: Proposal, *, at: datetime, ballot: Ballot | None = None) -> list[Row]:
    """One row for each number that would differ, and for those of the things it names.

    Everything is rolled back, history and messages too, and no object keeps what was tried: reload
    what you go on with. An empty list: nothing in the records changes.
    """
    if not proposal.effects or (ballot is not None and ballot.aim is Aim.REJECT):
        return []
    day, touched = at.date(), _touched(proposal)
    db.session.flush()
    before = readings(day, touched)
    with rehearsed(day, at) as settle:
        savepoint = db.session.begin_nested()
        try:
            decision = _stand_in(proposal, ballot, at)
            why = obstacle(list(proposal.effects), reference_to(decision, at))
            if why is None:
                settle()
                db.session.flush()
            after = readings(day, touched)
        finally:
            savepoint.rollback()
    db.session.expire_all()
    if why is not None:
        return [{"topic": OBSTACLE, "label": why}]
    return list(_rows(before, after, touched))


def _touched(proposal: Proposal) -> Touched:
    """The things its effects are about."""
    about = ((effect_of(one.kind).subject_key, one.subject_id) for one in proposal.effects)
    return frozenset((key, number) for key, number in about if key and number is not None)


def _stand_in(proposal: Proposal, ballot: Ballot | None, at: datetime) -> Decision:
    """The decision as it would be recorded if the ballot carried now."""
    ballot = ballot or _stand_in_ballot(proposal, at)
    decision = drawn_up(ballot, proposal, number=f"preview of {proposal.number}", at=at)
    db.session.add(decision)
    db.session.flush()
    return decision


def _stand_in_ballot(proposal: Proposal, at: datetime) -> Ballot:
    """Closed already, so that it stands in no other ballot's way."""
    charter = bodies.charter_in_force(proposal.body_id)
    ballot = Ballot(
        proposal_id=proposal.id,
        charter_id=charter.id,
        title=proposal.title,
        text=proposal.text,
        opens_at=at - timedelta(seconds=1),
        closes_at=at,
        closed_at=at,
        outcome=Outcome.CARRIED,
        opened_by_id=proposal.author_id,
        **{name: getattr(charter, name) for name in RuleColumns.__annotations__},
    )
    db.session.add(ballot)
    db.session.flush()
    return ballot


def _rows(
    before: Mapping[str, Reading], after: Mapping[str, Reading], touched: Touched
) -> Iterator[Row]:
    """By topic, what is named first; what stays the same is told of what is named alone."""
    keys = [
        key
        for key in dict.fromkeys((*before, *after))
        if _value(before, key) != _value(after, key)
        or (after.get(key) or before[key]).about in touched
    ]
    known = {key: after.get(key) or before[key] for key in keys}
    order = {topic: place for place, topic in enumerate(Topic)}
    keys.sort(key=lambda key: (order[known[key].topic], known[key].about not in touched))
    for topic, of_topic in groupby(keys, key=lambda key: known[key].topic):
        several = list(of_topic)
        for key in several[:MOST]:
            yield _row(known[key], _value(before, key), _value(after, key))
        if len(several) > MOST:
            many = str(len(several) - MOST)
            yield _row(
                Reading(f"{MORE}:{topic}", topic, "More that differ", Unit.COUNT, ""), "", many
            )


def _value(readings: Mapping[str, Reading], key: str) -> str:
    return readings[key].value if key in readings else NOT_KNOWN


def _row(reading: Reading, fails: str, passes: str) -> Row:
    return {
        "key": reading.key,
        "topic": reading.topic.value,
        "label": reading.label,
        "unit": reading.unit.value,
        "fails": fails,
        "passes": passes,
    }
