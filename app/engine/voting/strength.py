"""Whether the filled seats of a body can still make a quorum, now and when terms end."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from app.engine.voting.ballot import BallotKind, Rule
from app.engine.voting.ledger import seats_in_words
from app.engine.voting.roll import Attendance, Roll, voters
from app.engine.voting.tally import tally


@dataclass(frozen=True, slots=True)
class Strength:
    """Seats that may vote, of how many, and how many of them a quorum needs."""

    seats: int
    filled: int
    needed: int
    have: int
    """What they come to if every one of them takes part."""
    missing_groups: tuple[str, ...]

    @property
    def spare(self) -> int:
        """How many may stay away; less than none where there can be no quorum."""
        return self.have - self.needed

    @property
    def can_vote(self) -> bool:
        return self.spare >= 0 and not self.missing_groups


def strength(rule: Rule, roll: Roll) -> Strength:
    here = [
        one if one.is_vacant else replace(one, attendance=Attendance.PRESENT, is_recused=False)
        for one in roll
    ]
    counted = tally(replace(rule, kind=BallotKind.ROLL_CALL), here, {})
    able = voters(rule, here)
    return Strength(
        seats=len(able),
        filled=sum(not one.is_vacant for one in able),
        needed=counted.quorum.needed,
        have=counted.quorum.have,
        missing_groups=counted.missing_groups,
    )


def warnings(rule: Rule, roll: Roll, ending: Collection[int] = ()) -> tuple[str, ...]:
    """What threatens the quorum: vacant seats today, then terms that end, by the key of the seat.

    Nothing where at least one member may be away, or where every seat is filled as it should be.
    """
    now = strength(rule, roll)
    is_short = not now.spare and now.filled < now.seats
    if not now.can_vote or is_short:
        return (_today(now),)
    after = strength(
        rule, [replace(one, is_vacant=True) if one.key in ending else one for one in roll]
    )
    if after.filled == now.filled or (after.can_vote and after.spare):
        return ()
    return (_then(now, after),)


def _today(now: Strength) -> str:
    vacant = seats_in_words(now.seats - now.filled)
    if now.missing_groups:
        groups = ", ".join(now.missing_groups)
        return f"No filled seat speaks for {groups}, and the quorum needs one: no vote is valid."
    if now.spare < 0:
        return (
            f"A quorum is {seats_in_words(now.needed)} and {now.have} can take part, with {vacant} "
            "vacant: this body cannot vote until a seat is filled."
        )
    return (
        f"A quorum is {seats_in_words(now.needed)} and only {now.have} can take part, with "
        f"{vacant} vacant: if one member is away there is no vote."
    )


def _then(now: Strength, after: Strength) -> str:
    lost = now.filled - after.filled
    terms = "1 term ends" if lost == 1 else f"{lost} terms end"
    so = "cannot vote" if not after.can_vote else "has no vote if one member is away"
    return (
        f"{terms} soon. Unless the seats are filled again {after.have} can take part, a quorum is "
        f"{seats_in_words(after.needed)}, and this body {so}."
    )
