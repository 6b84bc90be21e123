from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.kernel.db import db
from app.standards.facts import Applies, Subject
from app.standards.importing import SHIPPED
from app.standards.models import Answer, Pack
from app.standards.queries.catalog import leading_pack
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, criterion, said, the_shipped_pack

ASSET = Subject.ASSET
MEASURED = {"scale": "NUM", "unit": "% of studies", "bands": ("25", "50", "80", "98")}
MANAGERS = {Role.PLANNER, Role.ADMINISTRATOR}
ANSWERERS = {Role.PLANNER, Role.DEPARTMENT_LEAD}


@pytest.fixture
def planner(session):
    return a_person("planner")


def sheet(pack, subject=ASSET, subject_id=0, **more):
    return {"pack_id": pack.id, "subject": subject, "subject_id": subject_id} | more


def fields(pack, **by_code):
    """What a browser sends: choice, or (choice, other fields)."""
    sent = {}
    for name, typed in by_code.items():
        one = criterion(pack, name.replace("_", "-"))
        choice, others = typed if isinstance(typed, tuple) else (typed, {})
        sent |= {f"c{one.id}-choice": choice, f"c{one.id}-evidence_kind": "none"}
        sent |= {f"c{one.id}-{key}": value for key, value in others.items()}
    return sent


def test_packs_are_listed_with_what_is_in_them(browse, planner):
    the_shipped_pack()
    page = browse(planner).get("standards.list_packs")
    row = page.select_one("tbody tr").text
    assert "Enterprise imaging criteria" in row
    assert "115" in row
    assert "Leads" in row


def test_without_a_pack_the_pages_say_how_to_begin(browse, planner):
    assert "flask standards publish" in browse(planner).get("standards.list_packs").text
    assert "Nothing is asked yet" in browse(planner).get("standards.list_assessments").text


@pytest.mark.parametrize(
    ("chosen", "count"),
    [
        ({}, 115),
        ({"element": "GOV"}, 14),
        ({"applies": "VWR", "element": "VWR"}, 14),
        ({"search": "worklist"}, None),
        ({"knock_outs": "on"}, None),
        ({"tier": "mandatory"}, None),
        ({"search": "xyzzy"}, 0),
    ],
)
def test_criteria_are_filtered_by_what_is_in_the_address(browse, planner, chosen, count):
    pack = the_shipped_pack()
    page = browse(planner).get("standards.show_pack", pack_id=pack.id, **chosen)
    shown = len(page.select("th a[href*='/criteria/']"))
    if count is None:
        assert 0 < shown < 115
    else:
        assert shown == count
    assert f"{shown} of 115 criteria shown" in page.text


def test_a_criterion_says_how_it_is_asked_and_was_answered(browse, planner):
    pack = a_pack(a_criterion("PLT-01", **MEASURED, knock_out=True, guidance="Count them."))
    answer(pack, ASSET, a_source().id, PLT_01=said(measured="99"))
    one = criterion(leading_pack(), "PLT-01")
    page = browse(planner).get("standards.show_criterion", criterion_id=one.id)
    assert "below 25 % of studies" in page.text
    assert "Count them." in page.text
    cells = [cell.text for cell in page.select_one("tbody tr").select("th, td")]
    assert cells == ["4, band 4", "from 98 % of studies", "1", "1"]


def test_a_pack_is_added_from_a_file(browse, planner):
    page = browse(planner).post(
        "standards.add_pack", {"file": (BytesIO(SHIPPED.read_bytes()), "pack.toml")}
    )
    assert "Enterprise imaging criteria, version 1, is published." in page.text
    assert db.session.scalars(select(Pack)).one().is_leading


def test_a_faulty_file_is_refused_with_every_fault(browse, planner):
    faulty = b"[pack]\n[[elements]]\ncode = 'A'\n[[criteria]]\ncode = 'A-1'\nelement = 'B'\n"
    page = browse(planner).post(
        "standards.add_pack", {"file": (BytesIO(faulty), "pack.toml")}, status=422
    )
    assert "there is no element 'B'" in page.text
    assert len(page.select(".notice--bad li")) > 8
    assert db.session.scalars(select(Pack)).all() == []
    page = browse(planner).post("standards.add_pack", {}, status=422)
    assert "Choose a file." in page.text


def test_another_pack_may_lead(browse, planner):
    a_pack()
    other = a_pack()
    page = browse(planner).post("standards.lead_with_pack", pack_id=other.id)
    assert "leads now" in page.text
    assert leading_pack().id == other.id


@pytest.mark.parametrize("role", list(Role))
def test_who_may_publish_and_who_may_answer(sign_in, session, role):
    pack, source = a_pack(a_criterion("A-1")), a_source()
    person = a_person(role)
    client = sign_in(person)
    address = f"/standards/packs/{pack.id}/asset/{source.id}/"
    readers = client.get("/standards/packs/").status_code
    assert readers == client.get(address).status_code == 200
    assert client.get("/standards/packs/new").status_code == (200 if role in MANAGERS else 403)
    lead = client.post(f"/standards/packs/{pack.id}/lead")
    assert lead.status_code == (303 if role in MANAGERS else 403)
    mine = role is Role.PLANNER
    assert client.get(f"{address}A").status_code == (200 if mine else 403)
    assert client.post(f"{address}A", data={}).status_code == (303 if mine else 403)


