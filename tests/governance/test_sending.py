"""A vote that is sent twice, late, or past another: it acts once and overwrites nothing unseen."""

import pytest

from app.audit.queries import history_of
from app.governance.queries import ballots as queries
from tests.factories.governance import a_body, a_member, an_open_ballot

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def voting(browse):
    """Post a choice as the one member; the page that came back."""
    member = a_member()
    ballot = an_open_ballot(a_body(member))
    browser = browse(member)

    def post(choice, *, status=303, **said):
        data = {"choice": choice} | said
        return browser.post("governance.vote_on_ballot", data, status=status, ballot_id=ballot.id)

    return ballot, post


def vote_on(ballot):
    (vote,) = queries.lock(ballot.id).votes
    return vote


def receipt_on(page) -> str:
    return page.select_one("input[name=seen]")["value"]


def test_the_same_vote_sent_twice_is_recorded_once(voting):
    ballot, post = voting
    post("approve", seen="", comment="Yes.")
    first = vote_on(ballot).cast_at
    post("approve", seen="", comment="Yes.")
    assert vote_on(ballot).cast_at == first
    assert len(history_of("governance_vote", vote_on(ballot).id)) == 1


def test_a_vote_that_comes_late_does_not_overwrite_one_it_has_not_seen(voting):
    ballot, post = voting
    post("reject", seen="")
    page = post("approve", seen="", status=409)
    assert "This seat has voted meanwhile: reject" in page.text
    assert vote_on(ballot).choice == "reject"


def test_a_vote_that_was_seen_is_changed(voting):
    ballot, post = voting
    page = post("reject", seen="")
    post("approve", seen=receipt_on(page))
    assert vote_on(ballot).choice == "approve"


def test_a_form_without_that_field_votes_as_before(voting):
    ballot, post = voting
    post("reject")
    post("approve")
    assert vote_on(ballot).choice == "approve"


def test_a_vote_reads_little(browse, query_budget):
    members = [a_member() for _ in range(9)]
    ballot = an_open_ballot(a_body(*members))
    client = browse(members[0]).client
    with query_budget(18):
        assert (
            client.post(
                f"/governance/ballots/{ballot.id}/vote", data={"choice": "approve"}
            ).status_code
            == 303
        )
