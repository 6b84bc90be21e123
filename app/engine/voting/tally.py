"""Count votes and say what the count means."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.voting.ballot import (
    FEWEST_SECRET,
    BallotKind,
    ChairVotes,
    Choice,
    Denominator,
    Outcome,
    QuorumBasis,
    Rule,
    TieResult,
)
from app.engine.voting.roll import (
    Place,
    Roll,
    in_quorum,
    membership,
    quorum_base,
    taking_part,
    voters,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """How many there are, of how many, against how many are needed."""

    base: int
    needed: int
    have: int

    @property
    def met(self) -> bool:
        return self.have >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.have)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a ballot comes to. `casting` is the chair's vote that was added to break a tie."""

    approve: int
    reject: int
    abstain: int
    recused: int
    casting: Choice | None
    quorum: Measure
    missing_groups: tuple[str, ...]
    passage: Measure
    outcome: Outcome
    is_unopened: bool = False
    """A secret box with too few papers: nobody counts it, or it would tell who voted how."""

    @property
    def has_quorum(self) -> bool:
        return self.quorum.met and not self.missing_groups


def tally(rule: Rule, roll: Roll, votes: Mapping[int, Choice]) -> Tally:
    """Count the votes, given by the key of their seat; a recused seat's vote is void.

    Raises ValueError for a vote of a seat that has none or takes no part: the caller has mixed up
    two ballots, and a wrong count must not come of it.
    """
    counted = _counted(rule, roll, votes)
    casting = _casting_vote(rule, roll, votes, counted)
    if casting is not None:
        counted[casting] += 1
    return _summed(rule, roll, counted, casting)


def tally_of_box(rule: Rule, roll: Roll, papers: Mapping[Choice, int]) -> Tally:
    """Count papers that name no seat: a secret box, or hands in a room.

    Raises ValueError for more papers than seats that take part.
    """
    counted = Counter(papers)
    if sum(counted.values()) > taking_part(rule, roll):
        raise ValueError("There are more papers than seats that take part.")
    return _summed(rule, roll, counted, None)


def _summed(rule: Rule, roll: Roll, counted: Counter[Choice], casting: Choice | None) -> Tally:
    is_unopened = rule.kind is BallotKind.SECRET and counted.total() < FEWEST_SECRET
    if is_unopened:
        counted = Counter()
    quorum, groups = _quorum(rule, roll), _missing_groups(rule, roll)
    passage = _passage(rule, roll, counted)
    return Tally(
        approve=counted[Choice.APPROVE],
        reject=counted[Choice.REJECT],
        abstain=counted[Choice.ABSTAIN],
        recused=sum(one.is_recused for one in voters(rule, roll)),
        casting=casting,
        quorum=quorum,
        missing_groups=groups,
        passage=passage,
        outcome=Outcome.INQUORATE if is_unopened else _outcome(quorum, groups, passage),
        is_unopened=is_unopened,
    )


def _counted(rule: Rule, roll: Roll, votes: Mapping[int, Choice]) -> Counter[Choice]:
    """Each valid vote once; that of a chair who votes on a tie only is kept in reserve."""
    able = {one.key: one for one in voters(rule, roll) if not one.is_vacant}
    counted: Counter[Choice] = Counter()
    for key, choice in votes.items():
        if key not in able:
            raise ValueError(f"Seat {key} has no vote on this ballot.")
        if not able[key].is_recused and not _is_reserve(rule, able[key]):
            counted[choice] += 1
    if sum(counted.values()) > taking_part(rule, roll):
        raise ValueError("There are more votes than seats that take part.")
    return counted


def _is_reserve(rule: Rule, place: Place) -> bool:
    return place.is_chair and rule.chair_votes is ChairVotes.TIE_ONLY


def _casting_vote(
    rule: Rule, roll: Roll, votes: Mapping[int, Choice], counted: Counter[Choice]
) -> Choice | None:
    """The chair's way on a tie, where the rule gives one. No votes at all are not a tie."""
    tied = counted[Choice.APPROVE] == counted[Choice.REJECT] > 0
    if not tied or rule.tie_result is TieResult.FAIL:
        return None
    chair = next((one for one in voters(rule, roll) if one.is_chair and not one.is_recused), None)
    way = votes.get(chair.key) if chair else None
    return way if way in (Choice.APPROVE, Choice.REJECT) else None


def _quorum(rule: Rule, roll: Roll) -> Measure:
    base = quorum_base(rule, roll)
    by_count = rule.quorum.basis is QuorumBasis.COUNT
    needed = rule.quorum.count if by_count else rule.quorum.share.needed(base)
    return Measure(base, needed, len(in_quorum(rule, roll)))


def _missing_groups(rule: Rule, roll: Roll) -> tuple[str, ...]:
    return tuple(sorted(rule.quorum.groups - {one.group for one in in_quorum(rule, roll)}))


def _passage(rule: Rule, roll: Roll, counted: Counter[Choice]) -> Measure:
    base = {
        Denominator.VOTES_CAST: counted[Choice.APPROVE] + counted[Choice.REJECT],
        Denominator.PRESENT: taking_part(rule, roll),
        Denominator.ENTIRE_MEMBERSHIP: membership(rule, roll),
    }[rule.denominator]
    return Measure(base, rule.to_carry.needed(base), counted[Choice.APPROVE])


def _outcome(quorum: Measure, missing_groups: tuple[str, ...], passage: Measure) -> Outcome:
    if not quorum.met or missing_groups:
        return Outcome.INQUORATE
    return Outcome.CARRIED if passage.met else Outcome.REJECTED
