from datetime import date

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.audit.queries import history_of
from app.engine.voting.proposal import Move, Stage
from app.governance.facts import ProposalFacts
from app.governance.policy import WHO, Part, standing
from app.governance.queries import decisions
from app.governance.queries import proposals as queries
from app.governance.services import proposals as services
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, NotFound, RuleBroken
from app.kernel.facts import Refused, check
from tests.factories.accounts import a_person, an_actor
from tests.factories.governance import (
    a_body,
    a_member,
    a_proposal,
    a_secretary,
    a_submitted_proposal,
)

pytestmark = pytest.mark.usefixtures("session")
RENAMED = ("rename_body", {"name": "Imaging council"})


def about(body):
    return ("governance_body", body.id)


def a_renaming(**said):
    body = a_body(a_member())
    return a_proposal(body, subject=about(body), effects=[RENAMED], **said)


def author_of(proposal):
    return actor_of(db.session.get_one(Person, proposal.author_id))


def test_proposals_are_numbered_through_the_year():
    first, second = a_proposal(), a_proposal()
    year = clock.today().year
    assert first.number.startswith(f"P-{year}-")
    assert int(second.number[-3:]) == int(first.number[-3:]) + 1


def test_a_draft_is_submitted_and_leaves_a_history(renaming):
    proposal = a_renaming()
    services.submit(proposal, actor=author_of(proposal), at=clock.now())
    db.session.commit()
    assert proposal.stage is Stage.SUBMITTED
    assert history_of("governance_proposal", proposal.id)[0].fields["stage"] == [
        "draft",
        "submitted",
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title": ""}, "title"),
        ({"text": " "}, "text"),
        ({"areas": []}, "areas"),
        (
            {"effective_on": date(2026, 5, 2), "expires_on": date(2026, 5, 1)},
            "cannot end before",
        ),
    ],
)
def test_a_proposal_says_what_is_asked(said, sentence):
    facts = {"title": "One viewer", "text": "We keep one.", "areas": ["technology"]} | said
    with pytest.raises(Refused, match=sentence):
        check(ProposalFacts, facts)


def test_a_proposal_is_about_something_that_exists(renaming):
    with pytest.raises(NotFound):
        a_proposal(subject=("governance_body", 999_999))
    with pytest.raises(NotFound):
        a_proposal(subject=("governance_nothing", 1))


def test_only_the_author_edits(renaming):
    proposal, stranger, now = a_renaming(), actor_of(a_member()), clock.now()
    facts = ProposalFacts(title="Two viewers", text="We keep two.", areas=("technology",))
    for act in (
        lambda: services.edit(proposal, facts, actor=stranger, at=now, version=1),
        lambda: services.add_effect(proposal, *RENAMED, actor=stranger, at=now),
        lambda: services.remove_effect(proposal, proposal.effects[0].id, actor=stranger, at=now),
        lambda: services.submit(proposal, actor=stranger, at=now),
        lambda: services.withdraw(proposal, actor=stranger, at=now),
    ):
        with pytest.raises(Forbidden, match="by the author alone"):
            act()


def test_what_was_submitted_is_not_edited():
    proposal = a_submitted_proposal()
    facts = ProposalFacts(title="Two viewers", text="We keep two.", areas=("technology",))
    with pytest.raises(RuleBroken, match='stage "submitted" cannot be edited'):
        services.edit(proposal, facts, actor=author_of(proposal), at=clock.now(), version=2)


def test_a_returned_proposal_is_mended_and_submitted_again():
    proposal, now = a_submitted_proposal(), clock.now()
    author = author_of(proposal)
    services.give_back(proposal, actor=a_secretary(), why="Say which viewer.", at=now)
    facts = ProposalFacts(title="One viewer", text="We keep Alpha.", areas=("technology",))
    services.edit(proposal, facts, actor=author, at=now, version=3)
    again = services.submit(proposal, actor=author, at=now)
    assert (again.stage, again.text, again.returned_why) == (
        Stage.SUBMITTED,
        "We keep Alpha.",
        None,
    )


def test_returning_takes_a_reason_and_someone_who_runs_the_body():
    proposal, now = a_submitted_proposal(), clock.now()
    with pytest.raises(RuleBroken, match="what the author should change"):
        services.give_back(proposal, actor=a_secretary(), why=" ", at=now)
    with pytest.raises(Forbidden, match="chair or the secretary"):
        services.give_back(proposal, actor=author_of(proposal), why="No.", at=now)


