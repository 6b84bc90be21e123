"""Carry matters through their bodies: draft, submit, vote, close, each on its day."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, repeat

from app.engine.values import FiscalYear
from app.engine.voting.ballot import BallotKind, Choice
from app.governance.facts import ProposalFacts
from app.governance.models import Ballot
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import bodies, decisions, proposals
from app.governance.services import ballots, papers
from app.governance.services import proposals as services
from app.governance.services.routing import advise, asked_about
from app.kernel.permissions import Actor
from app.seeding.acting import acting
from app.seeding.bodies import draft_of
from app.seeding.files import Folder
from app.seeding.matters import Matter, Round, handed
from app.seeding.people import Cast
from app.seeding.timeline import Happening
from app.standards.queries.catalog import find_pack, leading_pack
from app.strategy.queries.initiatives import assets_by_code, ids_by_code

DRAFT, SUBMIT, OPEN, VOTE, LATER, CLOSE = 9, 10, 11, 12, 15, 17
"""The hour, UTC, at which each is done."""


@dataclass(slots=True)
class Council:
    """`first_month` is the month a fiscal year starts in; `proposals` are known by their key."""

    folder: Folder
    cast: Cast
    first_month: int
    proposals: dict[str, int] = field(default_factory=dict)
    ballots: dict[str, int] = field(default_factory=dict)

    def happenings(self, matter: Matter) -> Iterator[Happening]:
        yield Happening(matter.drafted, DRAFT, partial(self._draft, matter))
        submitted = matter.submitted_on
        if submitted is not None:
            yield Happening(submitted, SUBMIT, partial(self._submit, matter, submitted))
            if matter.returned:
                yield Happening(submitted + 2, LATER, partial(self._give_back, matter))
        if matter.withdrawn is not None:
            yield Happening(matter.withdrawn, LATER, partial(self._withdraw, matter))
        for held in matter.ballots:
            yield Happening(held.opens, OPEN, partial(self._open, matter, held))
            yield Happening(held.opens, VOTE, partial(self._vote, matter, held))
            if held.closes < 0:
                yield Happening(held.closes, CLOSE, partial(self._close, matter, held))

    def _draft(self, matter: Matter) -> None:
        author, at = self.cast.actor(matter.author), self.folder.moment(matter.drafted, DRAFT)
        facts = ProposalFacts(
            title=matter.title,
            text=matter.text,
            reason=matter.reason,
            areas=matter.areas,
            decision_class=matter.decision_class,
            amount=None if matter.amount is None else matter.amount * 100,
            method=matter.method,
            options=tuple(self.cast.person(one).name for one in matter.candidates)
            or matter.options,
            places=matter.places,
            review_on=None if matter.review is None else self.folder.day(matter.review),
            owner=self.cast.person(matter.owner).email if matter.owner else None,
            conditions=matter.conditions or None,
        )
        with acting(author, "Proposal drafted"):
            body = bodies.get_by_code(matter.body)
            subject = self._subject(matter)
            proposal = services.draft(body, facts, author=author, at=at, subject=subject)
            for kind, payload in self._effects(matter):
                services.add_effect(proposal, kind, payload, actor=author, at=at)
            for paper in matter.enclosed:
                told = handed(paper.model_dump())
                papers.add_to_proposal(proposal, told, actor=author, at=at)
            self.proposals[matter.key] = proposal.id

    def _subject(self, matter: Matter) -> tuple[str, int] | None:
        code = matter.subject
        if matter.adopts:
            return "standards_pack", version_id(matter.adopts)
        if not code:
            return self._of_governance(matter)
        if (asset_id := assets_by_code([code]).get(code)) is not None:
            return "inventory_asset", asset_id
        return "strategy_initiative", ids_by_code([code])[code]

    def _of_governance(self, matter: Matter) -> tuple[str, int] | None:
        """An earlier decision, a charter or a seat; or nothing in particular."""
        if earlier := matter.replaces or matter.rescinds:
            ended = decisions.of_proposal(self.proposals[earlier])
            assert ended is not None
            return "governance_decision", ended.id
        if matter.charter:
            return "governance_charter", draft_of(matter.charter)
        return ("governance_seat", seat_id(matter.body, matter.seat)) if matter.seat else None

    def _effects(self, matter: Matter) -> Iterator[tuple[str, Mapping[str, str]]]:
        if settled := matter.disposition:
            by = "" if settled.by is None else self.folder.day(settled.by).isoformat()
            yield (
                "decide_disposition",
                {
                    "disposition": settled.becomes,
                    "target_asset": settled.target,
                    "target_on": by,
                },
            )
        if waived := matter.waives:
            yield (
                "waive_for_asset",
                {
                    "criterion": str(criterion_id(waived.criterion)),
                    "ends_on": self.folder.day(waived.ends).isoformat(),
                    "control": waived.control,
                    "owner": self.cast.person(waived.owner).email,
                },
            )
        if matter.seat:
            people = [self.cast.person(one).email for one in matter.candidates]
            yield "fill_seat", {"candidates": ";".join(people)}
        plain = {
            "adopt_standards_version": matter.adopts,
            "adopt_charter": matter.charter,
            "approve_initiative": matter.approves,
            "supersede_decision": matter.replaces,
            "rescind_decision": matter.rescinds,
        }
        yield from ((kind, {}) for kind, wanted in plain.items() if wanted)
        for allowed in matter.allows:
            yield (
                "authorize_spending",
                {
                    "fund": allowed.fund,
                    "kind": allowed.kind,
                    "first_year": str(self._year_of(matter.drafted)),
                    "last_year": str(self._year_of(0) + allowed.through),
                    "amount": str(allowed.amount),
                },
            )

    def _year_of(self, offset: int) -> int:
        return FiscalYear.of(self.folder.day(offset), self.first_month).number

    def _submit(self, matter: Matter, day: int) -> None:
        author = self.cast.actor(matter.author)
        with acting(author, "Proposal submitted"):
            proposal = proposals.lock(self.proposals[matter.key])
            services.submit(proposal, actor=author, at=self.folder.moment(day, SUBMIT))

    def _give_back(self, matter: Matter) -> None:
        day = (matter.submitted_on or 0) + 2
        secretary = self.cast.actor("secretary")
        with acting(secretary, "Returned to the author"):
            services.give_back(
                proposals.lock(self.proposals[matter.key]),
                actor=secretary,
                why=matter.returned,
                at=self.folder.moment(day, LATER),
            )

    def _withdraw(self, matter: Matter) -> None:
        author = self.cast.actor(matter.author)
        at = self.folder.moment(matter.withdrawn or 0, LATER)
        with acting(author, "Withdrawn by the author"):
            services.withdraw(proposals.lock(self.proposals[matter.key]), actor=author, at=at)

    def _open(self, matter: Matter, held: Round) -> None:
        secretary = self.cast.actor("secretary")
        with acting(secretary, "Ballot opened"):
            self._hear(matter, secretary, held.opens)
            ballot = ballots.open_ballot(
                proposals.lock(self.proposals[matter.key]),
                actor=secretary,
                at=self.folder.moment(held.opens, OPEN),
                closes_at=self.folder.moment(held.closes, CLOSE),
                terms=ballots.Terms(kind=BallotKind.SECRET if matter.seat else None),
            )
            self.ballots[matter.key] = ballot.id

    def _hear(self, matter: Matter, secretary: Actor, day: int) -> None:
        """Those who are asked have spoken before a vote opens."""
        proposal = proposals.lock(self.proposals[matter.key])
        for one in asked_about(proposal):
            if one.advice is None:
                text, at = "No objection.", self.folder.moment(day, OPEN)
                advise(proposal, one.body_id, text, actor=secretary, at=at)

    def _vote(self, matter: Matter, held: Round) -> None:
        """People vote on the first three days, in the order of their seats."""
        ballot = ballot_queries.lock(self.ballots[matter.key])
        for key, why in held.recused:
            actor = self.cast.actor(key)
            with acting(actor, "Stepped aside"):
                at = self.folder.moment(held.opens, VOTE)
                ballots.recuse(ballot, actor=actor, reason=why, at=at)
        self._mark(held, ballot)
        for number, (actor, choice, comment) in enumerate(self._votes(matter, held, ballot)):
            with acting(actor, "Vote cast"):
                at = self.folder.moment(held.opens + number % 3, VOTE)
                vote = ballots.cast_vote(ballot, actor=actor, choice=choice, at=at)
                if comment:
                    ballots.give_reason(ballot, vote, comment)

    def _mark(self, held: Round, ballot: Ballot) -> None:
        """The papers of an election, in the order of the seats."""
        holders = _in_turn(ballot, (), 0)
        for person_id, marks in zip(holders, held.papers, strict=False):
            actor, at = self.cast.actor_with(person_id), self.folder.moment(held.opens, VOTE)
            paper = {place: mark for place, mark in enumerate(marks) if mark}
            with acting(actor, "Vote cast"):
                ballots.cast_paper(ballot, actor=actor, marks=paper, at=at)

    def _votes(
        self, matter: Matter, held: Round, ballot: Ballot
    ) -> Sequence[tuple[Actor, Choice, str]]:
        """Who is said to have cast what; or the counted votes, handed out seat by seat."""
        if held.votes is None:
            return [(self.cast.actor(who), choice, why) for who, choice, why in held.cast]
        aside = {self.cast.person(key).id for key, _ in held.recused}
        holders = _in_turn(ballot, aside, len(matter.title))
        counts = zip(Choice, held.votes, strict=True)
        choices = chain.from_iterable(repeat(choice, number) for choice, number in counts)
        first_against = held.votes[0]
        return [
            (
                self.cast.actor_with(person_id),
                choice,
                held.why_not if place == first_against else "",
            )
            for place, (person_id, choice) in enumerate(zip(holders, choices, strict=False))
        ]

    def _close(self, matter: Matter, held: Round) -> None:
        with acting(self.cast.actor("secretary"), "Deadline passed"):
            ballot = ballot_queries.lock(self.ballots[matter.key])
            ballots.close(ballot, at=self.folder.moment(held.closes, CLOSE))


def seat_id(body_code: str, title: str) -> int:
    return next(one.id for one in bodies.get_by_code(body_code).seats if one.title == title)


def criterion_id(code: str) -> int:
    return next(one.id for one in leading_pack().criteria if one.code == code)


def version_id(version: str) -> int:
    """Another version of the leading pack."""
    found = find_pack(leading_pack().code, version)
    assert found is not None
    return found.id


def _in_turn(ballot: Ballot, aside: Collection[int], turn: int) -> list[int]:
    """Who may vote: one of each group, then the others, each time beginning with another seat."""
    seats = [
        seat
        for seat in ballot.seats
        if seat.is_voting and seat.holder_id and seat.holder_id not in aside
    ]
    turn %= len(seats)
    seats = seats[turn:] + seats[:turn]
    heard = {seat.group: seat for seat in reversed(seats)}
    first = [seat for seat in seats if heard[seat.group] is seat]
    ordered = first + [seat for seat in seats if seat not in first]
    return [seat.holder_id for seat in ordered if seat.holder_id is not None]
