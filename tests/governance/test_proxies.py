from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts.queries import actor_of
from app.engine.voting.ballot import Choice, Proxies, Rule
from app.engine.voting.eligibility import Refusal
from app.engine.voting.proxies import Grant, proxy_refusal
from app.engine.voting.roll import Attendance
from app.governance import translate
from app.governance.models import Channel
from app.governance.queries import ballots as queries
from app.governance.queries import bodies
from app.governance.services import ballots as services
from app.governance.services import entering, proxies
from app.governance.services.proxies import Days
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_secret_ballot,
    a_secretary,
    an_open_ballot,
)

A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN
RULE = {"proxies_per_holder": 1}
with_session = pytest.mark.usefixtures("session")


def giving(body, one, other, *, actor=None, days=None):
    seat = next(seat for seat in bodies.get(body.id).seats if seat.holder_id == one.id)
    proxy = proxies.give_proxy(
        seat,
        holder_id=other.id,
        days=days or Days(clock.today()),
        actor=actor or actor_of(one),
        at=clock.now(),
    )
    db.session.commit()
    return proxy


def cast(ballot, person, choice, principal=None):
    seat_id = next(one.seat_id for one in ballot.seats if one.holder_id == (principal or person).id)
    vote = services.cast_vote(
        ballot, actor=actor_of(person), choice=choice, at=clock.now(), seat_id=seat_id
    )
    db.session.commit()
    return vote


@with_session
def test_a_proxy_votes_for_another_seat_and_for_the_own():
    one, two = a_member(), a_member()
    body = a_body(one, two, **RULE, proxies_in_quorum=True)
    giving(body, one, two)
    ballot = an_open_ballot(body)
    assert cast(ballot, two, R).channel is Channel.HOLDER
    assert cast(ballot, two, A, principal=one).channel is Channel.PROXY
    roll = translate.roll_of(queries.lock(ballot.id))
    assert {place.attendance for place in roll} == {Attendance.PRESENT, Attendance.BY_PROXY}
    assert translate.count_of(a_closed_ballot(ballot)).quorum.have == 2


@with_session
def test_a_proxy_given_while_a_ballot_is_open_holds_at_once():
    one, two = a_member(), a_member()
    body = a_body(one, two, **RULE)
    ballot = an_open_ballot(body)
    giving(body, one, two)
    ballot = queries.lock(ballot.id)
    with pytest.raises(RuleBroken, match=str(Refusal.PROXY_GIVEN)):
        cast(ballot, one, A)
    assert cast(ballot, two, A, principal=one).channel is Channel.PROXY


@with_session
def test_taken_back_the_principal_votes_and_the_proxy_does_not():
    one, two = a_member(), a_member()
    body = a_body(one, two, **RULE)
    proxy = giving(body, one, two)
    ballot = an_open_ballot(body)
    cast(ballot, two, A, principal=one)
    proxies.revoke_proxy(proxy, actor=actor_of(one), at=clock.now())
    db.session.commit()
    ballot = queries.lock(ballot.id)
    assert cast(ballot, one, R).channel is Channel.HOLDER
    with pytest.raises(RuleBroken, match="no seat on the roll"):
        cast(ballot, two, A, principal=one)
    assert [vote.choice for vote in queries.lock(ballot.id).votes] == [R]


@with_session
def test_a_proxy_can_be_refused():
    one, two, three, secretary = a_member(), a_member(), a_member(), a_secretary()
    body = a_body(one, two, three, **RULE)
    outsider = a_member()
    with pytest.raises(RuleBroken, match="has a vote in the same body"):
        giving(body, one, outsider)
    with pytest.raises(Forbidden, match="holder of the seat"):
        giving(body, one, two, actor=actor_of(three))
    with pytest.raises(RuleBroken, match="cannot end before"):
        giving(body, one, two, days=Days(clock.today(), clock.today() - timedelta(days=1)))
    proxy = giving(body, one, two, actor=secretary)
    assert proxy.given_by_id == secretary.person_id
    with pytest.raises(Forbidden, match="taken back by who gave it"):
        proxies.revoke_proxy(proxy, actor=actor_of(two), at=clock.now())
    with pytest.raises(RuleBroken, match="at most 1 proxy"):
        giving(body, three, two)
    with pytest.raises(RuleBroken, match="already given"):
        giving(body, one, three)
    with pytest.raises(RuleBroken, match="no chains"):
        giving(body, two, three)
    with pytest.raises(RuleBroken, match="make a chain"):
        giving(body, three, one)


@with_session
def test_a_body_without_proxies_has_none():
    one, two = a_member(), a_member()
    with pytest.raises(RuleBroken, match="nobody votes by proxy"):
        giving(a_body(one, two), one, two)


