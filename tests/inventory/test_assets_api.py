"""Assets as JSON: the same facts, the same refusals."""

import pytest
from sqlalchemy import select

from app.accounts.services import issue_token
from app.inventory.models import Asset
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source, a_viewer
from tests.factories.organization import a_department


@pytest.fixture
def call(app, session):
    """Calls as a person with one role: call("planner").get("/api/v1/…")."""

    def as_role(role: str, person=None):
        with unit_of_work():
            token = issue_token((person or a_person(role)).id, label="test", today=clock.today())
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return as_role


def test_the_list_holds_fifty_and_says_where_it_goes_on(call, query_budget):
    for number in range(52):
        a_source(name=f"Source {number:02d}")
    a_viewer()
    client = call("viewer")
    with query_budget(8):
        first = client.get("/api/v1/assets?kind=source").json
    assert (len(first["assets"]), first["total"], first["previous"]) == (50, 52, None)
    second = client.get(first["next"]).json
    assert [one["name"] for one in second["assets"]] == ["Source 50", "Source 51"]
    assert second["next"] is None
    assert client.get(second["previous"]).json["assets"] == first["assets"]


def test_an_asset_is_added_read_and_changed(call):
    department = a_department()
    client = call("planner")
    facts = {
        "name": "CT 1",
        "department": department.code.lower(),
        "modality": "CT",
        "annual_operating_cost": 120_050,
        "average_study_mb": "1.5",
        "performed_by": ["technologist"],
    }
    added = client.post("/api/v1/assets", json={"kind": "source", "facts": facts})
    assert added.status_code == 201
    read = client.get(added.headers["Location"]).json
    assert read == added.json
    assert read["facts"]["department"] == department.code
    assert read["facts"]["annual_operating_cost"] == 120_050
    assert read["facts"]["average_study_mb"] == "1.5"
    assert read["facts"]["worklist"] is None
    changed = client.patch(
        added.headers["Location"],
        json={"version": 1, "facts": {"modality": "MR"}, "reason": "It was misread"},
    ).json
    assert (changed["version"], changed["facts"]["modality"]) == (2, "MR")
    assert changed["facts"]["name"] == "CT 1"


def test_what_is_read_can_be_sent_back_unchanged(call):
    asset = a_source(performed_by="nurse", go_live_on="2020-02-29", mds2_on_file="yes")
    client = call("planner")
    read = client.get(f"/api/v1/assets/{asset.id}").json
    sent = {"version": read["version"], "facts": read["facts"]}
    assert client.patch(f"/api/v1/assets/{asset.id}", json=sent).json == read


def test_every_problem_is_named_by_its_fact(call):
    facts = {"name": "", "modality": "XY", "color": "red", "annual_studies": -1}
    refused = call("planner").post("/api/v1/assets", json={"kind": "source", "facts": facts})
    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"name", "modality", "color", "annual_studies"}
    assert db.session.scalars(select(Asset)).all() == []


def test_a_stale_change_answers_with_both_versions(call):
    asset = a_source(name="CT 1")
    client = call("planner")
    url = f"/api/v1/assets/{asset.id}"
    client.patch(url, json={"version": 1, "facts": {"name": "CT 2"}})
    refused = client.patch(url, json={"version": 1, "facts": {"name": "CT 3"}})
    assert refused.status_code == 409
    assert refused.json["now"]["facts"]["name"] == "CT 2"
    assert refused.json["now"]["version"] == 2
    assert refused.json["yours"] == {"version": 1, "facts": {"name": "CT 3"}}


def test_a_lead_is_refused_in_a_foreign_department(call):
    lead = a_person("department_lead")
    own, other = a_department(lead), a_department()
    mine, foreign = a_source(department=own), a_source(department=other)
    client = call("department_lead", lead)
    change = {"version": 1, "facts": {"name": "Mine"}}
    assert client.patch(f"/api/v1/assets/{mine.id}", json=change).status_code == 200
    assert client.patch(f"/api/v1/assets/{foreign.id}", json=change).status_code == 403
    given_away = {"version": 2, "facts": {"department": other.code}}
    assert client.patch(f"/api/v1/assets/{mine.id}", json=given_away).status_code == 403


@pytest.mark.parametrize("role", ["viewer", "member", "auditor", "executive"])
def test_others_may_read_and_not_write(call, role):
    asset = a_source()
    client = call(role)
    assert client.get(f"/api/v1/assets/{asset.id}").status_code == 200
    change = {"version": 1, "facts": {}}
    assert client.patch(f"/api/v1/assets/{asset.id}", json=change).status_code == 403
    new = {"kind": "source", "facts": {"name": "x"}}
    assert client.post("/api/v1/assets", json=new).status_code == 403


def test_nobody_reads_without_a_token(client):
    assert client.get("/api/v1/assets").status_code == 401


def test_the_facts_of_a_kind_are_described(call):
    schema = call("viewer").get("/api/v1/assets/facts/viewer").json
    assert schema["properties"]["viewer_class"]["title"] == "Class"
    assert call("viewer").get("/api/v1/assets/facts/spoon").status_code == 404
