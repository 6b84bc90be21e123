"""Rows to the voting engine: rules, roll, votes, phases."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.engine.voting.ballot import Choice, Phase, Quorum, Rule, Threshold, phase_of
from app.engine.voting.eligibility import Claim
from app.engine.voting.roll import Attendance, Place, voters
from app.engine.voting.tally import Tally, tally
from app.governance.facts import Group
from app.governance.models import Ballot, BallotSeat, Vote
from app.governance.models.rules import RuleColumns


def rule_of(columns: RuleColumns) -> Rule:
    """The rule of a charter, or the one a ballot froze."""
    share = Threshold(columns.quorum_part, columns.quorum_whole, more_than=columns.quorum_more_than)
    to_carry = Threshold(columns.carry_part, columns.carry_whole, more_than=columns.carry_more_than)
    return Rule(
        quorum=Quorum(
            columns.quorum_basis, columns.quorum_count, share, frozenset(columns.quorum_groups)
        ),
        to_carry=to_carry,
        denominator=columns.denominator,
        recused_in_quorum=columns.recused_in_quorum,
        vacant_in_membership=columns.vacant_in_membership,
        chair_votes=columns.chair_votes,
        tie_result=columns.tie_result,
        alternates=columns.alternates,
    )


def columns_of(rule: Rule) -> dict[str, Any]:
    """A rule as the columns that keep it; `rule_of` reads them back."""
    return {
        "quorum_basis": rule.quorum.basis,
        "quorum_count": rule.quorum.count,
        "quorum_part": rule.quorum.share.part,
        "quorum_whole": rule.quorum.share.whole,
        "quorum_more_than": rule.quorum.share.more_than,
        "quorum_groups": tuple(group for group in Group if group in rule.quorum.groups),
        "carry_part": rule.to_carry.part,
        "carry_whole": rule.to_carry.whole,
        "carry_more_than": rule.to_carry.more_than,
        "denominator": rule.denominator,
        "recused_in_quorum": rule.recused_in_quorum,
        "vacant_in_membership": rule.vacant_in_membership,
        "chair_votes": rule.chair_votes,
        "tie_result": rule.tie_result,
        "alternates": rule.alternates,
    }


def roll_of(ballot: Ballot) -> tuple[Place, ...]:
    """The frozen roll as it stands now.

    A ballot without a meeting has no attendance list: a seat is present once it has voted,
    abstained or stepped aside.
    """
    voted = {vote.seat_id for vote in ballot.votes}
    recused = {recusal.seat_id for recusal in ballot.recusals}
    return tuple(
        Place(
            key=seat.seat_id,
            group=seat.group,
            is_voting=seat.is_voting,
            is_chair=seat.is_chair,
            is_vacant=seat.holder_id is None,
            is_recused=seat.seat_id in recused,
            fills_quorum=seat.in_quorum,
            attendance=(
                Attendance.PRESENT if seat.seat_id in voted | recused else Attendance.ABSENT
            ),
        )
        for seat in ballot.seats
    )


def votes_of(ballot: Ballot) -> dict[int, Choice]:
    return {vote.seat_id: vote.choice for vote in ballot.votes}


def count_of(ballot: Ballot) -> Tally:
    return tally(rule_of(ballot), roll_of(ballot), votes_of(ballot))


def phase_at(ballot: Ballot, at: datetime) -> Phase:
    return phase_of(ballot.window, at, is_closed=ballot.closed_at is not None)


def claim_of(ballot: Ballot, seat: BallotSeat | None, person_id: int) -> Claim:
    """What a person may say to a seat: it is mine, or I stand in for its holder."""
    if seat is None:
        return Claim(None)
    place = next(one for one in roll_of(ballot) if one.key == seat.seat_id)
    vote = vote_on(ballot, seat)
    return Claim(
        place,
        as_alternate=seat.holder_id != person_id,
        holder_has_voted=vote is not None and vote.cast_by_id == seat.holder_id,
    )


def seats_of(ballot: Ballot, person_id: int) -> list[BallotSeat]:
    """The seats a person may have a say for, held ones first."""
    held = [one for one in ballot.seats if one.holder_id == person_id]
    return held + [one for one in ballot.seats if one.alternate_id == person_id]


def vote_on(ballot: Ballot, seat: BallotSeat) -> Vote | None:
    return next((one for one in ballot.votes if one.seat_id == seat.seat_id), None)


def voting_seats(ballot: Ballot) -> frozenset[int]:
    """The seats that have a vote under the rule of this ballot, by their key."""
    return frozenset(place.key for place in voters(rule_of(ballot), roll_of(ballot)))


def silent_seats(ballot: Ballot) -> list[BallotSeat]:
    """The seats that could still vote and have neither voted nor stepped aside."""
    able = {
        place.key
        for place in voters(rule_of(ballot), roll_of(ballot))
        if not place.is_vacant and place.attendance is Attendance.ABSENT
    }
    return [seat for seat in ballot.seats if seat.seat_id in able]


def count_if_all_take_part(ballot: Ballot) -> Tally:
    """The count if every filled seat abstained: whether there can be a quorum at all."""
    rule, roll = rule_of(ballot), roll_of(ballot)
    present = [
        place if place.is_vacant else replace(place, attendance=Attendance.PRESENT)
        for place in roll
    ]
    return tally(rule, present, {})
