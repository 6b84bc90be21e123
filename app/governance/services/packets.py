"""Write the sealed packet of a ballot when it closes: everything a stranger needs to recount it."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from app.audit.models import Head
from app.audit.recorder import plain
from app.engine.chartering.clauses import named
from app.engine.voting.ballot import BallotKind, Phase
from app.engine.voting.ledger import ledger, rule_in_words
from app.engine.voting.packet import packed
from app.engine.voting.receipt import receipt
from app.engine.voting.tally import Tally
from app.governance import translate
from app.governance.models import Ballot, Packet
from app.governance.queries import papers
from app.kernel.db import db


def seal_packet(ballot: Ballot, counted: Tally, decision: str | None) -> Packet:
    """In the transaction that closes the ballot. Its seal goes into the history with it."""
    content, seal = packed(
        {
            "proposal": _proposal(ballot),
            "papers": _papers(ballot),
            "rule": _rule(ballot),
            "roll": _roll(ballot),
            "ballots": _ballots(ballot),
            "consequences": _consequences(ballot),
            "ledger": _ledger(ballot, counted),
            "result": _result(ballot, counted, decision),
            "history": {"head": db.session.scalar(select(Head.hash).where(Head.id == 1))},
        }
    )
    packet = Packet(ballot_id=ballot.id, seal=seal, content=content)
    db.session.add(packet)
    return packet


def _proposal(ballot: Ballot) -> dict[str, Any]:
    proposal = ballot.proposal
    return {
        "number": proposal.number,
        "title": ballot.title,
        "text": ballot.text,
        "reason": proposal.reason,
        "body": proposal.body.code,
        "author": proposal.author.name,
        "aim": ballot.aim.value,
        "method": ballot.method.value,
        "options": list(ballot.options),
        "places": ballot.places,
        "points": ballot.points,
        "seed": translate.contest_of(ballot).seed,
    }


def _papers(ballot: Ballot) -> list[dict[str, Any]]:
    """A file by its SHA-256, a link by its address; the bytes stay with the site."""
    return [
        {"title": one.title, "name": one.name, "size": one.size, "sha256": one.digest}
        if one.digest
        else {"title": one.title, "url": one.url}
        for one in papers.before(ballot)
    ]


def _rule(ballot: Ballot) -> dict[str, Any]:
    columns = translate.columns_of(translate.rule_of(ballot))
    return {
        **{name: plain(value) for name, value in columns.items()},
        "disclosure": ballot.disclosure.value,
        "charter_edition": ballot.charter.edition,
        "opens_at": plain(ballot.opens_at),
        "closes_at": plain(ballot.closes_at),
        "in_words": list(rule_in_words(translate.rule_of(ballot))),
    }


def _roll(ballot: Ballot) -> list[dict[str, Any]]:
    """The seats and how each took part: the attendance as it is counted."""
    reasons = {one.seat_id: one.reason for one in ballot.recusals}
    return [
        {
            "seat": seat.seat_id,
            "title": seat.title,
            "holder": seat.holder_name,
            "alternate": seat.alternate_name,
            "proxy": seat.proxy_holder_name,
            "group": seat.group.value,
            "is_voting": seat.is_voting,
            "is_chair": seat.is_chair,
            "fills_quorum": seat.in_quorum,
            "is_vacant": place.is_vacant,
            "is_recused": place.is_recused,
            "recused_because": reasons.get(seat.seat_id, ""),
            "attendance": place.attendance.value,
            "manner": seat.manner.value if seat.manner else None,
        }
        for seat, place in zip(ballot.seats, translate.roll_of(ballot), strict=True)
    ]


def _ballots(ballot: Ballot) -> dict[str, Any]:
    """Votes by name; or the papers, the receipts and who voted, each sorted by itself."""
    if ballot.ballot_kind is BallotKind.SECRET:
        return {
            "papers": list(ballot.box.papers) if ballot.box else [],
            "receipts": sorted(one.receipt for one in ballot.participations),
            "voted": sorted(one.seat_id for one in ballot.participations),
        }
    if ballot.ballot_kind is BallotKind.SHOW_OF_HANDS:
        return {"hands": dict(ballot.hands or {})}
    votes = sorted(ballot.votes, key=lambda one: one.seat_id)
    return {
        "votes": [
            {
                "seat": one.seat_id,
                "choice": one.choice.value,
                "marks": one.marks,
                "reason": one.comment,
                "channel": one.channel.value,
                "cast_at": plain(one.cast_at),
                "receipt": receipt(ballot.id, one.seat_id, one.choice, one.cast_at),
            }
            for one in votes
        ],
        "ballot": ballot.id,
    }


def _consequences(ballot: Ballot) -> dict[str, Any]:
    effects = [{"sentence": one.sentence, "differences": one.differences} for one in ballot.effects]
    return {"effects": effects, "outlook": ballot.outlook or []}


def _ledger(ballot: Ballot, counted: Tally) -> list[str]:
    rule, roll = translate.rule_of(ballot), translate.roll_of(ballot)
    lines = ledger(rule, roll, counted, Phase.CLOSED, disclosed=True)
    edition = ballot.charter.edition
    return [f"{one.text} ({named(one.clause, edition)})" for one in lines]


def _result(ballot: Ballot, counted: Tally, decision: str | None) -> dict[str, Any]:
    return {
        **{name: plain(value) for name, value in asdict(counted).items()},
        "chosen": list(ballot.chosen),
        "closed_at": plain(ballot.closed_at),
        "decision": decision,
    }
