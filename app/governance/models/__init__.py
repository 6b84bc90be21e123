"""The tables of governance."""

from app.governance.models.agendas import Action, AgendaItem, Motion, MotionWording
from app.governance.models.ballots import Ballot, BallotEffect, BallotSeat, Recusal, Vote
from app.governance.models.bodies import Body, Charter, Seat
from app.governance.models.decisions import Decision, DecisionStatus, Register, RegisterKind
from app.governance.models.meetings import Attendance, Meeting, MeetingEvent, MeetingSeat
from app.governance.models.minutes import Minutes, Statement
from app.governance.models.proposals import Effect, Proposal

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotEffect",
    "BallotSeat",
    "Body",
    "Charter",
    "Decision",
    "DecisionStatus",
    "Effect",
    "Meeting",
    "MeetingEvent",
    "MeetingSeat",
    "Minutes",
    "Motion",
    "MotionWording",
    "Proposal",
    "Recusal",
    "Register",
    "RegisterKind",
    "Seat",
    "Statement",
    "Vote",
]
