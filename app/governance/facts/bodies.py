"""What may be said of a body, its charter with the vote rule, and its seats."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from app.engine.voting.ballot import (
    ChairVotes,
    Denominator,
    Disclosure,
    Quorum,
    QuorumBasis,
    Rule,
    Threshold,
    TieResult,
    contradictions,
)
from app.governance.facts.vocabulary import (
    GROUP_OF,
    BodyKind,
    Constituency,
    Group,
    ResponsibilityArea,
)
from app.kernel.facts import Facts, Prose, fact

Part = Annotated[int, Field(ge=1, le=100)]
Title = Annotated[str, Field(min_length=1, max_length=160)]


class BodyFacts(Facts):
    code: Annotated[str, Field(min_length=1, max_length=20)] = fact("Code", "Body", default=...)
    name: Title = fact("Name", "Body", default=...)
    kind: BodyKind = fact("Kind", "Body", default=BodyKind.STANDING)
    purpose: Prose | None = fact("Purpose", "Body")
    areas: tuple[ResponsibilityArea, ...] = fact(
        "Areas of responsibility", "Body", default=..., min_length=1
    )
    required: tuple[Constituency, ...] | None = fact("Constituencies that must have a seat", "Body")

    @field_validator("code")
    @classmethod
    def _as_key(cls, code: str) -> str:
        return code.upper()


class CharterFacts(Facts):
    """The text and the vote rule; a share is `part` of `whole`, or more than that."""

    text: Prose = fact("Charter", "Charter", default=..., min_length=1)
    adopted_on: date = fact("Adopted on", "Charter", default=...)

    quorum_basis: QuorumBasis = fact(
        "Quorum taken as", "Quorum", default=QuorumBasis.FRACTION_OF_VOTING_SEATS
    )
    quorum_count: Part = fact("Seats needed", "Quorum", default=1)
    quorum_part: Part = fact("Part", "Quorum", default=1)
    quorum_whole: Part = fact("Of", "Quorum", default=2)
    quorum_more_than: bool = fact("More than that share", "Quorum", default=True)
    quorum_groups: tuple[Group, ...] | None = fact("Groups that must take part", "Quorum")
    recused_in_quorum: bool = fact("A recused seat counts", "Quorum", default=False)
    vacant_in_membership: bool = fact("A vacant seat counts", "Quorum", default=True)

    carry_part: Part = fact("Part", "Majority", default=1)
    carry_whole: Part = fact("Of", "Majority", default=2)
    carry_more_than: bool = fact("More than that share", "Majority", default=True)
    denominator: Denominator = fact("Of what", "Majority", default=Denominator.VOTES_CAST)
    chair_votes: ChairVotes = fact("The chair votes", "Majority", default=ChairVotes.ALWAYS)
    tie_result: TieResult = fact("On a tie", "Majority", default=TieResult.FAIL)
    alternates: bool = fact("Alternates may vote", "Majority", default=False)
    disclosure: Disclosure = fact(
        "The running count is shown", "Ballot", default=Disclosure.AT_CLOSE
    )

    @model_validator(mode="after")
    def _can_be_applied(self) -> Self:
        if faults := contradictions(self.rule):
            raise ValueError(" ".join(faults))
        return self

    @property
    def rule(self) -> Rule:
        """The vote rule; raises ValueError for a share that cannot be reached."""
        quorum = Threshold(self.quorum_part, self.quorum_whole, more_than=self.quorum_more_than)
        return Rule(
            quorum=Quorum(
                self.quorum_basis, self.quorum_count, quorum, frozenset(self.quorum_groups or ())
            ),
            to_carry=Threshold(self.carry_part, self.carry_whole, more_than=self.carry_more_than),
            denominator=self.denominator,
            recused_in_quorum=self.recused_in_quorum,
            vacant_in_membership=self.vacant_in_membership,
            chair_votes=self.chair_votes,
            tie_result=self.tie_result,
            alternates=self.alternates,
        )


class SeatFacts(Facts):
    title: Title = fact("Seat", "Seat", default=..., help="Such as: Chief of radiology.")
    constituency: Constituency = fact("Speaks for", "Seat", default=...)
    group: Group | None = fact(
        "Group", "Seat", help="Taken from the constituency unless said otherwise."
    )
    is_voting: bool = fact("Has a vote", "Seat", default=True)
    is_chair: bool = fact("Is the chair", "Seat", default=False)

    @property
    def seat_group(self) -> Group:
        return self.group or GROUP_OF[self.constituency]

    @model_validator(mode="after")
    def _a_vendor_has_no_vote(self) -> Self:
        if self.constituency is Constituency.VENDOR and self.is_voting:
            raise ValueError("A vendor may sit at the table but has no vote.")
        return self
