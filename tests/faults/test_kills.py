"""B17: a worker is killed with SIGKILL at system calls around casting and closing, and at random.

What was acknowledged is there; what was not is there once or not at all, never in part; asked
again with the same request, it is there once.
"""

import time
from collections import Counter
from random import Random

import pytest

from app.audit.models import Action
from app.engine.voting.ballot import Choice, Outcome
from app.governance.queries import ballots as queries
from app.kernel.db import db
from tests.faults.killing import Killer
from tests.faults.rooms import TIMES, closing, counted_once, events, stored, voting
from tests.faults.serving import LOST, served

POINTS = 12 * TIMES
NEAR_THE_END = 6
"""Of them, so many of the last ones: around the commit and the answer."""


@pytest.fixture(scope="module")
def site(house):
    """One worker without threads, so that its system calls are those of one request."""
    with served(house, workers=1, threads=1) as site:
        yield site


def worker_of(site, member) -> int:
    """The process that answers now, awake and with its connection to the database."""
    while not (found := site.workers()):
        time.sleep(0.01)
    assert member.get("/governance/bodies/").status == 200
    return found[0]


def ask(site, member, act, at=None):
    """The answer to a request whose worker is killed at this stop, and how many stops it made."""
    db.session.remove()
    with Killer(worker_of(site, member), *([] if at is None else [at])) as killer:
        answer = act()
    return answer, killer.stops


def length(site, member, act_on_another) -> int:
    """Stops of a whole request: the fewest of some, since waiting for a lock makes more of them."""
    whole = [ask(site, member, act_on_another()) for _ in range(3)]
    assert all(answer.is_done for answer, _ in whole)
    return min(stops for _, stops in whole)


def points(total: int, seed: int) -> list[int]:
    """Some stops chosen by a seed from all over the request, some near its end, and one past it."""
    spread = Random(seed).sample(range(1, total + 1), POINTS - NEAR_THE_END)
    near = Random(seed).sample(range(total * 3 // 4, total + 1), NEAR_THE_END)
    return sorted({*spread, *near, total + 5})


def test_a_vote_whose_worker_dies_is_there_once_or_not_at_all(site, room):
    here = room(1)
    total = length(site, here.chair, lambda: voting(here.chair, here.ballot(), "approve", seen=""))
    came_to = Counter()
    for at in points(total, seed=17):
        ballot_id = here.ballot()
        cast = voting(here.chair, ballot_id, "approve", seen="")
        answer, _ = ask(site, here.chair, cast, at)
        votes = stored(ballot_id)
        assert answer.status in {303, LOST}
        assert len(votes) == 1 if answer.is_done else len(votes) <= 1
        came_to[answer.is_done, len(votes)] += 1
        db.session.remove()
        assert cast().is_done
        (vote,) = stored(ballot_id)
        assert events(vote) == [Action.CREATED]
    assert came_to[False, 0], "no kill before the commit"
    assert came_to[False, 1] + came_to[True, 1], "no kill after the commit"


def test_a_closing_whose_worker_dies_is_whole_or_not_at_all(site, room):
    here = room(1)
    total = length(
        site, here.chair, lambda: closing(here.secretary, here.unanimous(Choice.APPROVE))
    )
    came_to = Counter()
    for at in points(total, seed=18):
        ballot_id = here.unanimous(Choice.APPROVE)
        close = closing(here.secretary, ballot_id)
        answer, _ = ask(site, here.chair, close, at)
        is_closed = queries.lock(ballot_id).closed_at is not None
        if is_closed:
            counted_once(ballot_id)
        assert is_closed or not answer.is_done
        came_to[is_closed] += 1
        db.session.remove()
        assert close().is_done
        assert counted_once(ballot_id).outcome is Outcome.CARRIED
    assert came_to[False], "no kill before the commit"
    assert came_to[True], "no kill after the commit"
