"""Several ways to one seat at one moment: holder, alternate, proxy, secretary, link, recusal."""

from datetime import timedelta

import pytest
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from app.accounts.models import Link
from app.accounts.queries import actor_of
from app.accounts.services import LINK_SALT, issue_link
from app.audit.models import Action
from app.engine.voting.ballot import Choice, Outcome
from app.governance.models import BallotSeat, Channel, Recusal
from app.governance.queries import bodies
from app.governance.queries.duties import VOTE
from app.governance.services import proxies
from app.governance.services.proxies import Days
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from tests.factories.governance import a_member, a_seat
from tests.faults.rooms import (
    TIMES,
    closing,
    counted_once,
    entering,
    events,
    stepping_aside,
    stored,
    voting,
)

VOLLEYS = 8 * TIMES
A, R, X = Choice.APPROVE, Choice.REJECT, Choice.ABSTAIN


def test_stepping_aside_meets_the_own_vote(room, together):
    """B8: a recused seat never counts, whichever came first."""
    here = room(1)
    for _ in range(VOLLEYS):
        ballot_id = here.ballot()
        vote, aside = together(
            [voting(here.chair, ballot_id, "approve"), stepping_aside(here.chair, ballot_id)]
        )
        assert aside.is_done
        assert vote.is_done or vote.status == 422
        assert stored(ballot_id) == []


def test_stepping_aside_meets_the_close(room, together):
    """B6: five have voted, three are a quorum; two step aside while the ballot is closed."""
    here = room(4)
    for _ in range(VOLLEYS):
        ballot_id = here.unanimous(A)
        *aside, end = together(
            [
                *[stepping_aside(one, ballot_id) for one in here.callers[1:4]],
                closing(here.secretary, ballot_id),
            ]
        )
        assert end.is_done
        assert all(one.is_done or one.is_refused for one in aside)
        ballot = counted_once(ballot_id)
        assert len(ballot.recusals) == sum(one.is_done for one in aside)
        assert (ballot.outcome is Outcome.CARRIED) == (len(ballot.votes) >= 3)


def test_the_proxy_and_the_principal_who_takes_it_back_are_one_vote(room, together):
    """B9: the holder of the proxy votes while the principal takes it back and votes."""
    here = room(2, proxies_per_holder=1)
    principal, holder = here.callers[1], here.callers[2]
    for _ in range(VOLLEYS):
        proxy_id, ballot_id, seat_id = proxy_given(here), here.ballot(), here.seat_of(1)

        def back(proxy_id=proxy_id, ballot_id=ballot_id):
            assert principal.post(f"/governance/proxies/{proxy_id}/revoke").is_done
            return principal.post(f"/governance/ballots/{ballot_id}/vote", choice="reject")

        by_proxy, own = together([voting(holder, ballot_id, "approve", seat_id=seat_id), back])
        (vote,) = stored(ballot_id)
        assert own.is_done
        assert by_proxy.is_done or by_proxy.status in {409, 422}
        assert (vote.choice, vote.channel) == (R, Channel.HOLDER)


def proxy_given(here) -> int:
    """The second person's vote in the hands of the third."""
    seat = next(one for one in bodies.get(here.body).seats if one.id == here.seat_of(1))
    with unit_of_work():
        proxy = proxies.give_proxy(
            seat,
            holder_id=here.people[2],
            days=Days(clock.today()),
            actor=actor_of(here.person(1)),
            at=clock.now(),
        )
    return proxy.id


def test_alternate_and_holder_are_one_vote(site, room, together):
    """B10: the holder's vote stands, whichever came first."""
    alternate = a_member()
    here = room(1, alternates=True)
    holder = a_member()
    a_seat(bodies.get(here.body), holder, alternate=alternate)
    db.session.commit()
    tabs = site.caller(holder), site.caller(alternate)
    for _ in range(VOLLEYS):
        ballot_id = here.ballot()
        own, other = together(
            [voting(tabs[0], ballot_id, "approve"), voting(tabs[1], ballot_id, "reject")]
        )
        (vote,) = stored(ballot_id)
        assert own.is_done
        assert other.is_done or other.status in {409, 422}
        assert (vote.choice, vote.channel) == (A, Channel.HOLDER)


def test_the_secretary_enters_while_the_member_votes(room, together):
    """B20: the member's own vote stands; an entry never takes its place."""
    here = room(1)
    for _ in range(VOLLEYS):
        ballot_id, seat_id = here.ballot(), here.seat_of(1)
        entry, own = together(
            [
                entering(here.secretary, ballot_id, seat_id, "reject"),
                voting(here.callers[1], ballot_id, "approve"),
            ]
        )
        (vote,) = stored(ballot_id)
        assert own.is_done
        assert entry.is_done or entry.status == 422
        assert (vote.choice, vote.channel) == (A, Channel.HOLDER)
        assert len(events(vote)) == (2 if entry.is_done else 1)


def test_a_link_opened_many_times_casts_one_vote(site, room, together):
    """B1: a mail was forwarded, scanned and pressed; one press is taken, the rest are told so."""
    here = room(1)
    for many in (2, 8, 8):
        ballot_id, person = here.ballot(), here.person(1)
        link = a_link(site.app, person, ballot_id)
        guest = site.caller(None)
        acts = [pressing(guest, link, ("approve", "reject")[n % 2]) for n in range(many)]
        answers = together(acts)
        assert sorted(one.status for one in answers) == [303] + [422] * (many - 1)
        (vote,) = stored(ballot_id)
        assert events(vote) == [Action.CREATED]
        db.session.remove()
        assert guest.post(link, choice="abstain").status == 422


def pressing(guest, link, choice):
    return lambda: guest.post(link, choice=choice)


def a_link(app, person, ballot_id) -> str:
    seat_id = db.session.scalar(
        select(BallotSeat.seat_id).where(
            BallotSeat.ballot_id == ballot_id, BallotSeat.holder_id == person.id
        )
    )
    until = clock.now() + timedelta(days=1)
    with unit_of_work():
        link = issue_link(
            person, act=VOTE, target=f"{ballot_id}:{seat_id}", at=clock.now(), until=until
        )
    token = URLSafeSerializer(app.secret_key, salt=LINK_SALT).dumps(link.id)
    assert db.session.get_one(Link, link.id).used_at is None
    return f"/governance/vote/{token}"


@pytest.mark.parametrize("first", ["vote", "aside"])
def test_a_recused_seat_is_out_of_reach_for_every_channel(room, together, first):
    """B8: vote, entry and a second stepping aside at once, on a seat that has stepped aside."""
    here = room(1)
    ballot_id, seat_id = here.ballot(*[A] * (first == "vote")), here.seat_of(0)
    together([stepping_aside(here.chair, ballot_id)])
    answers = together(
        [
            voting(here.chair, ballot_id, "approve"),
            entering(here.secretary, ballot_id, seat_id, "approve"),
            stepping_aside(here.chair, ballot_id),
        ]
    )
    assert {one.status for one in answers} == {422}
    assert stored(ballot_id) == []
    assert len(db.session.scalars(select(Recusal).where(Recusal.ballot_id == ballot_id)).all()) == 1
