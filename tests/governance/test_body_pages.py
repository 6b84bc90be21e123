"""Bodies and seats as pages: what they show, to whom, and at what cost."""

import pytest

from app.accounts.roles import Role
from app.governance.facts.patterns import patterns
from app.governance.models import Body, Charter, CharterStage, Seat
from app.kernel import clock
from app.kernel.db import db
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_decision, a_member, a_seat, a_submitted_proposal

pytestmark = pytest.mark.usefixtures("session")

RULE = {
    "text": "We decide together.",
    "quorum_basis": "fraction_of_voting_seats",
    "quorum_count": "1",
    "quorum_share": "two_thirds",
    "recused_in_quorum": "no",
    "vacant_in_membership": "yes",
    "carry_share": "majority",
    "denominator": "votes_cast",
    "chair_votes": "always",
    "tie_result": "fail",
    "alternates": "no",
    "disclosure": "at_close",
}
STEERING = {
    "code": "steer",
    "name": "Steering committee",
    "kind": "standing",
    "areas": ["program", "technology"],
    "parent_id": "",
}
SEAT = {"title": "Imaging", "constituency": "radiology", "is_voting": "yes", "is_chair": "no"}


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


def both(**said):
    """The two forms of a new body, each field under its prefix."""
    body = {f"body-{name}": value for name, value in STEERING.items()}
    return body | {f"charter-{name}": value for name, value in RULE.items()} | said


@pytest.fixture
def secretary(browse):
    return browse(a_person(Role.SECRETARY))


def test_a_body_is_chartered_on_one_page(secretary):
    page = secretary.post("governance.new_body", both())
    assert page.h1.text == "Steering committee"
    assert "A quorum is two thirds or more of the voting seats." in text_of(page, "#rule")
    assert "We decide together." in text_of(page, "#charter")
    assert "No voice in this body" in text_of(page, "#voices")
    assert "Draft" in text_of(page, "#charter")
    assert "It meets and votes once a decision adopts it." in text_of(page)


def test_an_authority_outside_puts_a_charter_in_force(secretary):
    said = {"body-authority": "resolution of the board, 12 May 2026"}
    page = secretary.post("governance.new_body", both(**said))
    assert "In force" in text_of(page, "#charter")
    charter = db.session.query(Charter).one()
    assert (charter.stage, charter.adopted_on) == (CharterStage.IN_FORCE, clock.today())


@pytest.mark.parametrize("key", patterns())
def test_a_usual_body_fills_in_the_form(secretary, key):
    usual = patterns()[key]
    page = secretary.get("governance.new_body", pattern=key)
    assert page.select_one("#body-name")["value"] == usual.body.name
    assert usual.seats[0].title in text_of(page)


def test_a_usual_body_is_set_up_with_its_seats_and_rights(secretary):
    top = a_body()
    top.code = "EXEC"
    db.session.commit()
    page = secretary.get("governance.new_body", pattern="STEER")
    assert page.select_one("#body-parent_id option[selected]")["value"] == str(top.id)
    said = both(**{"body-as_pattern": "y"})
    page = secretary.post("governance.new_body", said, pattern="STEER")
    assert "Chair, medical director of enterprise imaging" in text_of(page, "#seats")
    charter = db.session.query(Charter).filter_by(stage=CharterStage.DRAFT).one()
    page = secretary.get("governance.show_charter", charter_id=charter.id)
    assert "$250,000" in text_of(page, "#rights")
    assert "It meets every month" in text_of(page, "#article-15")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {"charter-chair_votes": "never", "charter-tie_result": "chair_casts"},
            "cannot decide a tie",
        ),
        ({"body-name": ""}, "must be said"),
        ({"body-areas": []}, "must be said"),
        ({"charter-carry_share": "other"}, "such as 3/5"),
    ],
)
def test_a_body_that_cannot_be_chartered_keeps_what_was_typed(secretary, said, sentence):
    page = secretary.post("governance.new_body", both(**said), status=422)
    assert sentence in text_of(page)
    assert page.select_one("#body-code")["value"] == "steer"
    assert db.session.query(Body).count() == 0


def test_bodies_are_listed_with_their_filled_seats(browse, query_budget):
    for _ in range(4):
        a_body(a_member(), vacant=1)
    viewer = browse(a_person())
    with query_budget(4):
        page = viewer.get("governance.list_bodies")
    assert "1 of 2" in text_of(page)


