"""The vocabulary of a ballot, as plain values: choices, rules, thresholds, window."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction


class Choice(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    CARRIED = "carried"
    REJECTED = "rejected"
    INQUORATE = "inquorate"


class Denominator(StrEnum):
    """Of what the needed share is taken. Whatever is in it and not for it acts as a no."""

    VOTES_CAST = "votes_cast"
    PRESENT = "present"
    ENTIRE_MEMBERSHIP = "entire_membership"


class QuorumBasis(StrEnum):
    COUNT = "count"
    FRACTION_OF_VOTING_SEATS = "fraction_of_voting_seats"
    FRACTION_EXCLUDING_RECUSED = "fraction_excl_recused"


class ChairVotes(StrEnum):
    ALWAYS = "always"
    TIE_ONLY = "tie_only"
    NEVER = "never"


class TieResult(StrEnum):
    FAIL = "fail"
    CHAIR_CASTS = "chair_casts"


class BallotKind(StrEnum):
    """How a vote is given: by name, unseen, or counted in the room without names."""

    ROLL_CALL = "roll_call"
    SECRET = "secret"  # noqa: S105 - a kind of ballot
    SHOW_OF_HANDS = "show_of_hands"


FEWEST_SECRET = 3
"""With fewer papers in the box, a count would tell how somebody voted."""


class Disclosure(StrEnum):
    """When the running count may be seen by those who may see the ballot."""

    AT_ONCE = "at_once"
    AFTER_VOTING = "after_voting"
    AT_CLOSE = "at_close"


class Reasons(StrEnum):
    """Whether a vote by name carries a reason; fixed when the ballot opens."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    OFF = "off"


def reason_refusal(reasons: Reasons, reason: str) -> str | None:
    if reasons is Reasons.REQUIRED and not reason.strip():
        return "On this ballot a vote needs a reason: write why, in a few words."
    if reasons is Reasons.OFF and reason.strip():
        return "This ballot takes no reasons. Leave the field empty."
    return None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of something, compared in whole numbers: a float never decides a vote."""

    part: int
    whole: int
    more_than: bool

    def __post_init__(self) -> None:
        if not 0 < self.part <= self.whole or (self.more_than and self.part == self.whole):
            raise ValueError("A threshold lies above nothing and can be reached.")

    def met(self, have: int, base: int) -> bool:
        """Whether `have` of `base` is enough; nothing of nothing never is."""
        reached, line = have * self.whole, self.part * base
        return have > 0 and (reached > line if self.more_than else reached >= line)

    def needed(self, base: int) -> int:
        """The smallest number that is enough of `base`."""
        line = self.part * base
        if self.more_than:
            return line // self.whole + 1
        return max(1, -(-line // self.whole))


MAJORITY = Threshold(1, 2, more_than=True)
TWO_THIRDS = Threshold(2, 3, more_than=False)
THREE_QUARTERS = Threshold(3, 4, more_than=False)
UNANIMOUS = Threshold(1, 1, more_than=False)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must take part. `count` is read for COUNT alone, `share` for the two fractions.

    Each of `groups` must besides be represented by one seat at least.
    """

    basis: QuorumBasis = QuorumBasis.FRACTION_OF_VOTING_SEATS
    count: int = 1
    share: Threshold = MAJORITY
    groups: frozenset[str] = frozenset()


TIGHTNESS = (Disclosure.AT_ONCE, Disclosure.AFTER_VOTING, Disclosure.AT_CLOSE)
"""From loose to tight: a promise may move to the right and never to the left."""


def tightens(now: Disclosure, wanted: Disclosure) -> bool:
    return TIGHTNESS.index(wanted) > TIGHTNESS.index(now)


@dataclass(frozen=True, slots=True)
class Proxies:
    """How many other seats one person may vote for, and whether those fill the quorum.

    In a meeting a proxy counts only while its holder is present, if the rule wants that.
    """

    per_holder: int = 0
    in_quorum: bool = False
    holder_present: bool = True


NO_PROXIES = Proxies()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a charter says about voting. Frozen on a ballot when it opens."""

    quorum: Quorum = Quorum()
    to_carry: Threshold = MAJORITY
    denominator: Denominator = Denominator.VOTES_CAST
    recused_in_quorum: bool = False
    vacant_in_membership: bool = True
    chair_votes: ChairVotes = ChairVotes.ALWAYS
    tie_result: TieResult = TieResult.FAIL
    alternates: bool = False
    proxies: Proxies = NO_PROXIES
    kind: BallotKind = BallotKind.ROLL_CALL
    written_procedure: bool = True
    least_days_open: int = 0


def contradictions(rule: Rule) -> tuple[str, ...]:
    """What in a rule cannot be meant, as sentences; empty for a rule that can be applied."""
    found = []
    if rule.quorum.basis is QuorumBasis.COUNT and rule.quorum.count < 1:
        found.append("A quorum is at least one seat.")
    if rule.recused_in_quorum and rule.quorum.basis is QuorumBasis.FRACTION_EXCLUDING_RECUSED:
        found.append(
            "Recused seats cannot fill a quorum whose base leaves them out: choose one of the two."
        )
    if (rule.chair_votes is ChairVotes.TIE_ONLY) and rule.tie_result is TieResult.FAIL:
        found.append("If the chair votes on a tie only, a tie is decided by the chair.")
    if (rule.chair_votes is ChairVotes.NEVER) and rule.tie_result is TieResult.CHAIR_CASTS:
        found.append("A chair who never votes cannot decide a tie.")
    if rule.kind is not BallotKind.ROLL_CALL and rule.tie_result is TieResult.CHAIR_CASTS:
        found.append("The chair cannot decide a tie where nobody can tell the chair's vote.")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Window:
    """From the first moment on and up to the last, which is already too late."""

    opens_at: datetime
    closes_at: datetime

    def contains(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def stricter(one: Threshold, other: Threshold) -> Threshold:
    """The one that asks for more of any base."""
    return max(one, other, key=lambda share: (Fraction(share.part, share.whole), share.more_than))


def to_rescind(rule: Rule, *, had_notice: bool) -> Rule:
    """To take back what was decided: with notice by the charter, else by two thirds at least."""
    if had_notice:
        return rule
    return replace(rule, to_carry=stricter(rule.to_carry, TWO_THIRDS))


class Phase(StrEnum):
    """Where a ballot stands: `over` is past its last moment and not yet counted."""

    UPCOMING = "upcoming"
    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"


def phase_of(window: Window, at: datetime, *, is_closed: bool) -> Phase:
    if is_closed:
        return Phase.CLOSED
    if at < window.opens_at:
        return Phase.UPCOMING
    return Phase.OPEN if window.contains(at) else Phase.OVER
