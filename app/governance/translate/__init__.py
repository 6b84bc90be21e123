"""Rows to the voting engine, and rows back to the facts they were made from."""

from app.governance.translate.facts import (
    facts_of_body,
    facts_of_charter,
    facts_of_proposal,
    facts_of_seat,
)
from app.governance.translate.voting import (
    claim_of,
    columns_of,
    count_if_all_take_part,
    count_of,
    phase_at,
    roll_of,
    rule_of,
    seats_of,
    silent_seats,
    vote_on,
    voting_seats,
)

__all__ = [
    "claim_of",
    "columns_of",
    "count_if_all_take_part",
    "count_of",
    "facts_of_body",
    "facts_of_charter",
    "facts_of_proposal",
    "facts_of_seat",
    "phase_at",
    "roll_of",
    "rule_of",
    "seats_of",
    "silent_seats",
    "vote_on",
    "voting_seats",
]
