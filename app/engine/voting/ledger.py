"""The rule and the count as sentences: rule, base, needed, have, missing; before, during, after."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.engine.voting.ballot import (
    FEWEST_SECRET,
    MAJORITY,
    THREE_QUARTERS,
    TWO_THIRDS,
    UNANIMOUS,
    BallotKind,
    ChairVotes,
    Choice,
    Denominator,
    Outcome,
    Phase,
    QuorumBasis,
    Rule,
    Threshold,
    TieResult,
)
from app.engine.voting.roll import Attendance, Roll, membership, voters
from app.engine.voting.tally import Measure, Tally, tally


class Topic(StrEnum):
    QUORUM = "quorum"
    VOTES = "votes"
    RESULT = "result"


class Clause(StrEnum):
    """The things a vote rule may settle: one clause of a charter each, in the charter's order."""

    QUORUM = "quorum"
    GROUPS = "groups"
    RECUSED = "recused"
    VACANT = "vacant"
    MAJORITY = "majority"
    CHAIR = "chair"
    ALTERNATES = "alternates"
    PROXIES = "proxies"
    MANNER = "manner"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the count, and the clause it rests on."""

    topic: Topic
    text: str
    clause: Clause


SHARES = {
    MAJORITY: "more than half",
    TWO_THIRDS: "two thirds or more",
    THREE_QUARTERS: "three quarters or more",
    UNANIMOUS: "all",
}

_OF_WHAT = {
    Denominator.VOTES_CAST: "of the votes for and against; an abstention is not a vote cast.",
    Denominator.PRESENT: "of the seats taking part; an abstention works like a vote against.",
    Denominator.ENTIRE_MEMBERSHIP: (
        "of the entire membership; an abstention or no vote works like a vote against."
    ),
}

_BASE = {
    Denominator.VOTES_CAST: "votes cast",
    Denominator.PRESENT: "seats taking part",
    Denominator.ENTIRE_MEMBERSHIP: "seats of the entire membership",
}


def share_in_words(share: Threshold) -> str:
    more = "more than " if share.more_than else "at least "
    return SHARES.get(share, f"{more}{share.part}/{share.whole}")


def rule_in_words(rule: Rule) -> tuple[str, ...]:
    """The rule of a charter, a sentence for each thing it settles."""
    return tuple(text for _, text in settled_by(rule))


def settled_by(rule: Rule) -> Iterator[tuple[Clause, str]]:
    """What a rule settles, each with its sentence."""
    yield Clause.QUORUM, _quorum_rule(rule)
    if rule.quorum.groups:
        groups = _listed(rule.quorum.groups)
        yield Clause.GROUPS, f"Among them must be a seat of each of these groups: {groups}."
    recused = "counts" if rule.recused_in_quorum else "does not count"
    yield (
        Clause.RECUSED,
        f"A seat that steps aside over a conflict of interest {recused} toward the quorum.",
    )
    share = share_in_words(rule.to_carry)
    yield Clause.MAJORITY, f"A proposal carries with {share} {_OF_WHAT[rule.denominator]}"
    if _needs_membership(rule):
        vacant = "counts" if rule.vacant_in_membership else "does not count"
        yield Clause.VACANT, f"A vacant seat {vacant} as part of the membership."
    yield Clause.CHAIR, _chair_rule(rule)
    if rule.alternates:
        named = "The named alternate of a seat may vote as long as its holder has not."
        yield Clause.ALTERNATES, named
    if rule.proxies.per_holder:
        filled = "and fills" if rule.proxies.in_quorum else "but does not fill"
        several = seats_in_words(rule.proxies.per_holder, "other ")
        counts = f"such a vote counts {filled} the quorum."
        yield Clause.PROXIES, f"A person may vote for up to {several} by proxy; {counts}"


def _quorum_rule(rule: Rule) -> str:
    if rule.quorum.basis is QuorumBasis.COUNT:
        return f"A quorum is {seats_in_words(rule.quorum.count)}."
    without = ", seats that step aside left out"
    excluding = rule.quorum.basis is QuorumBasis.FRACTION_EXCLUDING_RECUSED
    share = share_in_words(rule.quorum.share)
    return f"A quorum is {share} of the voting seats{without if excluding else ''}."


def _needs_membership(rule: Rule) -> bool:
    by_share = rule.quorum.basis is not QuorumBasis.COUNT
    return by_share or rule.denominator is Denominator.ENTIRE_MEMBERSHIP


def _chair_rule(rule: Rule) -> str:
    if rule.chair_votes is ChairVotes.NEVER:
        return "The chair does not vote. A tie fails."
    if rule.chair_votes is ChairVotes.TIE_ONLY:
        return "The chair's vote is kept in reserve and counts on a tie only."
    if rule.tie_result is TieResult.CHAIR_CASTS:
        return (
            "The chair votes like every member, and on a tie the chair's side gets one vote more."
        )
    return "The chair votes like every member. A tie fails."


def what_it_takes(rule: Rule, roll: Roll) -> tuple[Line, ...]:
    """Before anybody has voted: how many must take part, and how many for carry it then."""
    return tuple(_beforehand(rule, roll))


def _beforehand(rule: Rule, roll: Roll) -> Iterator[Line]:
    able = sum(not one.is_vacant and not one.is_recused for one in voters(rule, roll))
    least = tally(replace(rule, kind=BallotKind.ROLL_CALL), roll, {}).quorum.needed
    quorum = (
        f"{seats_in_words(able)} may vote; {seats_in_words(least)} must take part for a quorum."
    )
    yield Line(Topic.QUORUM, quorum, Clause.QUORUM)
    yield Line(Topic.VOTES, _needed_beforehand(rule, roll, able, least), Clause.MAJORITY)
    if rule.kind is BallotKind.SECRET:
        few = f"With fewer than {FEWEST_SECRET} papers in the box there is no valid vote."
        yield Line(Topic.RESULT, few, Clause.MANNER)


def _needed_beforehand(rule: Rule, roll: Roll, able: int, least: int) -> str:
    if rule.denominator is Denominator.ENTIRE_MEMBERSHIP:
        needed = rule.to_carry.needed(membership(rule, roll))
        return f"{needed} votes for carry it, however many take part."
    few = min(least, able)
    of_few, of_all = rule.to_carry.needed(few), rule.to_carry.needed(able)
    how = "vote for or against" if rule.denominator is Denominator.VOTES_CAST else "take part"
    return f"If all {able} {how}, {of_all} votes for carry it; if only {few} do, {of_few}."


def ledger(  # noqa: PLR0913 (what is counted, and the three things that change the words)
    rule: Rule,
    roll: Roll,
    counted: Tally,
    phase: Phase,
    *,
    disclosed: bool,
    in_room: bool = False,
) -> tuple[Line, ...]:
    """The count against the rule. Until it is `disclosed`, only who takes part is said.

    In a room a seat is there before it votes, so presence is what fills the quorum.
    """
    lines = _ledger(rule, roll, counted, phase, disclosed=disclosed or phase is Phase.CLOSED)
    if not in_room or phase is Phase.CLOSED:
        return tuple(lines)
    return tuple(replace(one, text=_in_room(one.text)) for one in lines)


def _in_room(text: str) -> str:
    for apart, here in _IN_ROOM.items():
        text = text.replace(apart, here)
    return text


_IN_ROOM = {
    "seat has taken part so far": "seat is present",
    "seats have taken part so far": "seats are present",
    "has taken part yet": "is present",
}


def _ledger(
    rule: Rule, roll: Roll, counted: Tally, phase: Phase, *, disclosed: bool
) -> Iterator[Line]:
    yield Line(Topic.QUORUM, _quorum_base(rule, roll, counted), Clause.QUORUM)
    took_part = Clause.RECUSED if counted.recused else Clause.QUORUM
    yield Line(Topic.QUORUM, _quorum_state(counted, phase), took_part)
    yield from (Line(Topic.QUORUM, said, Clause.PROXIES) for said in _proxies(rule, roll))
    if counted.missing_groups:
        took = "took part" if phase is Phase.CLOSED else "has taken part yet"
        groups = _listed(counted.missing_groups)
        text = f"No seat of these groups {took}: {groups}."
        yield Line(Topic.QUORUM, text, Clause.GROUPS)
    if disclosed:
        yield Line(Topic.VOTES, _votes(counted), Clause.MANNER)
        if counted.casting:
            yield Line(Topic.VOTES, _casting(counted.casting), Clause.CHAIR)
        yield Line(Topic.VOTES, _passage(rule, counted, phase), Clause.MAJORITY)
    result = _result(counted, phase, disclosed=disclosed)
    yield Line(Topic.RESULT, result, _decides(counted))


def _decides(counted: Tally) -> Clause:
    """The clause the outcome rests on."""
    if counted.is_unopened:
        return Clause.MANNER
    if not counted.quorum.met:
        return Clause.QUORUM
    if counted.missing_groups:
        return Clause.GROUPS
    return Clause.CHAIR if counted.casting else Clause.MAJORITY


def _quorum_base(rule: Rule, roll: Roll, counted: Tally) -> str:
    if rule.quorum.basis is QuorumBasis.COUNT:
        return f"The quorum is {seats_in_words(counted.quorum.needed)}."
    base, whole = counted.quorum.base, membership(rule, roll)
    of_what = f"{base} voting seats"
    outside = whole - membership(rule, [one for one in roll if one.fills_quorum])
    less = {"outside the quorum": outside, "stepped aside": whole - outside - base}
    taken = " and ".join(f"{many} {why}" for why, many in less.items() if many)
    if taken:
        of_what += f" ({whole} less {taken})"
    share = share_in_words(rule.quorum.share)
    return f"The quorum is {share} of {of_what}: {counted.quorum.needed}."


def _quorum_state(counted: Tally, phase: Phase) -> str:
    quorum = counted.quorum
    if phase is Phase.CLOSED:
        seats = f"{seats_in_words(quorum.have)} took part"
        if quorum.met:
            return f"{seats}, enough for a quorum."
        return f"{seats}, {quorum.missing} too few."
    have = "has" if quorum.have == 1 else "have"
    seats = f"{seats_in_words(quorum.have)} {have} taken part so far"
    return (
        f"{seats}, enough for a quorum." if quorum.met else f"{seats}; {quorum.missing} more must."
    )


def _proxies(rule: Rule, roll: Roll) -> Iterator[str]:
    by_proxy = sum(one.attendance is Attendance.BY_PROXY for one in voters(rule, roll))
    lapsed = sum(one.has_lapsed_proxy for one in voters(rule, roll))
    if by_proxy:
        filled = "fills" if rule.proxies.in_quorum else "does not fill"
        yield f"{seats_in_words(by_proxy)} by proxy: such a vote counts and {filled} the quorum."
    if lapsed:
        seats = seats_in_words(lapsed)
        yield f"{seats} not counted: whoever holds the proxy is not there to use it."


def _votes(counted: Tally) -> str:
    return (
        f"{counted.approve} for, {counted.reject} against, {counted.abstain} abstained, "
        f"{counted.recused} stepped aside."
    )


def _casting(casting: Choice) -> str:
    side = "for" if casting is Choice.APPROVE else "against"
    return f"The votes were tied; the chair's vote {side} is included and breaks the tie."


def _passage(rule: Rule, counted: Tally, phase: Phase) -> str:
    passage = counted.passage
    share, base = share_in_words(rule.to_carry), f"{passage.base} {_BASE[rule.denominator]}"
    if phase is Phase.CLOSED:
        return f"Needed: {share} of {base}, which is {passage.needed}. For: {_have(passage)}."
    return (
        f"As it stands {share} of {base} are needed, which is {passage.needed}. {_so_far(passage)}"
    )


def _have(passage: Measure) -> str:
    if passage.met:
        return f"{passage.have}, {passage.have - passage.needed} more than needed"
    return f"{passage.have}, {passage.missing} too few"


def _so_far(passage: Measure) -> str:
    if passage.met:
        return f"{passage.have} are for."
    return f"{passage.have} are for: {passage.missing} too few."


def _result(counted: Tally, phase: Phase, *, disclosed: bool) -> str:
    if counted.is_unopened and phase is Phase.CLOSED:
        return "The box held too few papers and was emptied unread: there was no valid vote."
    if phase is Phase.CLOSED:
        return _FINAL[counted.outcome]
    if not counted.has_quorum:
        return "If voting ended now, there would be no valid vote for want of a quorum."
    if not disclosed:
        return "There is a quorum, so the vote will count."
    carried = counted.outcome is Outcome.CARRIED
    return f"If voting ended now, the proposal would {'carry' if carried else 'fail'}."


_FINAL = {
    Outcome.CARRIED: "The proposal carried.",
    Outcome.REJECTED: "The proposal failed.",
    Outcome.INQUORATE: "There was no quorum, so there was no valid vote.",
}


def seats_in_words(number: int, which: str = "") -> str:
    return f"{number} {which}{'seat' if number == 1 else 'seats'}"


def _listed(groups: frozenset[str] | tuple[str, ...]) -> str:
    return ", ".join(_GROUPS.get(group, group) for group in sorted(groups))


_GROUPS = {"it": "IT"}
