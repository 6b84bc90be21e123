"""Votes that meet each other, or the closing, at one moment: through HTTP, four real workers."""

import pytest

from app.audit.models import Action
from app.engine.voting.ballot import Choice, Outcome
from tests.faults.rooms import CHOICES, TIMES, closing, counted_once, events, stored, voting

VOLLEYS = 12 * TIMES


@pytest.mark.parametrize(("many", "volleys"), [(2, VOLLEYS), (4, 6), (16, 3)])
def test_many_tabs_of_one_member_are_one_vote(room, together, many, volleys):
    """B1: each tab shows no vote yet, and each says something; one is recorded, and stays."""
    here = room(1)
    for _ in range(volleys):
        ballot_id = here.ballot()
        said = [CHOICES[n % 3] for n in range(many)]
        answers = together([voting(here.chair, ballot_id, one, seen="") for one in said])
        (vote,) = stored(ballot_id)
        for choice, answer in zip(said, answers, strict=True):
            assert answer.status == (303 if choice == vote.choice else 409), answer.notice
        assert events(vote) == [Action.CREATED]


def test_a_double_submit_is_one_vote(room, together):
    """B1: the same form sent twice, as a finger or a poor link does; both are told the same."""
    here = room(1)
    for _ in range(VOLLEYS):
        ballot_id = here.ballot()
        answers = together([voting(here.chair, ballot_id, "approve", seen="")] * 2)
        assert [one.status for one in answers] == [303, 303]
        (vote,) = stored(ballot_id)
        assert events(vote) == [Action.CREATED]


def test_what_was_acknowledged_before_the_close_is_in_the_tally(room, together):
    """B2: all have rejected; eight turn to approve while chair and secretary both close."""
    here = room(8, quorum_basis="count")
    for _ in range(8):
        ballot_id = here.unanimous(Choice.REJECT)
        votes = [voting(one, ballot_id, "approve") for one in here.callers[1:]]
        *cast, first, second = together(
            [*votes, closing(here.chair, ballot_id), closing(here.secretary, ballot_id)]
        )
        assert first.is_done
        assert second.is_done
        assert all(one.is_done or one.is_refused for one in cast)
        ballot = counted_once(ballot_id)
        approve = sum(vote.choice is Choice.APPROVE for vote in ballot.votes)
        assert approve == sum(one.is_done for one in cast)
        assert (ballot.outcome is Outcome.CARRIED) == (approve > 4)


def test_closing_many_times_at_once_is_closing_once(room, together):
    """B2, B19: sixteen closings give one outcome, one decision, one packet."""
    here = room(2)
    for _ in range(3):
        ballot_id = here.unanimous(Choice.APPROVE)
        answers = together([closing(here.secretary, ballot_id), closing(here.chair, ballot_id)] * 8)
        assert {one.status for one in answers} == {303}
        assert counted_once(ballot_id).outcome is Outcome.CARRIED
