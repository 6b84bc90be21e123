from itertools import product

import pytest

from app.engine.lifecycle import NotNow
from app.engine.voting.proposal import PROPOSAL, Move, Stage

FINAL = {Stage.REJECTED, Stage.WITHDRAWN, Stage.DECIDED}


@pytest.mark.parametrize(("stage", "move"), list(product(Stage, Move)))
def test_only_listed_moves_happen(stage, move):
    if (stage, move) in PROPOSAL.moves:
        assert PROPOSAL.allows(stage, move)
        assert PROPOSAL.after(stage, move) in Stage
    else:
        assert not PROPOSAL.allows(stage, move)
        with pytest.raises(NotNow, match=rf'^A proposal at the stage "{stage}" cannot be '):
            PROPOSAL.after(stage, move)


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_leaves_a_final_stage(stage):
    assert (PROPOSAL.open_to(stage) == ()) == (stage in FINAL)


def test_every_stage_can_be_reached_from_a_draft():
    reached = {Stage.DRAFT}
    for _ in Stage:
        reached |= {after for (stage, _), after in PROPOSAL.moves.items() if stage in reached}
    assert reached == set(Stage)
