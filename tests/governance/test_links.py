"""Voting straight from a mail: a link casts one vote, once, for the person it was written to."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from itsdangerous import URLSafeSerializer

from app.accounts import services as accounts
from app.accounts.models import Link
from app.accounts.roles import Role
from app.accounts.services import LINK_SALT
from app.audit.queries import history_of
from app.engine.voting.ballot import Choice
from app.governance.queries import ballots as queries
from app.inbox.services import write_digest
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.mail.jobs import send_due
from tests.factories.accounts import a_person, an_actor
from tests.factories.governance import a_body, a_member, an_open_ballot, voted

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def mailed(post):
    """The path of the link in the digest that reached this person's mailbox."""

    def path(person) -> str:
        with unit_of_work():
            write_digest(person, at=clock.now())
        db.session.commit()
        assert send_due(clock.now() + timedelta(seconds=1)) == 1
        (address,) = re.findall(r"https://\S+/governance/vote/\S+", post.body())
        assert urlsplit(address).netloc == "imaging.example.org"
        return urlsplit(address).path

    return path


def choice_on(ballot) -> list[str]:
    return [vote.choice.value for vote in queries.lock(ballot.id).votes]


def test_a_link_casts_one_vote_without_a_sign_in(client, mailed):
    member = a_member("Mira Holt")
    ballot = an_open_ballot(a_body(member), title="Retire the old archive")
    path = mailed(member)
    page = client.get(path)
    assert "Retire the old archive" in page.text
    assert "Nothing is cast until you press a button" in page.text
    assert choice_on(ballot) == []
    answer = client.post(path, data={"choice": "reject", "comment": "Too early."})
    assert answer.status_code == 303
    assert "Your vote is recorded: reject" in client.get(answer.location).text
    (vote,) = queries.lock(ballot.id).votes
    assert (vote.choice, vote.comment) == (Choice.REJECT, "Too early.")
    assert (vote.cast_by_id, vote.cast_by.name) == (member.id, "Mira Holt")
    (made,) = history_of("governance_vote", vote.id)
    assert (made.actor_id, made.reason) == (member.id, "By a link in a mail")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_opening_a_link_casts_nothing(client, mailed, method):
    """Programs that look at mail open every link in it, some of them many times."""
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    path = mailed(member)
    for _ in range(3):
        client.open(path, method=method)
        client.open(f"{path}?choice=approve", method=method)
    assert choice_on(ballot) == []
    assert db.session.scalars(db.select(Link.used_at)).all() == [None]


def test_a_link_is_good_once(client, mailed):
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    path = mailed(member)
    client.post(path, data={"choice": "approve"})
    again = client.post(path, data={"choice": "reject"})
    assert again.status_code == 422
    assert "used already" in again.text
    assert choice_on(ballot) == ["approve"]
    page = client.get(path)
    assert "This link was used" in page.text
    assert "pprove" not in page.text.replace("Your vote is recorded: approve.", "")


def test_a_choice_that_is_none_leaves_the_link_good(client, mailed):
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    path = mailed(member)
    refused = client.post(path, data={"choice": "perhaps", "comment": "My words"})
    assert refused.status_code == 422
    assert "Choose one of the three" in refused.text
    assert "My words" in refused.text
    assert client.post(path, data={"choice": "abstain"}).status_code == 303
    assert choice_on(ballot) == ["abstain"]


def test_a_link_changes_no_vote(client, mailed):
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    path = mailed(member)
    voted(ballot, (member, Choice.APPROVE))
    assert "Your seat has voted" in client.get(path).text
    refused = client.post(path, data={"choice": "reject"})
    assert "voted already" in refused.text
    assert choice_on(ballot) == ["approve"]


def test_a_link_ends_with_the_ballot_and_after_a_week(client, mailed):
    member = a_member()
    long, now = an_open_ballot(a_body(member), hours=24 * 30), clock.now()
    path = mailed(member)
    (link,) = db.session.scalars(db.select(Link))
    assert link.expires_at - now < timedelta(days=7, minutes=1)
    link.expires_at = now - timedelta(seconds=1)
    db.session.commit()
    for answer in (client.get(path), client.post(path, data={"choice": "approve"})):
        assert answer.status_code == 422
        assert "The time of this link is over" in answer.text
    assert choice_on(long) == []


