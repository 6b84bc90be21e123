"""What may be said of a body, its charter with the vote rule, and its seats."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from app.engine.meetings.meeting import SeatRole
from app.engine.voting.ballot import (
    MAJORITY,
    THREE_QUARTERS,
    TWO_THIRDS,
    UNANIMOUS,
    BallotKind,
    ChairVotes,
    Denominator,
    Disclosure,
    Proxies,
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
from app.kernel.words import Word

Title = Annotated[str, Field(min_length=1, max_length=160)]


class Part(Word):
    BODY = "body", "What it is"
    CHARTER = "charter", "Charter"
    MEETINGS = "meetings", "Meetings"
    QUORUM = "quorum", "Quorum"
    MAJORITY = "majority", "Majority and ballot"
    SEAT = "seat", "Seat"


class BodyFacts(Facts):
    code: Annotated[str, Field(min_length=1, max_length=20)] = fact("Code", Part.BODY, default=...)
    name: Title = fact("Name", Part.BODY, default=...)
    kind: BodyKind = fact("Kind", Part.BODY, default=BodyKind.STANDING)
    purpose: Prose | None = fact("Purpose", Part.BODY)
    areas: tuple[ResponsibilityArea, ...] = fact(
        "Areas of responsibility", Part.BODY, default=..., min_length=1
    )
    required: tuple[Constituency, ...] | None = fact(
        "Constituencies that must have a seat", Part.BODY
    )

    @field_validator("code")
    @classmethod
    def _as_key(cls, code: str) -> str:
        return code.upper()


class Share(Word):
    MAJORITY = "majority", "More than half"
    TWO_THIRDS = "two_thirds", "Two thirds or more"
    THREE_QUARTERS = "three_quarters", "Three quarters or more"
    UNANIMOUS = "unanimous", "All"
    OTHER = "other", "Another share, written below"


SHARES = {
    Share.MAJORITY: MAJORITY,
    Share.TWO_THIRDS: TWO_THIRDS,
    Share.THREE_QUARTERS: THREE_QUARTERS,
    Share.UNANIMOUS: UNANIMOUS,
}
Fraction = Annotated[str, Field(pattern=r"^[1-9]\d{0,2}/[1-9]\d{0,2}$")]


class CharterFacts(Facts):
    """The text and the vote rule that is frozen on every ballot."""

    text: Prose = fact("Charter", Part.CHARTER, default=..., min_length=1)
    adopted_on: date | None = fact("Adopted on", Part.CHARTER)
    review_on: date | None = fact("Next review on", Part.CHARTER)

    notice_days: Annotated[int, Field(ge=0, le=60)] = fact(
        "Notice of a meeting", Part.MEETINGS, unit="working days", default=5
    )
    special_notice_days: Annotated[int, Field(ge=0, le=60)] = fact(
        "Notice of a special meeting", Part.MEETINGS, unit="working days", default=2
    )
    is_small_board: bool = fact(
        "Motions need no second", Part.MEETINGS, default=False, help="Usual in a small body."
    )
    missed_to_suspend: Annotated[int, Field(ge=1, le=12)] | None = fact(
        "Meetings missed in a row that suspend a seat",
        Part.MEETINGS,
        help="Leave empty if nobody loses the vote by staying away.",
    )
    attended_to_restore: Annotated[int, Field(ge=1, le=12)] | None = fact(
        "Meetings attended in a row that give the vote back", Part.MEETINGS
    )

    quorum_basis: QuorumBasis = fact(
        "The quorum is", Part.QUORUM, default=QuorumBasis.FRACTION_OF_VOTING_SEATS
    )
    quorum_count: Annotated[int, Field(ge=1, le=100)] = fact(
        "Number of seats", Part.QUORUM, default=1, help="Read for a fixed number alone."
    )
    quorum_share: Share = fact("Share of seats", Part.QUORUM, default=Share.MAJORITY)
    quorum_other: Fraction | None = fact(
        "Another share", Part.QUORUM, help="At least so much, such as 3/5."
    )
    quorum_groups: tuple[Group, ...] | None = fact("Groups that must take part", Part.QUORUM)
    recused_in_quorum: bool = fact(
        "Seats that step aside count toward the quorum", Part.QUORUM, default=False
    )
    vacant_in_membership: bool = fact("Vacant seats count as members", Part.QUORUM, default=True)

    carry_share: Share = fact("A proposal carries with", Part.MAJORITY, default=Share.MAJORITY)
    carry_other: Fraction | None = fact(
        "Another share", Part.MAJORITY, help="At least so much, such as 3/5."
    )
    denominator: Denominator = fact("Of", Part.MAJORITY, default=Denominator.VOTES_CAST)
    chair_votes: ChairVotes = fact("The chair votes", Part.MAJORITY, default=ChairVotes.ALWAYS)
    tie_result: TieResult = fact("On a tie", Part.MAJORITY, default=TieResult.FAIL)
    alternates: bool = fact("Alternates may vote", Part.MAJORITY, default=False)
    ballot_kind: BallotKind = fact("Votes are given", Part.MAJORITY, default=BallotKind.ROLL_CALL)
    written_procedure: bool = fact(
        "Ballots without a meeting are allowed", Part.MAJORITY, default=True
    )
    least_days_open: Annotated[int, Field(ge=0, le=90)] = fact(
        "A ballot without a meeting stays open at least", Part.MAJORITY, unit="days", default=0
    )
    proxies_per_holder: Annotated[int, Field(ge=0, le=20)] = fact(
        "Proxies one member may hold",
        Part.MAJORITY,
        default=0,
        help="0 where nobody votes by proxy.",
    )
    proxies_in_quorum: bool = fact(
        "A vote by proxy counts toward the quorum", Part.MAJORITY, default=False
    )
    proxy_holder_present: bool = fact(
        "In a meeting a proxy counts only while its holder is present",
        Part.MAJORITY,
        default=True,
    )
    disclosure: Disclosure = fact(
        "The running count is shown", Part.MAJORITY, default=Disclosure.AT_CLOSE
    )
    fresh_sign_in: bool = fact(
        "A vote by a link in a mail needs a sign-in of the last minutes",
        Part.MAJORITY,
        default=False,
    )

    @model_validator(mode="after")
    def _can_be_applied(self) -> Self:
        if faults := contradictions(self.rule):
            raise ValueError(" ".join(faults))
        return self

    @property
    def rule(self) -> Rule:
        """The vote rule; raises ValueError for a share that cannot be reached."""
        quorum = _threshold(self.quorum_share, self.quorum_other)
        return Rule(
            quorum=Quorum(
                self.quorum_basis, self.quorum_count, quorum, frozenset(self.quorum_groups or ())
            ),
            to_carry=_threshold(self.carry_share, self.carry_other),
            denominator=self.denominator,
            recused_in_quorum=self.recused_in_quorum,
            vacant_in_membership=self.vacant_in_membership,
            chair_votes=self.chair_votes,
            tie_result=self.tie_result,
            alternates=self.alternates,
            proxies=Proxies(
                self.proxies_per_holder,
                in_quorum=self.proxies_in_quorum,
                holder_present=self.proxy_holder_present,
            ),
            kind=self.ballot_kind,
            written_procedure=self.written_procedure,
            least_days_open=self.least_days_open,
        )


def _threshold(share: Share, other: str | None) -> Threshold:
    if share is not Share.OTHER:
        return SHARES[share]
    if other is None:
        raise ValueError("Write the other share, such as 3/5.")
    part, whole = (int(number) for number in other.split("/"))
    return Threshold(part, whole, more_than=False)


WITHOUT_VOTE = frozenset({SeatRole.ALTERNATE, SeatRole.ADVISORY, SeatRole.OBSERVER})


class SeatFacts(Facts):
    title: Title = fact("Seat", Part.SEAT, default=..., help="Such as: Chief of radiology.")
    constituency: Constituency = fact("Speaks for", Part.SEAT, default=...)
    group: Group | None = fact(
        "Group", Part.SEAT, help="Taken from the constituency unless said otherwise."
    )
    role: SeatRole | None = fact(
        "What it is on the body",
        Part.SEAT,
        help="Alternates, advisers and observers have no vote; an ex officio seat may have one.",
    )
    is_voting: bool = fact("Has a vote", Part.SEAT, default=True)
    in_quorum: bool = fact(
        "Counts toward the quorum",
        Part.SEAT,
        default=True,
        help="Read for seats with a vote; an ex officio seat is often left out.",
    )
    is_chair: bool = fact("Is the chair", Part.SEAT, default=False)

    @property
    def seat_group(self) -> Group:
        return self.group or GROUP_OF[self.constituency]

    @property
    def seat_role(self) -> SeatRole:
        return self.role or (SeatRole.VOTING if self.is_voting else SeatRole.ADVISORY)

    @model_validator(mode="after")
    def _a_vendor_has_no_vote(self) -> Self:
        if self.constituency is Constituency.VENDOR and self.is_voting:
            raise ValueError("A vendor may sit at the table but has no vote.")
        return self

    @model_validator(mode="after")
    def _the_role_fits_the_vote(self) -> Self:
        if self.role in WITHOUT_VOTE and self.is_voting:
            raise ValueError("An alternate, adviser or observer has no vote of its own.")
        if self.role is SeatRole.VOTING and not self.is_voting:
            raise ValueError("A voting seat has a vote. Choose another word for what it is.")
        return self
