"""What a ballot keeps as it was when it opened: the roll, and what each effect would change."""

from datetime import datetime

from app.governance.models import Ballot, BallotEffect, BallotSeat, Body, Proposal
from app.governance.queries import proxies
from app.kernel.db import db
from app.kernel.subjects import effect_of


def freeze_roll(ballot: Ballot, body: Body, at: datetime) -> None:
    """Who sits where on this day, and who holds whose proxy.

    A seat whose term has not begun or is over counts as vacant.
    """
    day = at.date()
    given = {one.seat_id: one for one in proxies.standing_in(body.id, day)}
    for seat in body.seats:
        filled = seat.is_filled(day)
        alternate = seat.alternate if filled else None
        proxy = given.get(seat.id) if filled else None
        db.session.add(
            BallotSeat(
                ballot_id=ballot.id,
                seat_id=seat.id,
                title=seat.title,
                constituency=seat.constituency,
                group=seat.group,
                is_voting=seat.votes_now,
                in_quorum=seat.in_quorum,
                is_chair=seat.is_chair,
                holder_id=seat.holder_id if filled else None,
                holder_name=seat.holder.name if filled and seat.holder else None,
                alternate_id=alternate.id if alternate else None,
                alternate_name=alternate.name if alternate else None,
                proxy_holder_id=proxy.holder_id if proxy else None,
                proxy_holder_name=proxy.holder.name if proxy else None,
            )
        )


def freeze_effects(ballot: Ballot, proposal: Proposal) -> None:
    for effect in proposal.effects:
        kind = effect_of(effect.kind)
        kind.check(effect.subject_id, effect.payload)
        db.session.add(
            BallotEffect(
                ballot_id=ballot.id,
                effect_id=effect.id,
                sentence=kind.sentence(effect.subject_id, effect.payload),
                differences=[
                    {"label": one.label, "before": one.before, "after": one.after}
                    for one in kind.preview(effect.subject_id, effect.payload)
                ],
            )
        )