def test_a_link_dies_with_the_sessions_of_its_time(client, mailed):
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    path = mailed(member)
    with unit_of_work():
        accounts.set_password(member, "a new hash")
    assert "no longer good" in client.post(path, data={"choice": "approve"}).text
    assert choice_on(ballot) == []


def test_a_link_of_someone_disabled_is_worth_nothing(client, mailed):
    member = a_member()
    an_open_ballot(a_body(member))
    path = mailed(member)
    member.active = False
    db.session.commit()
    assert client.post(path, data={"choice": "approve"}).status_code == 422


def test_a_link_gives_no_right_that_was_taken_away(client, mailed):
    member = a_member()
    an_open_ballot(a_body(member))
    path = mailed(member)
    with unit_of_work():
        state = member.fs_uniquifier
        accounts.set_roles(member, [Role.VIEWER], actor=an_actor(Role.ADMINISTRATOR))
        member.fs_uniquifier = state
    refused = client.post(path, data={"choice": "approve"})
    assert (refused.status_code, "may no longer vote" in refused.text) == (403, True)


def test_a_link_is_for_nobody_else(sign_in, mailed):
    member, other = a_member(), a_member()
    ballot = an_open_ballot(a_body(member, other))
    path = mailed(member)
    refused = sign_in(other).post(path, data={"choice": "approve"})
    assert refused.status_code == 403
    assert choice_on(ballot) == []


@pytest.mark.parametrize("cut", ["x", "1", "MQ", "MQ.abc", "MQ." + "A" * 27, "..", "%00"])
def test_a_link_that_was_not_signed_here_is_refused(app, client, cut):
    an_open_ballot(a_body(a_member()))
    for answer in (client.get(f"/governance/vote/{cut}"), client.post(f"/governance/vote/{cut}")):
        assert answer.status_code == 422
        assert "not good" in answer.text
    other = URLSafeSerializer("another key", salt=LINK_SALT).dumps(1)
    assert client.get(f"/governance/vote/{other}").status_code == 422


def test_a_link_for_another_act_is_refused(app, client):
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    now = clock.now()
    with unit_of_work():
        link = accounts.issue_link(
            member, act="read", target=f"{ballot.id}:1", at=now, until=ballot.closes_at
        )
    token = URLSafeSerializer(app.secret_key, salt=LINK_SALT).dumps(link.id)
    assert client.get(f"/governance/vote/{token}").status_code == 422


def test_no_table_holds_what_opens_a_link(client, mailed, post):
    member = a_member()
    an_open_ballot(a_body(member))
    token = mailed(member).rpartition("/")[2]
    for table in reversed(db.metadata.sorted_tables):
        for row in db.session.execute(table.select()):
            assert token not in str(row)


@pytest.fixture
def strict():
    """A ballot of a body whose charter asks for a fresh sign-in."""
    member = a_member()
    return member, an_open_ballot(a_body(member, fresh_sign_in=True))


def test_where_the_charter_asks_a_link_needs_a_fresh_sign_in(app, client, sign_in, mailed, strict):
    member, ballot = strict
    path = mailed(member)
    assert "Sign in to vote" in client.get(path).text
    assert client.post(path, data={"choice": "approve"}).status_code == 403
    stale = sign_in(member)
    with stale.session_transaction() as cookie:
        cookie["fs_paa"] = (clock.now() - timedelta(minutes=11)).timestamp()
    assert "Sign in to vote" in stale.get(path).text
    assert stale.post(path, data={"choice": "approve"}).status_code == 403
    out = stale.post(f"{path}/sign-in")
    assert out.location.startswith("/sign-in?next=")
    assert stale.get("/account/").status_code == 302
    assert choice_on(ballot) == []


def test_with_a_fresh_sign_in_the_strict_link_casts(client, sign_in, mailed, strict):
    member, ballot = strict
    path = mailed(member)
    fresh = sign_in(member)
    with fresh.session_transaction() as cookie:
        cookie["fs_paa"] = (clock.now() - timedelta(minutes=9)).timestamp()
    assert "Nothing is cast until" in fresh.get(path).text
    assert fresh.post(path, data={"choice": "approve"}).status_code == 303
    assert choice_on(ballot) == ["approve"]
    other = sign_in(a_person())
    assert other.get(path).status_code == 200