@with_session
def test_a_proxy_votes_in_secret_once():
    people = [a_member() for _ in range(3)]
    body = a_body(*people, **RULE)
    giving(body, people[0], people[1])
    ballot = a_secret_ballot(body)
    cast(ballot, people[1], A, principal=people[0])
    with pytest.raises(RuleBroken, match=str(Refusal.CAST)):
        cast(queries.lock(ballot.id), people[1], R, principal=people[0])


@with_session
def test_who_votes_by_proxy_does_not_step_the_principal_aside():
    one, two = a_member(), a_member()
    body = a_body(one, two, **RULE)
    giving(body, one, two)
    ballot = an_open_ballot(body)
    seat_id = next(seat.seat_id for seat in ballot.seats if seat.holder_id == one.id)
    with pytest.raises(RuleBroken, match=str(Refusal.PROXY_ASIDE)):
        services.recuse(
            ballot, actor=actor_of(two), reason="Mine.", at=clock.now(), seat_id=seat_id
        )


@with_session
def test_a_recused_seat_does_not_count_through_any_channel():
    one, two, secretary = a_member(), a_member(), a_secretary()
    body = a_body(one, two, **RULE)
    giving(body, one, two)
    ballot = an_open_ballot(body)
    cast(ballot, two, A, principal=one)
    services.recuse(
        ballot,
        actor=actor_of(one),
        reason="Mine.",
        at=clock.now(),
    )
    db.session.commit()
    ballot = queries.lock(ballot.id)
    assert ballot.votes == []
    with pytest.raises(RuleBroken, match=str(Refusal.RECUSED)):
        cast(ballot, two, A, principal=one)
    seat_id = next(seat.seat_id for seat in ballot.seats if seat.holder_id == one.id)
    with pytest.raises(RuleBroken, match="stepped aside"):
        entering.enter_vote(ballot, actor=secretary, seat_id=seat_id, choice=A, at=clock.now())


@with_session
def test_the_secretary_enters_a_vote_and_the_member_says_whether_it_is_right():
    member, other = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, other))
    secretary, now = a_secretary(), clock.now()
    seat_id = next(one.seat_id for one in ballot.seats if one.holder_id == member.id)
    entered = entering.enter_vote(ballot, actor=secretary, seat_id=seat_id, choice=R, at=now)
    db.session.commit()
    assert (entered.channel, entered.cast_by_id) == (Channel.SECRETARY, secretary.person_id)
    with pytest.raises(RuleBroken, match="no vote for your seat"):
        entering.confirm_entry(ballot, actor=actor_of(other), at=now)
    vote = entering.dispute_entry(ballot, actor=actor_of(member), why="I said yes.", at=now)
    assert (vote.dispute, vote.confirmed_at) == ("I said yes.", None)
    vote = entering.confirm_entry(ballot, actor=actor_of(member), at=now)
    assert (vote.confirmed_at, vote.disputed_at) == (now, None)
    healed = cast(queries.lock(ballot.id), member, A)
    assert (healed.channel, healed.choice, healed.confirmed_at) == (Channel.HOLDER, A, None)
    with pytest.raises(RuleBroken, match="only who gave it"):
        entering.enter_vote(
            queries.lock(ballot.id), actor=secretary, seat_id=seat_id, choice=R, at=now
        )


@with_session
def test_only_chair_or_secretary_enters_and_a_deadline_moves_only_later():
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    seat_id, now = ballot.seats[0].seat_id, clock.now()
    with pytest.raises(Forbidden):
        entering.enter_vote(ballot, actor=actor_of(member), seat_id=seat_id, choice=A, at=now)
    secretary = a_secretary()
    with pytest.raises(RuleBroken, match="not to earlier"):
        entering.extend(
            ballot, actor=secretary, closes_at=ballot.closes_at - timedelta(minutes=1), at=now
        )
    later = ballot.closes_at + timedelta(hours=1)
    assert entering.extend(ballot, actor=secretary, closes_at=later, at=now).closes_at == later


PEOPLE = st.integers(1, 6)
DAYS = st.integers(0, 9)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(PEOPLE, PEOPLE, DAYS, st.none() | DAYS), max_size=12),
    st.integers(1, 3),
)
def test_no_graph_of_proxies_has_a_chain_or_too_many(wishes, most):
    start, rule = date(2026, 1, 1), Rule(proxies=Proxies(per_holder=most))
    standing: list[Grant] = []
    for one, other, first, length in wishes:
        begins = start + timedelta(days=first)
        wanted = Grant(
            one, other, begins, None if length is None else begins + timedelta(days=length)
        )
        if proxy_refusal(rule, wanted, standing) is None:
            standing.append(wanted)
    for day in (start + timedelta(days=number) for number in range(20)):
        now = [one for one in standing if one.overlaps(Grant(0, 0, day, day))]
        givers, holders = [one.principal for one in now], [one.holder for one in now]
        assert not set(givers) & set(holders)
        assert len(givers) == len(set(givers))
        assert all(holders.count(one) <= most for one in holders)
