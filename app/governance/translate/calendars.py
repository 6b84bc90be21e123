"""Meetings and the ends of ballots as entries of a calendar."""

from app.engine.meetings.meeting import MeetingStage
from app.governance.models import Ballot, Meeting
from app.kernel.calendars import Entry, uid_of


def entry_of(meeting: Meeting) -> Entry:
    """A meeting that was called. When it was called never changes, so it keeps its uid for good.

    The link to join stands in the text, and in the place where nothing else is said.
    """
    joining = f"Join remotely: {meeting.link}" if meeting.link else ""
    why = f"Canceled: {meeting.canceled_why}" if meeting.canceled_why else ""
    return Entry(
        uid=uid_of("isocenter", "meeting", meeting.id, meeting.called_at),
        title=f"{meeting.body.name}, meeting {meeting.number}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place or meeting.link,
        text="\n".join(line for line in (why, meeting.purpose, joining) if line),
        sequence=meeting.sequence,
        is_canceled=meeting.stage is MeetingStage.CANCELED,
    )


def closing_of(ballot: Ballot) -> Entry:
    """The end of a ballot: its question and nothing of how anyone voted, or whether."""
    return Entry(
        uid=uid_of("isocenter", "ballot", ballot.id, ballot.opens_at),
        title=f"Vote ends: {ballot.title}",
        starts_at=ballot.closes_at,
        text="Votes count until this moment.",
    )