def test_a_sheet_is_answered_on_a_page(browse, planner):
    pack = a_pack(
        a_criterion("PLT-01", scale="L5"),
        a_criterion("PLT-02", **MEASURED),
        a_criterion("PLT-03"),
        a_criterion("PLT-04"),
        a_criterion("PLT-05"),
        a_criterion("VWR-01"),
    )
    source, browser = a_source(), browse(planner)
    sent = fields(
        pack,
        PLT_01=("3", {"evidence_kind": "tested", "evidence_note": "Log of May"}),
        PLT_02=("", {"measured": "81.5"}),
        PLT_03="unknown",
        PLT_04=("not_applicable", {"reason": "No plates there."}),
        PLT_05="",
    )
    page = browser.post(
        "standards.answer_sheet",
        sent | {"and_next": "1"},
        **sheet(pack, subject_id=source.id, element="PLT"),
    )
    assert "4 answers saved" in page.text
    assert page.h1.text == "Answer: Element VWR"
    page = browser.get("standards.show_sheet", **sheet(pack, subject_id=source.id))
    rows = {row["id"]: " ".join(row.text.split()) for row in page.select("tbody tr")}
    assert "3, implemented" in rows["PLT-01"]
    assert "Tested: Log of May" in rows["PLT-01"]
    assert planner.name in rows["PLT-01"]
    assert "81.5 % of studies, level 3 of 4" in rows["PLT-02"]
    assert "looked, not known" in rows["PLT-03"]
    assert "No plates there." in rows["PLT-04"]
    assert "not answered yet" in rows["PLT-05"]
    assert "3 of 6 criteria are answered" in page.text
    assert f"{planner.name} · PLT-01 created" in " ".join(page.select_one("#history").text.split())


