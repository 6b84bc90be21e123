"""The tables of governance."""

from app.governance.models.agendas import Action, AgendaItem, Motion, MotionWording
from app.governance.models.ballots import (
    Aim,
    Ballot,
    BallotEffect,
    BallotSeat,
    Channel,
    Participation,
    Recusal,
    Reminder,
    SecretBox,
    Vote,
)
from app.governance.models.bodies import Body, Charter, CharterStage, Right, Seat
from app.governance.models.decisions import (
    Condition,
    Decision,
    DecisionStatus,
    Dissent,
    Register,
    RegisterKind,
    Stance,
)
from app.governance.models.meetings import Attendance, Invited, Meeting, MeetingEvent, MeetingSeat
from app.governance.models.minutes import Minutes, MinutesReading, Statement
from app.governance.models.packets import Packet
from app.governance.models.papers import Paper, PaperContent, PaperOpening, PrivateNote
from app.governance.models.proposals import Advice, Effect, Proposal
from app.governance.models.proxies import Interest, Proxy
from app.governance.models.requests import MeetingRequest

__all__ = [
    "Action",
    "Advice",
    "AgendaItem",
    "Aim",
    "Attendance",
    "Ballot",
    "BallotEffect",
    "BallotSeat",
    "Body",
    "Channel",
    "Charter",
    "CharterStage",
    "Condition",
    "Decision",
    "DecisionStatus",
    "Dissent",
    "Effect",
    "Interest",
    "Invited",
    "Meeting",
    "MeetingEvent",
    "MeetingRequest",
    "MeetingSeat",
    "Minutes",
    "MinutesReading",
    "Motion",
    "MotionWording",
    "Packet",
    "Paper",
    "PaperContent",
    "PaperOpening",
    "Participation",
    "PrivateNote",
    "Proposal",
    "Proxy",
    "Recusal",
    "Register",
    "RegisterKind",
    "Reminder",
    "Right",
    "Seat",
    "SecretBox",
    "Stance",
    "Statement",
    "Vote",
]
