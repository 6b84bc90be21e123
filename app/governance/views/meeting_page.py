"""What the pages of a meeting show: the room seat by seat, the quorum, what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.engine.meetings.meeting import ItemStage, MeetingStage
from app.engine.meetings.motions import TYPES, is_debatable
from app.engine.meetings.motions import in_words as motion_in_words
from app.engine.meetings.notice import last_day_to_call
from app.engine.voting.ballot import Phase
from app.engine.voting.ledger import Line, Topic, ledger
from app.engine.voting.tally import Tally
from app.governance import translate
from app.governance.models import (
    Action,
    AgendaItem,
    Attendance,
    Ballot,
    BallotSeat,
    Meeting,
    MeetingSeat,
    Motion,
)
from app.governance.queries import agendas, ballots, meetings, papers
from app.governance.queries.ballots import Held
from app.governance.services.happenings import runs
from app.governance.services.meetings import notice_if_called
from app.governance.translate.meetings import (
    before_the_body,
    pending_of,
    presence_of,
    quorum_at,
)
from app.governance.views.ballot_page import in_words as time_in_words
from app.kernel.permissions import Actor


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """A seat of the roll, and who is there for it now."""

    seat: MeetingSeat
    span: Attendance | None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    meeting: Meeting
    items: Sequence[AgendaItem]
    times: dict[int, datetime]
    motions: Sequence[Motion]
    actions: Sequence[Action]
    ballots: Sequence[Held]
    papers: Mapping[int, int]
    """How many papers each item has."""
    runs: bool
    sits: bool

    @property
    def open_ballot(self) -> int | None:
        return next((one.id for one in self.ballots if one.is_open), None)

    @property
    def labels(self) -> dict[int, str]:
        return {one.id: TYPES[one.kind].label for one in self.motions}

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.items)

    @property
    def planned(self) -> int:
        return int((self.meeting.ends_at - self.meeting.starts_at).total_seconds() // 60)

    @property
    def is_ahead(self) -> bool:
        return self.meeting.stage in {MeetingStage.PLANNED, MeetingStage.CALLED}


@dataclass(frozen=True, slots=True)
class Running:
    """The room at this moment, and what is before the body."""

    room: Sequence[InTheRoom]
    guests: Sequence[Attendance]
    quorum: Tally
    under_way: AgendaItem | None
    consent: Sequence[AgendaItem]
    before: Sequence[Motion]
    rule: str
    debate: str

    @property
    def at_hand(self) -> Motion | None:
        """The newest motion: the one that is seconded, withdrawn or decided next."""
        return self.before[-1] if self.before else None

    @property
    def speakers(self) -> list[tuple[str, str]]:
        """Seats that may move and second, for a list to choose from."""
        return [
            (str(one.seat.seat_id), f"{one.span.name} ({one.seat.title})")
            for one in self.room
            if one.span and one.seat.is_voting
        ]


def page_of(meeting_id: int, actor: Actor, at: datetime) -> MeetingPage:
    meeting = meetings.get(meeting_id)
    items = agendas.items_of(meeting_id)
    return MeetingPage(
        meeting=meeting,
        items=items,
        times=_times(meeting, items),
        motions=agendas.motions_of(meeting_id),
        actions=agendas.actions_from(meeting_id),
        ballots=ballots.held_at(actor, meeting_id),
        papers=papers.numbers_at(meeting_id),
        runs=runs(actor, meeting.body_id, at),
        sits=bool(meetings.sits_on(actor.person_id, [meeting.body_id])),
    )


def running(page: MeetingPage, at: datetime) -> Running:
    meeting = page.meeting
    waiting = before_the_body(page.motions)
    small = meeting.charter.is_small_board
    here = [one for one in meeting.attendances if one.covers(at)]
    may = "may be debated" if is_debatable(pending_of(page.motions)) else "may not be debated"
    return Running(
        room=[InTheRoom(seat, presence_of(meeting, seat.seat_id, at)) for seat in meeting.seats],
        guests=[one for one in here if one.seat_id is None],
        quorum=quorum_at(meeting, at),
        under_way=next((one for one in page.items if one.stage is ItemStage.UNDER_WAY), None),
        consent=[one for one in page.items if one.is_consent and one.stage is ItemStage.WAITING],
        before=waiting,
        rule=motion_in_words(waiting[-1].kind, small_board=small) if waiting else "",
        debate=f"It {may} now." if waiting else "",
    )


@dataclass(frozen=True, slots=True)
class Voting:
    """The ballot that is open in the room: who is present, and how many of them have voted."""

    ballot: Ballot
    left: str
    quorum: Tally
    lines: Sequence[Line]
    voted: int
    present: int
    missing: Sequence[BallotSeat]
    """Those who are present and have not voted; no names where the ballot is secret."""
    may_vote: bool


def voting_at(page: MeetingPage, actor: Actor, at: datetime) -> Voting | None:
    if page.open_ballot is None:
        return None
    ballot = ballots.get_for(actor, page.open_ballot)
    rule, roll = translate.rule_of(ballot), translate.roll_of(ballot)
    counted = translate.count_of(ballot)
    silent = translate.silent_seats(ballot)
    voted = len(translate.acted(ballot))
    lines = ledger(rule, roll, counted, Phase.OPEN, disclosed=False, in_room=True)
    return Voting(
        ballot=ballot,
        left=time_in_words(ballot.closes_at - at),
        quorum=counted,
        lines=[one for one in lines if one.topic is Topic.QUORUM],
        voted=voted,
        present=voted + len(silent),
        missing=() if translate.is_secret(ballot) else silent,
        may_vote=any(one.present_id == actor.person_id for one in silent),
    )


@dataclass(frozen=True, slots=True)
class CallAhead:
    """Whether calling it now gives enough notice, and until when it does."""

    sentence: str
    is_enough: bool
    last_day: str


def call_ahead(meeting: Meeting, at: datetime) -> CallAhead:
    given = notice_if_called(meeting, at)
    last = last_day_to_call(meeting.starts_at.date(), given.needed)
    return CallAhead(given.sentence, given.is_enough, f"{last.day} {last:%b} {last.year}")


def _times(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, datetime]:
    """When each item begins if all keep to their time."""
    found, begins = {}, meeting.starts_at
    for item in items:
        found[item.id] = begins
        begins += timedelta(minutes=item.minutes)
    return found
