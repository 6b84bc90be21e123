"""The register as files: what the page shows under its filters, with the votes one may see."""

import csv
from io import StringIO

import pytest

from app.accounts.roles import Role
from app.engine.voting.ballot import Choice
from app.governance.models import Decision
from app.governance.queries import bodies
from app.governance.queries.decisions import RegisterState, Wanted, list_of, stands_as
from app.kernel import clock
from app.kernel.db import db
from app.reports import services
from app.reports.content import register
from app.reports.document import Letterhead
from app.reports.facts import Kind
from app.reports.queries.exports import latest
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_body,
    a_closed_ballot,
    a_member,
    a_secret_ballot,
    a_secretary,
    an_open_ballot,
    voted,
)
from tests.reports import reading

pytestmark = pytest.mark.usefixtures("session")
LETTERHEAD = Letterhead("Your health system", "USD", 1)


@pytest.fixture
def body():
    return a_body(a_member("Ada Member"), chair=a_member("Cem Chair"))


def decided(body, *, secret=False, **said):
    """A decision for which everybody on the body voted."""
    ballot = (a_secret_ballot if secret else an_open_ballot)(body, **said)
    people = [one.holder for one in bodies.get(body.id).seats]
    a_closed_ballot(voted(ballot, *((one, Choice.APPROVE) for one in people)))
    return db.session.query(Decision).order_by(Decision.id.desc()).first()


def file_of(client, page, label):
    link = page.find("a", string=label)
    answer = client.get(link["href"])
    assert answer.status_code == 200
    return answer


def test_the_files_hold_what_the_page_shows_under_its_filters(browse, body):
    viewer = decided(body, title="One viewer")
    decided(body, title="Two archives", text="We keep two archives.")
    secretary = browse(a_person(Role.SECRETARY, name="Sam Secretary"))
    page = secretary.get("governance.list_decisions", q="viewer", state="in_force")
    csv_file = file_of(secretary.client, page, "Rows (CSV)")
    rows = list(csv.reader(StringIO(csv_file.data.decode("utf-8-sig"))))
    today = clock.today().isoformat()
    assert rows[0][:5] == ["Number", "Decision", "Body", "Decided on", "In force from"]
    assert rows[1:] == [
        [viewer.number, "One viewer", body.name, today, today, "", "", "In force", ""]
    ]
    workbook = reading.cells_of(file_of(secretary.client, page, "Workbook (XLSX)").data)
    printed = reading.text_of(file_of(secretary.client, page, "Print (PDF)").data)
    for word in ("One viewer", viewer.number, "Ada Member", "Approve"):
        assert word in workbook
        assert reading.flat(word) in printed
    for held in (" ".join(map(str, workbook)), printed, csv_file.text):
        assert "Two archives" not in held
    assert any("Search: viewer" in str(cell) for cell in workbook)
    assert {one.filters for one in latest()} == {"Search: viewer; State: In force"}


def test_votes_are_named_only_to_who_may_see_them_and_never_of_a_secret_ballot(browse, body):
    decided(body)
    decided(body, secret=True)
    executive = browse(a_person(Role.EXECUTIVE)).client
    secretary = browse(a_person(Role.SECRETARY)).client
    address = "/reports/register/as-shown.xlsx"
    seen, unseen = (reading.cells_of(one.get(address).data) for one in (secretary, executive))
    assert seen.count("Approve") == 2, "the two named ones, and none of the secret ballot"
    assert "Approve" not in unseen
    assert "Ada Member" not in unseen


def test_whoever_may_not_export_is_offered_none_and_gets_none(browse, body):
    decided(body)
    member = browse(a_member())
    page = member.get("governance.list_decisions")
    assert page.find("a", string="Rows (CSV)") is None
    assert member.client.get("/reports/register/as-shown.csv").status_code == 403


@pytest.mark.parametrize("odd", ["?form=x", "?_external=1", "?body=0&year=1&state=in_force"])
def test_an_odd_address_is_read_as_far_as_it_goes(browse, odd):
    secretary = browse(a_person(Role.SECRETARY)).client
    assert secretary.get(f"/governance/decisions/{odd}").status_code == 200
    assert secretary.get(f"/reports/register/as-shown.csv{odd}").status_code == 200


def test_a_report_that_is_more_than_one_list_comes_in_no_rows(browse):
    assert browse(a_person(Role.SECRETARY)).client.get("/reports/clock.csv").status_code == 404


def test_how_one_stands_is_what_the_list_finds(body):
    decided(body)
    (one,) = list_of(Wanted())
    for state in RegisterState:
        found = list_of(Wanted(state=state, today=clock.today()))
        assert bool(found) == (stands_as(one, clock.today()) is state)


def test_the_register_reads_little(body, query_budget):
    for _ in range(3):
        decided(body)
    db.session.expire_all()
    with query_budget(1):
        document = services.build(Kind.REGISTER, LETTERHEAD, clock.today())
    assert len(document.tables()[0].rows) == 3
    actor, wanted = a_secretary(), Wanted(today=clock.today())
    with query_budget(3):
        register.as_shown(LETTERHEAD, wanted, (), actor)
