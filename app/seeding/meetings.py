"""Meetings of a sample, as a file tells them: called, held with their votes, minuted, approved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, repeat
from typing import Any

from app.engine.meetings.meeting import ItemKind, ItemStage, Manner
from app.engine.meetings.motions import Method, MotionKind
from app.engine.voting.ballot import BallotKind, Choice
from app.governance import translate
from app.governance.facts.meetings import ActionFacts, ItemFacts, MeetingFacts
from app.governance.models import AgendaItem, Ballot, Meeting
from app.governance.queries import agendas as agenda_queries
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import bodies, proposals
from app.governance.queries import meetings as queries
from app.governance.queries import minutes as minutes_queries
from app.governance.services import (
    actions,
    agendas,
    ballots,
    interests,
    minutes,
    motions,
    papers,
    proxies,
)
from app.governance.services import meetings as services
from app.governance.services.motions import Count, Motioned
from app.governance.services.proxies import Days
from app.kernel.permissions import Actor
from app.seeding.acting import acting
from app.seeding.council import Council
from app.seeding.matters import handed
from app.seeding.timeline import Happening
from app.strategy.queries.initiatives import assets_by_code

FIRST = 11
"""The hour at which proxies are given and interests declared, and meetings called."""
Told = Mapping[str, Any]


@dataclass(slots=True)
class Calendar:
    """What meetings.toml tells; the council knows the proposals by their keys."""

    council: Council

    def happenings(self) -> Iterator[Happening]:
        told = self.council.folder.tables("meetings.toml")
        for one in told["proxies"]:
            yield Happening(one["starts"], FIRST, partial(self._give, one))
        for one in told["interests"]:
            yield Happening(-30, FIRST, partial(self._declare, one))
        for one in told["meetings"]:
            yield Happening(one["called"], FIRST, partial(self._call, one))
            if "present" in one:
                yield Happening(one["day"], one["hour"], partial(self._hold, one))

    def _give(self, told: Told) -> None:
        folder, cast = self.council.folder, self.council.cast
        actor, holder = cast.actor(told["from"]), cast.person(told["to"])
        seats = bodies.get_by_code(told["body"]).seats
        seat = next(one for one in seats if one.holder_id == actor.person_id)
        days = Days(folder.day(told["starts"]), folder.day(told["ends"]))
        with acting(actor, "Away on leave"):
            at = folder.moment(told["starts"], FIRST)
            proxies.give_proxy(seat, holder_id=holder.id, days=days, actor=actor, at=at)

    def _declare(self, told: Told) -> None:
        actor, asset = self.council.cast.actor(told["who"]), told["in"]
        about = ("inventory_asset", assets_by_code([asset])[asset])
        with acting(actor, "Interest declared"):
            at = self.council.folder.moment(-30, FIRST)
            interests.declare_interest(about, text=told["text"], actor=actor, at=at)

    def _call(self, told: Told) -> None:
        secretary, folder = self.council.cast.actor("secretary"), self.council.folder
        at = folder.moment(told["called"], FIRST)
        facts = MeetingFacts(
            starts_on=folder.day(told["day"]),
            starts_time=f"{told['hour']:02}:00",
            length=told["length"],
            place=told["place"],
            link=told.get("link"),
        )
        with acting(secretary, "Meeting called"):
            body = bodies.get_by_code(told["body"])
            meeting = services.plan_meeting(body, facts, actor=secretary, at=at)
            for item in told["items"]:
                self._add(meeting, item, secretary, at)
            services.call_meeting(meeting, actor=secretary, at=at)

    def _add(self, meeting: Meeting, told: Told, secretary: Actor, at: datetime) -> None:
        owner, matter = told.get("owner"), told.get("matter")
        about = agendas.About(
            owner_id=self.council.cast.person(owner).id if owner else None,
            proposal_id=self.council.proposals[matter] if matter else None,
        )
        facts = ItemFacts(
            title=told["title"],
            kind=ItemKind(told["kind"]),
            minutes=told["minutes"],
            is_consent=told.get("consent", False),
        )
        item = agendas.add_item(meeting, facts, actor=secretary, at=at, about=about)
        for paper in told.get("papers", ()):
            papers.add_paper(item, handed(paper), actor=secretary, at=at)

    def _hold(self, told: Told) -> None:
        secretary, start = self.council.cast.actor("secretary"), self._start(told)
        body = bodies.get_by_code(told["body"])
        meeting = next(one for one in queries.list_ahead(body.id) if one.starts_at == start)
        came = {
            self.council.cast.person(key).id: Manner(how) for key, how in told["present"].items()
        }
        present = {one.id: came[one.holder_id] for one in body.seats if one.holder_id in came}
        with acting(secretary, "Meeting held"):
            services.open_meeting(meeting, actor=secretary, at=start, present=present)
            items = agenda_queries.items_of(meeting.id)
            if any(one.is_consent for one in items):
                agendas.adopt_consent(meeting, actor=secretary, at=start + timedelta(minutes=2))
        by_title = {one["title"]: one for one in told["items"]}
        for number, item in enumerate(items, 1):
            if item.stage is not ItemStage.DONE:
                at = start + timedelta(minutes=8 * number)
                self._conduct(item, by_title.get(item.title, {}), secretary, at)
        self._end(told, meeting, secretary, start + timedelta(minutes=told["length"] - 2))

    def _conduct(self, item: AgendaItem, told: Told, secretary: Actor, at: datetime) -> None:
        """Taken up and closed; one that nobody told the outcome of is not reached."""
        approves = item.minutes_of_id is not None
        words = "The minutes are approved." if approves else told.get("motion")
        if not (approves or "outcome" in told):
            return
        with acting(secretary, "Meeting held"):
            agendas.take_up(item, actor=secretary, at=at)
            if words:
                motion = self._move(item, words, secretary, at)
                motions.decide(motion, Count(Method.CONSENT), actor=secretary, at=at)
        if "votes" in told:
            self._vote(item, told, secretary, at)
        with acting(secretary, "Meeting held"):
            outcome, end = told.get("outcome", "Approved."), at + timedelta(minutes=7)
            agendas.close_item(item, actor=secretary, at=end, outcome=outcome)

    def _move(self, item: AgendaItem, words: str, secretary: Actor, at: datetime) -> Any:
        meeting = queries.get(item.meeting_id)
        mover, seconder = [
            one.seat_id for one in meeting.attendances if one.manner is not Manner.BY_PROXY
        ][:2]
        assert mover is not None
        assert seconder is not None
        motioned = Motioned(MotionKind.MAIN, words, mover, item.id)
        motion = motions.move(meeting, motioned, actor=secretary, at=at)
        if motion.stage == "moved":
            motions.second(motion, seconder, actor=secretary, at=at)
        return agenda_queries.get_motion(motion.id)

    def _vote(self, item: AgendaItem, told: Told, secretary: Actor, at: datetime) -> None:
        assert item.proposal_id is not None
        with acting(secretary, "Ballot opened in the meeting"):
            proposal = proposals.lock(item.proposal_id)
            motion = self._move(item, proposal.text, secretary, at)
            ballot = ballots.open_ballot(
                proposal,
                actor=secretary,
                closes_at=at + timedelta(minutes=6),
                at=at,
                terms=ballots.Terms(
                    kind=BallotKind.SECRET if told.get("secret") else None, motion=motion
                ),
            )
        self._cast(ballot, told["votes"], at + timedelta(minutes=2))
        with acting(secretary, "Ballot closed in the meeting"):
            ballots.close(ballot, actor=secretary, at=at + timedelta(minutes=5))

    def _cast(self, ballot: Ballot, votes: list[int], at: datetime) -> None:
        counts = zip(Choice, votes, strict=True)
        choices = chain.from_iterable(repeat(choice, many) for choice, many in counts)
        waiting = translate.silent_seats(ballot_queries.get(ballot.id))
        there = [(one.present_id, one.seat_id) for one in waiting]
        for (person_id, seat_id), choice in zip(there, choices, strict=True):
            assert person_id is not None
            actor = self.council.cast.actor_with(person_id)
            with acting(actor, "Vote cast"):
                ballots.cast_vote(ballot, actor=actor, choice=choice, at=at, seat_id=seat_id)

    def _end(self, told: Told, meeting: Meeting, secretary: Actor, at: datetime) -> None:
        with acting(secretary, "Meeting held"):
            for one in told.get("actions", ()):
                day = self.council.folder.day(one["due"])
                facts = ActionFacts(title=one["title"], due_on=day)
                owner = self.council.cast.person(one["owner"])
                actions.assign(meeting, facts, owner_id=owner.id, actor=secretary, at=at)
            services.adjourn_meeting(meeting, actor=secretary, at=at)
            if told.get("minutes_ready", True):
                drafted = minutes_queries.of_meeting(meeting.id)
                assert drafted is not None
                version = drafted.version
                minutes.get_ready(drafted, actor=secretary, at=at, version=version)

    def _start(self, told: Told) -> datetime:
        return self.council.folder.moment(told["day"], told["hour"])
