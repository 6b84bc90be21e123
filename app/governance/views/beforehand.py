"""What a ballot on a proposal would take if it were opened today, before anybody votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.engine.voting.ledger import Line, what_it_takes
from app.engine.voting.proposal import PROPOSAL, Move
from app.governance import translate
from app.governance.models import CharterStage, Proposal
from app.governance.queries import bodies


@dataclass(frozen=True, slots=True)
class Beforehand:
    """Sentences, and the charter their clauses stand in."""

    charter_id: int
    edition: int
    lines: Sequence[Line]


def beforehand(proposal: Proposal, on: date) -> Beforehand | None:
    """None once a ballot is open or nothing is open to it, and for a body without a charter."""
    ahead = {Move.OPEN, Move.SUBMIT} & set(PROPOSAL.open_to(proposal.stage))
    body = bodies.get(proposal.body_id) if ahead else None
    if body is None or body.charter.stage is not CharterStage.IN_FORCE:
        return None
    rule, roll = translate.rule_of(body.charter), translate.roll_of_seats(body.seats, on)
    return Beforehand(body.charter.id, body.charter.edition, what_it_takes(rule, roll))
