"""The vocabulary of a meeting: its life, who is in the room, what is on the agenda."""

from enum import StrEnum

from app.engine.lifecycle import Lifecycle


class MeetingKind(StrEnum):
    """A special meeting is called for what its notice names, and deals with nothing else."""

    REGULAR = "regular"
    SPECIAL = "special"


class MeetingStage(StrEnum):
    PLANNED = "planned"
    CALLED = "called"
    IN_PROGRESS = "in_progress"
    ADJOURNED = "adjourned"
    CANCELED = "canceled"


class MeetingMove(StrEnum):
    """Worded to end a refusal: "cannot be …"."""

    CHANGE = "changed"
    CALL = "called"
    OPEN = "opened"
    CONDUCT = "conducted"
    ADJOURN = "adjourned"
    CANCEL = "canceled"


MEETING = Lifecycle(
    "meeting",
    {
        (MeetingStage.PLANNED, MeetingMove.CHANGE): MeetingStage.PLANNED,
        (MeetingStage.PLANNED, MeetingMove.CALL): MeetingStage.CALLED,
        (MeetingStage.PLANNED, MeetingMove.CANCEL): MeetingStage.CANCELED,
        (MeetingStage.CALLED, MeetingMove.CHANGE): MeetingStage.CALLED,
        (MeetingStage.CALLED, MeetingMove.OPEN): MeetingStage.IN_PROGRESS,
        (MeetingStage.CALLED, MeetingMove.CANCEL): MeetingStage.CANCELED,
        (MeetingStage.IN_PROGRESS, MeetingMove.CONDUCT): MeetingStage.IN_PROGRESS,
        (MeetingStage.IN_PROGRESS, MeetingMove.ADJOURN): MeetingStage.ADJOURNED,
    },
)


class Manner(StrEnum):
    """How someone takes part. By proxy, a seat is held by the person named on its span."""

    IN_THE_ROOM = "in_the_room"
    REMOTE = "remote"
    BY_PROXY = "by_proxy"


class ItemKind(StrEnum):
    """What the body does with an item of the agenda."""

    MINUTES = "minutes"
    CONSENT = "consent"
    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"
    ACTIONS = "actions"


class ItemStage(StrEnum):
    WAITING = "waiting"
    UNDER_WAY = "under_way"
    DONE = "done"
    DEFERRED = "deferred"


class ActionStage(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    CANCELED = "canceled"


OWED = frozenset({ActionStage.OPEN, ActionStage.IN_PROGRESS, ActionStage.BLOCKED})
"""Somebody still has to do something."""


class SeatRole(StrEnum):
    """What a seat is on its body; whether it votes and fills the quorum is said beside it."""

    VOTING = "voting"
    ALTERNATE = "alternate"
    EX_OFFICIO = "ex_officio"
    ADVISORY = "advisory"
    OBSERVER = "observer"
