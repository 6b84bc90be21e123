from datetime import timedelta

import pytest

from app.accounts.queries import actor_of
from app.audit.queries import history_of
from app.engine.voting.ballot import Choice
from app.governance.models import Body, DecisionStatus
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import decisions as queries
from app.governance.services import decisions as services
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import an_actor
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_decision,
    a_member,
    a_secretary,
    an_open_ballot,
    voted,
)

pytestmark = pytest.mark.usefixtures("session")
TODAY = clock.today()


def a_renaming(*names, **said):
    """A decision that gives its own body new names, one after the other."""
    member = a_member()
    body = a_body(member)
    effects = [("rename_body", {"name": name}) for name in names]
    decision = a_decision(
        body, member=member, subject=("governance_body", body.id), effects=effects, **said
    )
    return decision, db.session.get_one(Body, body.id)


def superseding(old, **said):
    return a_decision(
        subject=("governance_decision", old.id), effects=[("supersede_decision", {})], **said
    )


def test_a_carried_ballot_is_a_numbered_decision():
    first, second = a_decision(title="One viewer", reason="Two cost more."), a_decision()
    assert first.number.startswith(f"EI-{TODAY.year}-")
    assert int(second.number[-3:]) == int(first.number[-3:]) + 1
    assert (first.title, first.rationale, first.text) == (
        "One viewer",
        "Two cost more.",
        "We keep one viewer.",
    )
    assert first.decided_at == queries.get(first.id).ballot.closed_at


def test_a_failed_ballot_decides_nothing():
    ballot = a_closed_ballot(an_open_ballot())
    assert queries.of_proposal(ballot.proposal_id) is None


def test_effects_are_applied_with_the_decision(renaming):
    decision, body = a_renaming("Imaging council")
    assert body.name == "Imaging council"
    (effect,) = decision.proposal.effects
    assert (effect.applied_at, effect.held_because) == (decision.decided_at, None)
    assert history_of("governance_body", body.id)[0].fields["name"][1] == "Imaging council"


def test_the_ballot_keeps_what_its_voters_were_shown(renaming):
    member = a_member()
    body = a_body(member)
    ballot = an_open_ballot(
        body,
        subject=("governance_body", body.id),
        effects=[("rename_body", {"name": "Imaging council"})],
    )
    before = body.name
    db.session.get_one(Body, body.id).name = "Something else"
    db.session.commit()
    (shown,) = ballot_queries.lock(ballot.id).effects
    assert shown.sentence == f"Call {before} Imaging council."
    assert shown.differences == [{"label": "Name", "before": before, "after": "Imaging council"}]


def test_effects_that_cannot_be_applied_are_held_and_the_vote_stands(renaming):
    decision, body = a_renaming("Imaging council", "Too late")
    assert body.name.startswith("Body ")
    assert decision.status is DecisionStatus.STANDING
    for effect in decision.proposal.effects:
        assert effect.applied_at is None
        assert effect.held_because == "The name has been taken in the meantime."
    names = [change.fields.get("name") for change in history_of("governance_body", body.id)]
    assert [one for one in names if one and one[0]] == []


def test_what_the_database_refuses_is_held_as_well(renaming):
    taken = a_body().name
    decision, body = a_renaming("Imaging council", taken)
    assert body.name.startswith("Body ")
    (first, second) = decision.proposal.effects
    assert first.held_because == second.held_because
    assert "contradicts what has been recorded" in first.held_because


def test_held_effects_are_applied_once_the_obstacle_is_gone(renaming):
    decision, body = a_renaming("Imaging council", "Too late")
    secretary = a_secretary()
    assert not services.apply_held(decision, actor=secretary, at=clock.now())
    decision.proposal.effects[1].payload = {"name": "On time"}
    db.session.commit()
    assert services.apply_held(decision, actor=secretary, at=clock.now())
    db.session.commit()
    assert body.name == "On time"
    with pytest.raises(RuleBroken, match="Nothing is held"):
        services.apply_held(decision, actor=secretary, at=clock.now())


def test_held_effects_are_not_for_everyone(renaming):
    decision, _ = a_renaming("Too late")
    with pytest.raises(Forbidden, match="chair or the secretary"):
        services.apply_held(decision, actor=actor_of(a_member()), at=clock.now())


def test_a_superseded_decision_changes_nothing_any_more(renaming):
    decision, _ = a_renaming("Too late")
    decision.status = DecisionStatus.SUPERSEDED
    db.session.commit()
    with pytest.raises(RuleBroken, match="was superseded"):
        services.apply_held(decision, actor=a_secretary(), at=clock.now())