def test_an_empty_list_says_how_to_start(secretary, browse):
    assert secretary.get("governance.list_bodies").find("a", string="Charter the first body")
    assert not browse(a_person()).get("governance.list_bodies").find("a", string="Charter a body")


def test_one_body(browse, query_budget):
    member = a_member("Dr. Quill")
    body = a_body(member, vacant=1, quorum_basis="count")
    a_decision(body, member=member, title="Retire Alpha")
    a_submitted_proposal(body, title="Keep Beta")
    viewer = browse(a_person())
    with query_budget(12):
        page = viewer.get("governance.show_body", body_id=body.id)
    assert "Dr. Quill" in text_of(page, "#seats")
    assert "Vacant" in text_of(page, "#seats")
    assert "Heard: Radiology" in text_of(page, "#voices")
    assert not page.select("#seats .actions")
    assert "Retire Alpha" in text_of(page)
    assert "Keep Beta" in text_of(page)
    viewer.get("governance.show_body", body_id=body.id + 1, status=404)


def test_a_body_is_changed_and_a_stale_change_shows_both(secretary):
    body_id = a_body().id
    data = STEERING | {"version": "1"}
    page = secretary.post("governance.edit_body", data, body_id=body_id)
    assert page.h1.text == "Steering committee"
    mine = data | {"name": "Mine"}
    page = secretary.post("governance.edit_body", mine, body_id=body_id, status=409)
    assert "Steering committee" in text_of(page, ".notice")
    assert page.select_one("#name")["value"] == "Mine"
    page = secretary.post(
        "governance.edit_body", mine | {"name": "", "version": "2"}, body_id=body_id, status=422
    )
    assert "must be said" in text_of(page)


def test_a_seat_is_added_filled_changed_and_left_vacant(secretary):
    body_id, person = a_body().id, a_member("Dr. Quill")
    page = secretary.post("governance.new_seat", SEAT, body_id=body_id)
    assert page.h1.text == "Who sits in the seat Imaging?"
    seat_id = db.session.query(Seat).one().id
    page = secretary.post("governance.fill_seat", {"holder_id": person.id}, seat_id=seat_id)
    assert "Dr. Quill" in text_of(page, "#seats")
    changed = SEAT | {"title": "Radiology", "version": "2"}
    page = secretary.post("governance.edit_seat", changed, seat_id=seat_id)
    assert "Radiology" in text_of(page, "#seats")
    page = secretary.post("governance.vacate_seat", seat_id=seat_id)
    assert "Vacant" in text_of(page, "#seats")


def test_seats_that_cannot_be_are_refused_on_the_page(secretary):
    body = a_body()
    seat, other = a_seat(body, None, title="One"), a_seat(body, None, title="Two")
    db.session.commit()
    again = SEAT | {"title": "ONE"}
    page = secretary.post("governance.new_seat", again, body_id=body.id, status=422)
    assert "has a seat “One” already" in text_of(page)
    again |= {"version": "1"}
    page = secretary.post("governance.edit_seat", again, seat_id=other.id, status=422)
    assert "has a seat “One” already" in text_of(page)
    secretary.post("governance.edit_seat", SEAT | {"version": "0"}, seat_id=seat.id, status=409)


def test_a_seat_is_not_given_to_someone_who_may_not_vote(secretary):
    seat = a_seat(a_body(), None)
    db.session.commit()
    viewer = {"holder_id": a_person(Role.VIEWER).id}
    page = secretary.post("governance.fill_seat", viewer, seat_id=seat.id, status=422)
    assert "make them a member first" in text_of(page)
    secretary.post("governance.fill_seat", {"holder_id": ""}, seat_id=seat.id, status=422)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
def test_only_the_secretary_runs_bodies(browse, role):
    member = a_member()
    body = a_body(member)
    someone, seat_id = browse(a_person(role)), body.seats[0].id
    for endpoint in ("new_body", "edit_body", "draft_charter", "new_seat"):
        values = {} if endpoint == "new_body" else {"body_id": body.id}
        someone.get(f"governance.{endpoint}", status=403, **values)
        someone.post(f"governance.{endpoint}", status=403, **values)
    for endpoint in ("fill_seat", "edit_seat", "vacate_seat"):
        someone.post(f"governance.{endpoint}", status=403, seat_id=seat_id)
