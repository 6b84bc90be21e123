"""The register of interests: everyone's, one person's, and those a question touches."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import joinedload

from app.governance.models import Ballot, Interest, Proposal
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.subjects import Subject, effect_of, touched_by


def _standing() -> Select[Interest]:
    found = select(Interest).where(Interest.ended_at.is_(None)).options(joinedload(Interest.person))
    return found.order_by(Interest.id)


def list_standing() -> Sequence[Interest]:
    """Everyone's; whoever may read governance may know who has an interest in what."""
    return db.session.scalars(_standing()).unique().all()


def of_person(person_id: int) -> Sequence[Interest]:
    return db.session.scalars(_standing().where(Interest.person_id == person_id)).unique().all()


def get(interest_id: int) -> Interest:
    found = db.session.get(Interest, interest_id)
    if found is None:
        raise NotFound("There is no such interest.")
    return found


def subjects_of(proposal: Proposal) -> frozenset[Subject]:
    """What a proposal is about, what its effects change, and what belongs to those."""
    named = {(proposal.subject_key, proposal.subject_id)}
    named |= {(kind, one.subject_id) for one in proposal.effects if (kind := _kind(one.kind))}
    return touched_by((key, one) for key, one in named if key is not None and one is not None)


def _kind(effect: str) -> str | None:
    return effect_of(effect).subject_key


def touching(ballot: Ballot, people: Iterable[int] | None = None) -> Sequence[Interest]:
    """Standing interests of those on the roll, or of some of them, in what a ballot is about."""
    wanted = {one.holder_id for one in ballot.seats} if people is None else set(people)
    subjects = subjects_of(ballot.proposal)
    if not subjects:
        return ()
    among = tuple_(Interest.subject_key, Interest.subject_id).in_(sorted(subjects))
    found = _standing().where(among, Interest.person_id.in_(wanted))
    return db.session.scalars(found).unique().all()
