"""Give the vote of a seat to another member, and take it back."""

from dataclasses import dataclass
from datetime import date, datetime

from app.engine.voting.proxies import Grant, proxy_refusal
from app.governance import translate
from app.governance.models import Ballot, Body, Proxy, Seat
from app.governance.queries import ballots, bodies, meetings
from app.governance.queries import proxies as queries
from app.governance.services.attendance import let_proxy_go, let_proxy_in
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor, Permission


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both in; without a last one until it is taken back."""

    first: date
    last: date | None = None


def give_proxy(seat: Seat, *, holder_id: int, days: Days, actor: Actor, at: datetime) -> Proxy:
    """By the holder of the seat, or by the secretary for one who asked for it.

    It holds at once on ballots that are open, so its principal need not be there twice; and at a
    meeting that goes on, whose row is locked first.
    """
    meeting = meetings.lock_running(seat.body_id)
    body = bodies.lock(seat.body_id)
    seat = next(one for one in body.seats if one.id == seat.id)
    _refuse_stranger(seat, actor)
    principal = seat.holder_id
    if principal is None or not seat.is_voting:
        raise RuleBroken("Only a seat with a holder and a vote can give a proxy.")
    if days.last is not None and days.last < days.first:
        raise RuleBroken("A proxy cannot end before it starts.")
    _refuse_outsider(body, holder_id, at.date())
    wanted = Grant(principal, holder_id, days.first, days.last)
    rule = translate.rule_of(body.charter)
    if why := proxy_refusal(rule, wanted, _grants(body, at.date())):
        raise RuleBroken(why)
    proxy = Proxy(
        body_id=body.id,
        seat_id=seat.id,
        principal_id=principal,
        holder_id=holder_id,
        starts_on=days.first,
        ends_on=days.last,
        given_at=at,
        given_by_id=actor.person_id,
    )
    db.session.add(proxy)
    db.session.flush()
    if days.first <= at.date():
        _show_on_open_ballots(queries.get(proxy.id), at)
        if meeting is not None:
            let_proxy_in(meeting, actor=actor, at=at)
    return proxy


def revoke_proxy(proxy: Proxy, *, actor: Actor, at: datetime) -> None:
    """Taken back by who gave it. A vote it has cast stands until the principal votes."""
    meeting = meetings.lock_running(proxy.body_id)
    bodies.lock(proxy.body_id)
    proxy = queries.get(proxy.id)
    if actor.person_id != proxy.principal_id and not actor.may(Permission.GOVERNANCE_RUN):
        raise Forbidden("A proxy is taken back by who gave it, or by the secretary.")
    proxy.revoked_at = at
    for ballot in _open_ballots(proxy.body_id, at):
        for seat in ballot.seats:
            if seat.seat_id == proxy.seat_id and seat.proxy_holder_id == proxy.holder_id:
                seat.proxy_holder_id = seat.proxy_holder_name = None
    if meeting is not None:
        let_proxy_go(proxy, meeting, actor=actor, at=at)


def _refuse_stranger(seat: Seat, actor: Actor) -> None:
    if seat.holder_id != actor.person_id and not actor.may(Permission.GOVERNANCE_RUN):
        raise Forbidden("A proxy is given by the holder of the seat, or by the secretary.")


def _refuse_outsider(body: Body, holder_id: int, on: date) -> None:
    held = [one for one in body.seats if one.holder_id == holder_id and one.is_filled(on)]
    if not any(one.is_voting for one in held):
        raise RuleBroken("A proxy is held by a member who has a vote in the same body.")


def _grants(body: Body, on: date) -> list[Grant]:
    return [
        Grant(one.principal_id, one.holder_id, one.starts_on, one.ends_on)
        for one in queries.not_over(body.id, on)
    ]


def _open_ballots(body_id: int, at: datetime) -> list[Ballot]:
    """Those in writing, locked one by one, in order; past their deadline they stay as they are."""
    locked = [ballots.lock(ballot_id) for ballot_id in ballots.open_in(body_id)]
    return [one for one in locked if one.closed_at is None and at < one.closes_at]


def _show_on_open_ballots(proxy: Proxy, at: datetime) -> None:
    """Where the same person still stands on the roll for the seat, and the rule lets proxies."""
    for ballot in _open_ballots(proxy.body_id, at):
        if not ballot.proxies_per_holder:
            continue
        for seat in ballot.seats:
            if seat.seat_id == proxy.seat_id and seat.holder_id == proxy.principal_id:
                seat.proxy_holder_id = proxy.holder_id
                seat.proxy_holder_name = proxy.holder.name
