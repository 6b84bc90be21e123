"""What may be said of a meeting, of an item on its agenda, and of an action somebody owes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.engine.meetings.meeting import ItemKind, MeetingKind
from app.kernel.facts import Facts, Prose, fact
from app.kernel.words import Word

Line = Annotated[str, Field(min_length=1, max_length=200)]
Link = Annotated[str, Field(max_length=400, pattern=r"^https?://\S+$")]


class Part(Word):
    MEETING = "meeting", "Meeting"
    ITEM = "item", "Item"
    ACTION = "action", "Action"


class MeetingFacts(Facts):
    kind: MeetingKind = fact("Kind", Part.MEETING, default=MeetingKind.REGULAR)
    purpose: Prose | None = fact(
        "What it is called for",
        Part.MEETING,
        help="Needed for a special meeting: it deals with this and nothing else.",
    )
    starts_on: date = fact("Day", Part.MEETING, default=...)
    starts_time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = fact(
        "Hour, UTC", Part.MEETING, default=..., help="Such as 14:30."
    )
    length: Annotated[int, Field(ge=5, le=720)] = fact(
        "Length", Part.MEETING, unit="minutes", default=60
    )
    place: Annotated[str, Field(max_length=200)] | None = fact("Room", Part.MEETING)
    link: Link | None = fact("Link to join remotely", Part.MEETING)

    @model_validator(mode="after")
    def _a_special_meeting_has_a_purpose(self) -> Self:
        if self.kind is MeetingKind.SPECIAL and not self.purpose:
            raise ValueError("Say what a special meeting is called for.")
        return self

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.starts_on, time.fromisoformat(self.starts_time), UTC)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.length)


class ItemFacts(Facts):
    title: Line = fact("Title", Part.ITEM, default=...)
    kind: ItemKind = fact("What the body does with it", Part.ITEM, default=ItemKind.DISCUSSION)
    minutes: Annotated[int, Field(ge=0, le=600)] = fact(
        "Time", Part.ITEM, unit="minutes", default=10
    )
    is_consent: bool = fact(
        "On the consent agenda",
        Part.ITEM,
        default=False,
        help="Adopted with the others in one vote unless a member pulls it out.",
    )


class ActionFacts(Facts):
    title: Line = fact("What is to be done", Part.ACTION, default=...)
    due_on: date = fact("By", Part.ACTION, default=...)
