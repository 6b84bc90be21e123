from datetime import date, timedelta

import pytest

from app.accounts.roles import Role
from app.audit.queries import history_of
from app.engine.voting.ballot import ChairVotes, QuorumBasis
from app.governance.facts import BodyFacts, CharterFacts, Constituency, Group, SeatFacts
from app.governance.queries import bodies as queries
from app.governance.services import bodies as services
from app.governance.translate import rule_of
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import NotFound, RuleBroken
from app.kernel.facts import Refused, check
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_charter, a_draft, a_member, a_seat, an_adopted

pytestmark = pytest.mark.usefixtures("session")
TODAY = clock.today()


def test_a_body_has_its_charter_from_the_start():
    body = a_body(quorum_basis="count", quorum_count=3)
    assert [one.edition for one in body.charters] == [1]
    assert rule_of(body.charter).quorum.count == 3


def test_a_rule_comes_back_from_its_columns_as_it_was():
    facts = a_charter(
        quorum_share="two_thirds",
        quorum_groups=("clinical", "it"),
        carry_share="other",
        carry_other="5/9",
        denominator="present",
        recused_in_quorum=True,
        vacant_in_membership=False,
        chair_votes="tie_only",
        tie_result="chair_casts",
        alternates=True,
    )
    body = queries.get(a_body(**facts.model_dump(exclude={"text", "adopted_on"})).id)
    assert rule_of(body.charter) == facts.rule


def test_amending_a_charter_makes_the_next_edition():
    body = a_body()
    an_adopted(a_draft(body, text="Two thirds from now on."))
    assert queries.charter_in_force(body.id).edition == 2
    assert [one.text for one in queries.get(body.id).charters] == [
        "We decide together.",
        "Two thirds from now on.",
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"carry_share": "other", "carry_other": "3/2"}, "can be reached"),
        ({"carry_share": "other"}, "such as 3/5"),
        ({"carry_share": "other", "carry_other": "most"}, "not written as expected"),
        ({"chair_votes": ChairVotes.TIE_ONLY}, "decided by the chair"),
        (
            {"quorum_basis": QuorumBasis.FRACTION_EXCLUDING_RECUSED, "recused_in_quorum": True},
            "two",
        ),
        ({"quorum_count": 0}, "1 or more"),
        ({"text": ""}, "must be said"),
    ],
)
def test_a_charter_that_cannot_be_applied_is_refused(said, sentence):
    with pytest.raises(Refused, match=sentence):
        check(CharterFacts, {"text": "x", "adopted_on": date(2026, 1, 1)} | said)


def test_two_bodies_do_not_share_a_name():
    body = a_body()
    with pytest.raises(RuleBroken, match="already"):
        services.charter_body(
            BodyFacts(code="NEW", name=body.name.upper(), areas=("program",)), a_charter()
        )


def test_a_body_needs_an_area():
    with pytest.raises(Refused, match="areas"):
        check(BodyFacts, {"code": "NEW", "name": "New", "areas": []})


def test_a_body_does_not_report_to_itself():
    top = a_body()
    below = services.charter_body(
        BodyFacts(code="below", name="Below", areas=("program",)), a_charter(), parent_id=top.id
    )
    facts = BodyFacts(code=top.code, name="Top", areas=("program", "technology"))
    with pytest.raises(RuleBroken, match="report to itself"):
        services.revise_body(top, facts, parent_id=below.id, version=1)
    assert services.revise_body(top, facts, parent_id=None, version=1).name == "Top"
    assert queries.ancestors_of(below.id) == [below.id, top.id]


def test_a_person_is_seated_and_leaves_a_history():
    body, person = a_body(), a_member()
    seat = a_seat(body, None, title="Chief of radiology")
    services.seat_person(seat, person, term=services.Term(TODAY, TODAY + timedelta(days=9)))
    db.session.commit()
    assert seat.is_filled(TODAY)
    assert not seat.is_filled(TODAY - timedelta(days=1))
    assert not seat.is_filled(TODAY + timedelta(days=10))
    latest = history_of("governance_seat", seat.id)[0]
    assert latest.fields["holder_id"] == [None, person.id]


def test_a_seat_is_left_vacant():
    person = a_member()
    seat = a_body(person).seats[0]
    services.unseat(seat)
    db.session.commit()
    assert not seat.is_filled(TODAY)
    with pytest.raises(RuleBroken, match="vacant already"):
        services.unseat(seat)


def test_nobody_holds_two_seats_of_a_body():
    person = a_member()
    body = a_body(person)
    with pytest.raises(RuleBroken, match="already holds"):
        a_seat(body, person)


def test_a_person_may_sit_in_two_bodies():
    person = a_member()
    assert a_body(person).seats[0].holder_id == a_body(person).seats[0].holder_id


def test_only_those_who_may_vote_hold_a_voting_seat():
    body, viewer = a_body(), a_person(Role.VIEWER)
    with pytest.raises(RuleBroken, match="make them a member"):
        a_seat(body, viewer)
    assert a_seat(body, viewer, title="Observer", is_voting=False).holder_id == viewer.id


def test_someone_who_has_left_is_not_seated():
    person = a_member()
    person.active = False
    with pytest.raises(RuleBroken, match="can no longer sign in"):
        a_seat(a_body(), person)


@pytest.mark.parametrize(
    ("term", "sentence"),
    [(services.Term(TODAY, TODAY - timedelta(days=1)), "cannot end before")],
)
def test_a_term_runs_forward(term, sentence):
    seat = a_seat(a_body(), None)
    with pytest.raises(RuleBroken, match=sentence):
        services.seat_person(seat, a_member(), term=term)


def test_nobody_is_their_own_alternate():
    person = a_member()
    with pytest.raises(RuleBroken, match="own alternate"):
        a_seat(a_body(), person, alternate=person)


def test_a_body_has_one_chair_and_no_two_seats_of_a_name():
    body = a_body(chair=a_member())
    with pytest.raises(RuleBroken, match="has its chair"):
        a_seat(body, None, is_chair=True)
    seat = a_seat(body, None, title="Finance")
    with pytest.raises(RuleBroken, match="already"):
        a_seat(body, None, title="FINANCE")
    services.change_seat(seat, SeatFacts(title="Finance", constituency="finance"), version=1)
    assert seat.group is Group.ADMINISTRATIVE


def test_a_vendor_has_no_vote():
    with pytest.raises(Refused, match="no vote"):
        check(SeatFacts, {"title": "Vendor", "constituency": "vendor"})


def test_who_is_heard_and_who_is_not():
    body = services.charter_body(
        BodyFacts(code="V", name="Voices", areas=("program",), required=("finance", "radiology")),
        a_charter(),
    )
    a_seat(body, a_member(), constituency=Constituency.RADIOLOGY)
    a_seat(body, None, constituency=Constituency.FINANCE)
    voices = {one.group: one for one in queries.voices(queries.get(body.id), TODAY)}
    assert voices[Group.CLINICAL].seated == (Constituency.RADIOLOGY,)
    assert voices[Group.ADMINISTRATIVE].missing == (Constituency.FINANCE,)
    assert Constituency.CARDIOLOGY in voices[Group.CLINICAL].unheard
    assert Constituency.VENDOR not in voices[Group.OTHER].unheard


def test_an_unknown_body_or_seat_is_not_found():
    with pytest.raises(NotFound):
        queries.get(999_999)
    with pytest.raises(NotFound):
        queries.get_seat(999_999)
