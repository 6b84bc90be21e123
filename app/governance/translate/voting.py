"""Rows to the voting engine: rules, roll, votes, phases."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.engine.voting.ballot import (
    BallotKind,
    Choice,
    Outcome,
    Phase,
    Proxies,
    Quorum,
    Rule,
    Threshold,
    phase_of,
)
from app.engine.voting.election import Chosen, Contest, Method, choose
from app.engine.voting.eligibility import Claim, Room
from app.engine.voting.roll import Attendance, Place, voters
from app.engine.voting.tally import Tally, tally, tally_of_box
from app.governance.facts import Group
from app.governance.models import Ballot, BallotSeat, Channel, Seat, Vote
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
        proxies=Proxies(
            columns.proxies_per_holder,
            in_quorum=columns.proxies_in_quorum,
            holder_present=columns.proxy_holder_present,
        ),
        kind=columns.ballot_kind,
        written_procedure=columns.written_procedure,
        least_days_open=columns.least_days_open,
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
        "proxies_per_holder": rule.proxies.per_holder,
        "proxies_in_quorum": rule.proxies.in_quorum,
        "proxy_holder_present": rule.proxies.holder_present,
        "ballot_kind": rule.kind,
        "written_procedure": rule.written_procedure,
        "least_days_open": rule.least_days_open,
    }


def roll_of(ballot: Ballot) -> tuple[Place, ...]:
    """The frozen roll as it stands now, and for good once the ballot is closed.

    At a meeting the seats say who is there. A ballot without one has no attendance list: a seat is
    present once it has voted, abstained or stepped aside; by proxy, if its proxy voted for it.
    """
    done, recused = acted(ballot), {recusal.seat_id for recusal in ballot.recusals}
    return tuple(
        Place(
            key=seat.seat_id,
            group=seat.group,
            is_voting=seat.is_voting,
            is_chair=seat.is_chair,
            is_vacant=seat.holder_id is None,
            is_recused=seat.seat_id in recused,
            fills_quorum=seat.in_quorum,
            attendance=_attendance(seat, done, is_recused=seat.seat_id in recused),
        )
        for seat in ballot.seats
    )


def roll_of_seats(seats: Iterable[Seat], on: date) -> tuple[Place, ...]:
    """The roll a ballot would freeze on this day, before anybody takes part."""
    return tuple(
        Place(
            key=seat.id,
            group=seat.group,
            is_voting=seat.votes_now,
            is_chair=seat.is_chair,
            is_vacant=not seat.is_filled(on),
            fills_quorum=seat.in_quorum,
            attendance=Attendance.ABSENT,
        )
        for seat in seats
    )


def acted(ballot: Ballot) -> dict[int, Channel]:
    """The seats whose vote was given, by name or in secret, and by whom."""
    named = {one.seat_id: one.channel for one in ballot.votes}
    return named | {one.seat_id: one.channel for one in ballot.participations}


def _attendance(seat: BallotSeat, done: Mapping[int, Channel], *, is_recused: bool) -> Attendance:
    if seat.attendance is not None:
        return seat.attendance
    if done.get(seat.seat_id) is Channel.PROXY and not is_recused:
        return Attendance.BY_PROXY
    return Attendance.PRESENT if is_recused or seat.seat_id in done else Attendance.ABSENT


def votes_of(ballot: Ballot) -> dict[int, Choice]:
    return {vote.seat_id: vote.choice for vote in ballot.votes}


def is_secret(ballot: Ballot) -> bool:
    return ballot.ballot_kind is BallotKind.SECRET


def count_of(ballot: Ballot) -> Tally:
    """What the ballot comes to. A secret box says nothing before the ballot is closed."""
    return _counted(ballot, is_final=ballot.closed_at is not None)


def final_count_of(ballot: Ballot) -> Tally:
    """For the closing alone: opens the box."""
    return _counted(ballot, is_final=True)


def _counted(ballot: Ballot, *, is_final: bool) -> Tally:
    rule, roll = rule_of(ballot), roll_of(ballot)
    if rule.kind is BallotKind.SECRET:
        papers = choices_in(ballot) if is_final else {}
        counted = tally_of_box(rule, roll, papers)
    elif rule.kind is BallotKind.SHOW_OF_HANDS:
        hands = {Choice(way): many for way, many in (ballot.hands or {}).items()}
        counted = tally_of_box(rule, roll, hands)
    else:
        counted = tally(rule, roll, votes_of(ballot))
    if ballot.method is Method.QUESTION or counted.outcome is Outcome.INQUORATE:
        return counted
    if not is_final:
        return counted
    chosen = bool(chosen_of(ballot).chosen)
    return replace(counted, outcome=Outcome.CARRIED if chosen else Outcome.REJECTED)


def choices_in(ballot: Ballot) -> Counter[Choice]:
    """The papers of the box; they must be as many as the seats that are marked as having voted."""
    papers = ballot.box.papers if ballot.box else []
    if len(papers) != len(ballot.participations) and not _is_destroyed(ballot):
        raise ValueError("The box does not hold one paper for each seat that voted.")
    if ballot.method is Method.QUESTION:
        return Counter(Choice(paper) for paper in papers)
    return Counter(Choice.APPROVE if paper else Choice.ABSTAIN for paper in papers)


def _is_destroyed(ballot: Ballot) -> bool:
    """With too few papers the box is emptied unread at the close."""
    emptied = ballot.box is not None and not ballot.box.papers
    return emptied and ballot.closed_at is not None


def contest_of(ballot: Ballot) -> Contest:
    seed = f"{ballot.proposal_id}/{ballot.id}"
    return Contest(ballot.method, ballot.options, ballot.places, ballot.points, seed)


def chosen_of(ballot: Ballot) -> Chosen:
    """Whom or what an election chose, round by round."""
    if is_secret(ballot):
        papers = [marks_from(paper) for paper in (ballot.box.papers if ballot.box else [])]
    else:
        aside = {one.seat_id for one in ballot.recusals}
        votes = [one for one in ballot.votes if one.seat_id not in aside]
        papers = [{int(one): many for one, many in (vote.marks or {}).items()} for vote in votes]
    return choose(contest_of(ballot), papers)


def paper_from(marks: Mapping[int, int]) -> str:
    """A paper as one line, the same for the same marks: 0:1,2:2."""
    return ",".join(f"{option}:{mark}" for option, mark in sorted(marks.items()))


def marks_from(paper: str) -> dict[int, int]:
    pairs = (one.split(":") for one in paper.split(",") if one)
    return {int(option): int(mark) for option, mark in pairs}


def phase_at(ballot: Ballot, at: datetime) -> Phase:
    return phase_of(ballot.window, at, is_closed=ballot.closed_at is not None)


def claim_of(ballot: Ballot, seat: BallotSeat | None, person_id: int) -> Claim:
    """What a person may say to a seat: it is mine, I stand in for its holder, I hold its proxy."""
    if seat is None:
        return Claim(None)
    place = next(one for one in roll_of(ballot) if one.key == seat.seat_id)
    channel = channel_of(seat, person_id)
    vote = vote_on(ballot, seat)
    return Claim(
        place,
        as_alternate=channel is Channel.ALTERNATE,
        holder_has_voted=vote is not None and vote.channel in (Channel.HOLDER, Channel.SECRETARY),
        as_proxy=channel is Channel.PROXY,
        has_given_proxy=seat.proxy_holder_id is not None,
        has_cast_secretly=any(one.seat_id == seat.seat_id for one in ballot.participations),
    )


def room_of(ballot: Ballot, seat: BallotSeat | None, person_id: int) -> Room | None:
    """The meeting a ballot is held at, as this person finds it; None in a written procedure."""
    if ballot.meeting_id is None or seat is None:
        return None
    return Room(
        has_quorum=count_of(ballot).has_quorum,
        is_here=seat.present_id == person_id,
        holder_is_here=seat.present_id is not None and seat.present_id == seat.holder_id,
    )


def channel_of(seat: BallotSeat, person_id: int) -> Channel:
    if seat.holder_id == person_id:
        return Channel.HOLDER
    return Channel.ALTERNATE if seat.alternate_id == person_id else Channel.PROXY


def seats_of(ballot: Ballot, person_id: int) -> list[BallotSeat]:
    """The seats a person may have a say for, held ones first."""
    held = [one for one in ballot.seats if one.holder_id == person_id]
    alternate = [one for one in ballot.seats if one.alternate_id == person_id]
    by_proxy = [one for one in ballot.seats if one.proxy_holder_id == person_id]
    return list(dict.fromkeys((*held, *alternate, *by_proxy)))


def vote_on(ballot: Ballot, seat: BallotSeat) -> Vote | None:
    return next((one for one in ballot.votes if one.seat_id == seat.seat_id), None)


def voting_seats(ballot: Ballot) -> frozenset[int]:
    """The seats that have a vote under the rule of this ballot, by their key."""
    return frozenset(place.key for place in voters(rule_of(ballot), roll_of(ballot)))


def silent_seats(ballot: Ballot) -> list[BallotSeat]:
    """The seats that could still vote and have neither voted nor stepped aside.

    At a meeting these are the ones that are present; hands in the room are nobody's in particular.
    """
    done = acted(ballot)
    in_room = ballot.meeting_id is not None
    able = {
        place.key
        for place in voters(rule_of(ballot), roll_of(ballot))
        if not place.is_vacant and not place.is_recused and place.key not in done
        if not in_room or place.attendance is not Attendance.ABSENT
    }
    if ballot.ballot_kind is BallotKind.SHOW_OF_HANDS and ballot.hands is not None:
        return []
    return [seat for seat in ballot.seats if seat.seat_id in able]


def count_if_all_take_part(ballot: Ballot) -> Tally:
    """The count if every filled seat abstained: whether there can be a quorum at all."""
    rule, roll = replace(rule_of(ballot), kind=BallotKind.ROLL_CALL), roll_of(ballot)
    present = [
        place if place.is_vacant else replace(place, attendance=Attendance.PRESENT)
        for place in roll
    ]
    return tally(rule, present, {})