def test_the_chair_runs_the_body_it_chairs_and_no_other():
    chair = a_member()
    proposal = a_submitted_proposal(a_body(chair=chair))
    other = a_submitted_proposal(a_body(chair=a_member()))
    services.give_back(proposal, actor=actor_of(chair), why="Shorter.", at=clock.now())
    with pytest.raises(Forbidden):
        services.give_back(other, actor=actor_of(chair), why="Shorter.", at=clock.now())


def test_a_withdrawn_proposal_is_over():
    proposal, now = a_submitted_proposal(), clock.now()
    author = author_of(proposal)
    assert services.withdraw(proposal, actor=author, at=now).stage is Stage.WITHDRAWN
    with pytest.raises(RuleBroken, match='"withdrawn" cannot be submitted'):
        services.submit(proposal, actor=author, at=now)


def test_an_effect_is_checked_when_it_is_added(renaming):
    body = a_body()
    with pytest.raises(RuleBroken, match="no name for a body"):
        a_proposal(body, subject=about(body), effects=[("rename_body", {"name": "Nowhere"})])


def test_an_effect_needs_the_subject_it_changes(renaming):
    with pytest.raises(RuleBroken, match="This changes one body"):
        a_proposal(effects=[RENAMED])


def test_an_unknown_effect_is_not_found():
    with pytest.raises(NotFound):
        a_proposal(effects=[("make_coffee", {})])


def test_an_effect_is_taken_out_again(renaming):
    proposal, now = a_renaming(), clock.now()
    author = author_of(proposal)
    services.remove_effect(
        proposal, queries.get_for(author, proposal.id).effects[0].id, actor=author, at=now
    )
    db.session.commit()
    assert queries.lock(proposal.id).effects == []
    with pytest.raises(NotFound, match="no such effect"):
        services.remove_effect(proposal, 999_999, actor=author, at=now)


def test_a_thing_that_has_gone_since_the_draft_stops_the_submission(renaming):
    proposal = a_renaming()
    author = author_of(proposal)
    effect = queries.get_for(author, proposal.id).effects[0]
    effect.payload = {"name": "Nowhere"}
    with pytest.raises(RuleBroken, match="no name for a body"):
        services.submit(proposal, actor=author, at=clock.now())


def test_a_draft_is_seen_by_its_author_and_the_secretary_alone():
    proposal = a_proposal()
    assert queries.get_for(author_of(proposal), proposal.id) is proposal
    assert queries.get_for(a_secretary(), proposal.id) is proposal
    stranger = an_actor()
    with pytest.raises(NotFound):
        queries.get_for(stranger, proposal.id)
    assert proposal not in queries.list_for(stranger)


def test_a_submitted_proposal_is_seen_by_all_also_when_it_is_withdrawn():
    proposal, viewer = a_submitted_proposal(), an_actor()
    assert proposal in queries.list_for(viewer, stage=Stage.SUBMITTED, body_id=proposal.body_id)
    services.withdraw(proposal, actor=author_of(proposal), at=clock.now())
    assert queries.get_for(viewer, proposal.id).stage is Stage.WITHDRAWN
    assert queries.stages_for(viewer)[Stage.WITHDRAWN] == 1


def test_proposals_about_a_thing(renaming):
    proposal = a_renaming()
    key, body_id = proposal.subject_key, proposal.subject_id
    assert decisions.about(key, body_id, author_of(proposal)) == ([proposal], [])
    assert decisions.about(key, body_id, an_actor()) == ([], [])
    assert decisions.about(key, body_id + 1, author_of(proposal)) == ([], [])


@pytest.mark.parametrize("move", list(Move))
def test_who_may_move_a_proposal(move):
    actor = an_actor()
    me, somebody = actor.person_id, 0
    parts = {
        Part.AUTHOR: standing(actor, author_id=me, chair_id=somebody),
        Part.CHAIR: standing(actor, author_id=somebody, chair_id=me),
        Part.SECRETARY: standing(a_secretary(), author_id=somebody, chair_id=None),
    }
    for part, found in parts.items():
        assert found.parts == {part}
        assert found.may(move) == (part in WHO.get(move, ()))
        assert found.runs == (part is not Part.AUTHOR)


def test_a_stranger_has_no_part():
    found = standing(actor_of(a_person()), author_id=0, chair_id=0)
    assert not found.parts
    assert not found.runs