def test_what_was_answered_stands_in_the_form_and_saving_it_again_changes_nothing(browse, planner):
    pack, source = a_pack(a_criterion("PLT-01", scale="L5")), a_source()
    answer(pack, ASSET, source.id, PLT_01=3)
    browser = browse(planner)
    where = sheet(pack, subject_id=source.id, element="PLT")
    page = browser.get("standards.answer_sheet", **where)
    assert page.select_one("input[type=radio][checked]")["value"] == "3"
    kept = criterion(leading_pack(), "PLT-01")
    seen = page.select_one(f"input[name=c{kept.id}-seen]")["value"]
    page = browser.post(
        "standards.answer_sheet", fields(leading_pack(), PLT_01=("3", {"seen": seen})), **where
    )
    assert "Nothing was different" in page.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("not_applicable", {}), "what is left out needs a reason"),
        (("measured", {}), "Write the measure, in % of studies."),
        (("measured", {"measured": "many"}), "Write a number."),
        (("measured", {"measured": "1.2345"}), "Write at most 3 decimals."),
        (("measured", {"measured": "9", "evidence_kind": "gossip"}), "could not coerce"),
        (("measured", {"measured": "9", "remedy_on": "soon"}), "Not a valid date"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(browse, planner, said, sentence):
    pack, source = a_pack(a_criterion("PLT-01", **MEASURED)), a_source()
    page = browse(planner).post(
        "standards.answer_sheet",
        fields(pack, PLT_01=said),
        status=422,
        **sheet(pack, subject_id=source.id, element="PLT"),
    )
    assert sentence in page.select_one(".notice--bad").text
    assert sentence in page.select_one(".field__error").text
    assert db.session.scalars(select(Answer)).all() == []


def test_a_stale_sheet_shows_both_answers(browse, planner):
    pack, source = a_pack(a_criterion("PLT-01", scale="L5")), a_source()
    other = a_person("planner", name="Ines")
    answer(pack, ASSET, source.id, actor_of(other), PLT_01=1)
    pack = leading_pack()
    browser, where = browse(planner), sheet(pack, subject_id=source.id, element="PLT")
    page = browser.post(
        "standards.answer_sheet", fields(pack, PLT_01=("4", {"seen": "0"})), status=409, **where
    )
    assert "Ines" in page.select_one(".notice--warn").text
    assert "1, ad hoc" in page.select_one(".notice--warn").text
    assert page.select_one("input[type=radio][checked]")["value"] == "4"
    one = criterion(leading_pack(), "PLT-01")
    seen = page.select_one(f"input[name=c{one.id}-seen]")["value"]
    page = browser.post(
        "standards.answer_sheet", fields(leading_pack(), PLT_01=("4", {"seen": seen})), **where
    )
    assert "1 answer saved" in page.text


def test_what_is_not_there_is_not_found(browse, planner):
    pack = a_pack(a_criterion("PLT-01", applies_to=(Applies.SOURCE,)))
    source, browser = a_source(), browse(planner)
    browser.get("standards.show_pack", pack_id=99, status=404)
    browser.get("standards.show_criterion", criterion_id=99, status=404)
    browser.get("standards.show_sheet", status=404, **sheet(pack, subject_id=99))
    browser.get(
        "standards.answer_sheet", status=404, **sheet(pack, subject_id=source.id, element="GOV")
    )
    department = a_department()
    page = browser.get("standards.show_sheet", **sheet(pack, Subject.DEPARTMENT, department.id))
    assert "Nothing is asked of this" in page.text


def test_assessments_show_who_has_come_how_far(browse, planner):
    pack, department, source = a_pack(a_criterion("A-1")), a_department(), a_source()
    a_source(name="Untouched")
    answer(pack, ASSET, source.id, A_1=4)
    answer(pack, Subject.DEPARTMENT, department.id, A_1=4)
    page = browse(planner).get("standards.list_assessments")
    rows = {row.th.a.text: row.td.text for row in page.select("tbody tr")}
    assert rows["Program"] == "none yet"
    assert rows[department.name] == rows[source.name] == "1"
    assert rows["Untouched"] == "none yet"
    page = browse(planner).get("standards.list_assessments", kind="viewer")
    assert "No asset of this kind" in page.text


def test_a_long_list_goes_on_by_code(browse, planner, monkeypatch):
    monkeypatch.setattr("app.standards.queries.assessments.PAGE", 2)
    a_pack()
    codes = [a_source().code for _ in range(3)]
    page = browse(planner).get("standards.list_assessments")
    assert page.select_one("a[rel=next]")
    page = browse(planner).get("standards.list_assessments", after=codes[1])
    assert [row.select_one(".code").text for row in page.select("#assets tbody tr")] == codes[2:]


def test_pages_cost_the_same_for_many(browse, planner, query_budget):
    pack = the_shipped_pack()
    for _ in range(3):
        answer(pack, ASSET, a_source(department=a_department()).id, PLT_02=4, VWR_01=3)
    source, browser = a_source(), browse(planner)
    pages = {
        "standards.list_packs": {},
        "standards.show_pack": {"pack_id": pack.id},
        "standards.list_assessments": {},
        "standards.show_sheet": sheet(pack, subject_id=source.id),
        "standards.answer_sheet": sheet(pack, subject_id=source.id, element="PLT"),
    }
    for endpoint, values in pages.items():
        with query_budget(12):
            browser.get(endpoint, **values)


def test_a_version_is_exported_as_the_file_it_came_from(browse, planner, sign_in):
    pack = the_shipped_pack()
    answered = sign_in(planner).get(f"/standards/packs/{pack.id}.toml")
    assert answered.data == SHIPPED.read_bytes()
    assert "enterprise-imaging-1.toml" in answered.headers["Content-Disposition"]


def test_the_guide_to_writing_a_pack_is_one_click_away(browse, planner):
    page = browse(planner).get("standards.list_packs")
    assert page.select_one("a[href='/standards/packs/guide']")
    guide = browse(planner).get("standards.write_pack")
    assert "knock_out_when" in guide.text
    assert len(guide.select("pre")) == 3


def test_gaps_are_counted_by_tier_and_named_at_their_criterion(browse, planner):
    pack = a_pack(a_criterion("A-1", knock_out=True), a_criterion("A-2"))
    source = a_source(name="The old cart")
    answer(pack, ASSET, source.id, A_1=2, A_2=0)
    page = browse(planner).get("standards.show_pack", pack_id=pack.id)
    rows = [[cell.text for cell in row.select("th, td")] for row in page.select("tbody tr")[:2]]
    assert rows == [["Mandatory", "1", "1", "0"], ["Recommended", "1", "1", "0"]]
    one = criterion(leading_pack(), "A-1")
    page = browse(planner).get("standards.show_criterion", criterion_id=one.id)
    assert "The old cart" in page.select_one("#short").text


def test_a_criterion_is_seen_in_every_version(browse, planner):
    a_pack(a_criterion("A-1", weight=2), code="own")
    new = a_pack(a_criterion("B-1", formerly="A-1", weight=7), code="own", version="2")
    page = browse(planner).get("standards.show_criterion", criterion_id=criterion(new, "B-1").id)
    rows = [row.text.split("\n") for row in page.select("#versions tbody tr")]
    assert len(rows) == 2
    assert "Waits for a decision" in page.select_one("#versions").text


def test_a_version_waits_for_a_decision_and_does_not_lead_before(browse, planner):
    a_pack(code="own")
    new = a_pack(a_criterion(weight=2), code="own", version="2")
    assert "Waits for a decision" in browse(planner).get("standards.list_packs").text
    page = browse(planner).post("standards.lead_with_pack", pack_id=new.id, status=422)
    assert "once it is adopted" in page.text
