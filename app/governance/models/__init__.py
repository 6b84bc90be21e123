"""The tables of governance."""

from app.governance.models.ballots import Ballot, BallotEffect, BallotSeat, Recusal, Vote
from app.governance.models.bodies import Body, Charter, Seat
from app.governance.models.decisions import Decision, DecisionStatus, Register, RegisterKind
from app.governance.models.proposals import Effect, Proposal

__all__ = [
    "Ballot",
    "BallotEffect",
    "BallotSeat",
    "Body",
    "Charter",
    "Decision",
    "DecisionStatus",
    "Effect",
    "Proposal",
    "Recusal",
    "Register",
    "RegisterKind",
    "Seat",
    "Vote",
]