@pytest.mark.parametrize(
    ("said", "on", "holds"),
    [
        ({}, TODAY, True),
        ({}, TODAY - timedelta(days=1), False),
        ({"effective_on": TODAY + timedelta(days=5)}, TODAY + timedelta(days=4), False),
        ({"effective_on": TODAY + timedelta(days=5)}, TODAY + timedelta(days=5), True),
        ({"effective_on": TODAY - timedelta(days=5)}, TODAY - timedelta(days=1), False),
        ({"expires_on": TODAY + timedelta(days=5)}, TODAY + timedelta(days=5), True),
        ({"expires_on": TODAY + timedelta(days=5)}, TODAY + timedelta(days=6), False),
    ],
)
def test_the_days_on_which_a_decision_holds(said, on, holds):
    decision = a_decision(**said)
    assert decision.is_in_force(on) is holds
    assert queries.in_force(decision.id, on) is holds
    listed = queries.list_of(queries.Wanted(in_force_on=on))
    assert (decision in listed) is holds


def test_a_later_decision_takes_the_place_of_an_earlier():
    member = a_member()
    body = a_body(member)
    old = a_decision(body, member=member)
    new = superseding(old, body=body, member=member)
    ids = old.id, new.id
    db.session.expunge_all()
    old, new = map(queries.get, ids)
    assert (old.status, new.supersedes_id) == (DecisionStatus.SUPERSEDED, old.id)
    assert not queries.in_force(old.id, TODAY)
    assert [one.decision.id for one in queries.chain_of(old)] == [old.id, new.id]
    assert new.ballot.effects[0].differences == [
        {"label": old.number, "before": "standing", "after": "superseded"}
    ]


def test_a_superseded_decision_is_not_superseded_again():
    member = a_member()
    body = a_body(member)
    old = a_decision(body, member=member)
    superseding(old, body=body, member=member)
    with pytest.raises(RuleBroken, match="superseded already"):
        superseding(old, body=body, member=member)


def test_two_ballots_about_one_decision_the_second_is_held():
    member = a_member()
    body = a_body(member)
    old = a_decision(body, member=member)
    ballots = [
        an_open_ballot(
            body,
            subject=("governance_decision", old.id),
            effects=[("supersede_decision", {})],
        )
        for _ in range(2)
    ]
    for ballot in ballots:
        a_closed_ballot(voted(ballot, (member, Choice.APPROVE)))
    first, second = (queries.of_proposal(ballot.proposal_id) for ballot in ballots)
    assert first.supersedes_id == old.id
    assert second.supersedes_id is None
    held = queries.get(second.id).proposal.effects[0].held_because
    assert held == f"{old.number} was superseded already."


def test_another_body_does_not_supersede():
    held = superseding(a_decision()).proposal.effects[0].held_because
    assert "by the body that took it" in held


def test_the_body_above_supersedes():
    member = a_member()
    top, below = a_body(member), a_body(member)
    below.parent_id = top.id
    db.session.commit()
    old = a_decision(below, member=member)
    assert superseding(old, body=top, member=member).supersedes_id == old.id


def test_one_decision_supersedes_one_other():
    member = a_member()
    body = a_body(member)
    one, two = a_decision(body, member=member), a_decision(body, member=member)
    new = superseding(one, body=body, member=member)
    with pytest.raises(RuleBroken, match="one other"):
        services.supersede(two, by=new)


def test_the_register_is_filtered():
    one, two = a_decision(title="Retire Alpha"), a_decision(title="Keep 100% of Beta")
    found = lambda **wanted: queries.list_of(queries.Wanted(**wanted))  # noqa: E731
    assert found() == [two, one]
    assert found(text="alpha") == [one]
    assert found(text="100%") == [two]
    assert found(text="%") == [two]
    assert found(text=one.number) == [one]
    assert found(body_id=two.body_id) == [two]
    assert found(year=TODAY.year) == [two, one]
    assert found(year=TODAY.year - 1) == []
    assert queries.years() == [TODAY.year]


def test_decisions_about_a_thing(renaming):
    decision, body = a_renaming("Imaging council")
    anyone = an_actor()
    proposed, decided = queries.about("governance_body", body.id, anyone)
    assert [one.id for one in proposed] == [decision.proposal_id]
    assert decided == [decision]
    assert queries.about("governance_body", body.id + 1, anyone) == ([], [])
