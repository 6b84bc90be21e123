import pytest
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.audit.models import Change
from app.kernel.db import db
from app.standards.facts import Applies, EvidenceKind, RuleFacts, Subject
from app.standards.models import Answer
from app.standards.queries.catalog import get_pack
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, criterion, said
from tests.standards.test_assignments import assign

pytestmark = pytest.mark.usefixtures("session")
ASSET = Subject.ASSET
MEASURED = {"scale": "NUM", "unit": "%", "bands": ("25", "50", "80", "98")}


def scales():
    return a_pack(
        a_criterion("PLT-01", scale="L5"), a_criterion("PLT-02"), a_criterion("PLT-03", **MEASURED)
    )


def where(pack, **more):
    return {"pack_id": pack.id, "element": "PLT", "kind": "source"} | more


def cell(pack, asset, code):
    return f"{asset.id}-{criterion(get_pack(pack.id), code).id}"


def shown(page):
    """What a browser would send back."""
    inputs = page.select("form[data-behavior=matrix] input[name]")
    return {one["name"]: one.get("value", "") for one in inputs if one["name"] != "csrf_token"}


def kept():
    db.session.expire_all()
    rows = db.session.scalars(select(Answer).join(Answer.criterion).order_by(Answer.id)).all()
    return {(one.assessment_id, one.criterion_id): one for one in rows}


def test_a_page_of_cells_is_saved_at_once(browse):
    pack, one, two = scales(), a_source(), a_source()
    browser = browse(a_person("planner"))
    sent = shown(browser.get("standards.show_matrix", **where(pack)))
    assert len(sent) == 13
    typed = {
        (one, "PLT-01"): "3",
        (one, "PLT-02"): "partly",
        (one, "PLT-03"): "81.5",
        (two, "PLT-01"): "u",
        (two, "PLT-02"): "n",
        (two, "PLT-03"): "n: nothing is counted there",
    }
    sent |= {f"c-{cell(pack, asset, code)}": text for (asset, code), text in typed.items()}
    page = browser.post("standards.show_matrix", sent | {"reason": "No plates."}, **where(pack))
    assert "6 answers saved." in page.text
    found = [(one.level, one.state.value, one.reason) for one in kept().values()]
    assert found == [
        (3, "answered", ""),
        (2, "answered", ""),
        (3, "answered", ""),
        (None, "unknown", ""),
        (None, "not_applicable", "No plates."),
        (None, "not_applicable", "nothing is counted there"),
    ]
    again = shown(browser.get("standards.show_matrix", **where(pack)))
    assert again[f"c-{cell(pack, one, 'PLT-03')}"] == "81.5"
    assert again[f"c-{cell(pack, two, 'PLT-01')}"] == "u"
    told = len(db.session.scalars(select(Change.id)).all())
    assert "0 answers saved." in browser.post("standards.show_matrix", again, **where(pack)).text
    assert len(db.session.scalars(select(Change.id)).all()) == told


@pytest.mark.parametrize(
    ("code", "text", "sentence"),
    [
        ("PLT-01", "5", "is none of 0, 1, 2, 3, 4"),
        ("PLT-01", "-1", "is none of"),
        ("PLT-01", "=1+1", "is none of"),
        ("PLT-02", "3", "is none of 0, 2, 4"),
        ("PLT-03", "much", "Write a number."),
        ("PLT-03", "1.2345", "at most 3 decimals"),
        ("PLT-01", "n", "what is left out needs a reason"),
        ("PLT-01", "n:" + "x" * 501, "at most 500 characters"),
    ],
)
def test_one_wrong_cell_keeps_all_from_being_saved_and_each_is_named(browse, code, text, sentence):
    pack, one, two = scales(), a_source(), a_source()
    browser = browse(a_person("planner"))
    sent = shown(browser.get("standards.show_matrix", **where(pack)))
    sent |= {f"c-{cell(pack, one, code)}": text, f"c-{cell(pack, two, 'PLT-01')}": "9"}
    sent |= {f"c-{cell(pack, two, 'PLT-02')}": "4"}
    page = browser.post("standards.show_matrix", sent, status=422, **where(pack))
    said_lines = [line.text for line in page.select(".notice--bad li")]
    assert len(said_lines) == 2
    assert f"{one.code}, {code}" in said_lines[0]
    assert sentence in said_lines[0]
    assert kept() == {}
    assert shown(page)[f"c-{cell(pack, one, code)}"] == text
    assert len(page.select("input[aria-invalid]")) == 2


def test_an_answer_is_not_emptied(browse):
    pack, source = scales(), a_source()
    answer(pack, ASSET, source.id, PLT_01=3)
    browser = browse(a_person("planner"))
    sent = shown(browser.get("standards.show_matrix", **where(pack)))
    sent[f"c-{cell(pack, source, 'PLT-01')}"] = ""
    page = browser.post("standards.show_matrix", sent, status=422, **where(pack))
    assert "Write u where it is not known." in page.text


def test_a_stale_cell_is_refused_with_both_values_and_kept_the_second_time(browse):
    pack, source, other = scales(), a_source(), a_source()
    browser = browse(a_person("planner"))
    sent = shown(browser.get("standards.show_matrix", **where(pack)))
    answer(pack, ASSET, source.id, PLT_01=1, PLT_02=4)
    key = cell(pack, source, "PLT-01")
    sent |= {f"c-{key}": "3", f"c-{cell(pack, other, 'PLT-01')}": "2"}
    page = browser.post("standards.show_matrix", sent, status=409, **where(pack))
    assert "Somebody else wrote 1 meanwhile; you wrote 3." in page.select_one(".notice--bad").text
    assert len(kept()) == 2
    page = browser.post("standards.show_matrix", shown(page), **where(pack))
    assert "2 answers saved." in page.text
    levels = sorted(one.level for one in kept().values())
    assert levels == [2, 3, 4], "what was not touched stays as the other person wrote it"


def test_what_a_cell_does_not_show_is_kept(browse):
    pack, source = scales(), a_source()
    first = said(1, evidence_kind=EvidenceKind.TESTED, evidence_note="Log", remedy_on="2027-01-01")
    answer(pack, ASSET, source.id, PLT_01=first)
    browser = browse(a_person("planner"))
    sent = shown(browser.get("standards.show_matrix", **where(pack)))
    sent[f"c-{cell(pack, source, 'PLT-01')}"] = "2"
    browser.post("standards.show_matrix", sent, **where(pack))
    (one,) = kept().values()
    assert (one.level, one.evidence_kind, one.evidence_note) == (2, EvidenceKind.TESTED, "Log")
    assert one.remedy_on is not None


def test_only_what_one_may_answer_can_be_typed(browse):
    lead = a_person("department_lead")
    own, other = a_department(lead=lead), a_department()
    pack, mine, theirs = scales(), a_source(department=own), a_source(department=other)
    browser = browse(lead)
    sent = shown(browser.get("standards.show_matrix", **where(pack)))
    assert f"c-{cell(pack, mine, 'PLT-01')}" in sent
    assert f"c-{cell(pack, theirs, 'PLT-01')}" not in sent
    sent[f"c-{cell(pack, theirs, 'PLT-01')}"] = "4"
    page = browser.post("standards.show_matrix", sent, status=422, **where(pack))
    assert "You may not answer this one." in page.text
    viewer = a_person("viewer")
    assert browse(viewer).get("standards.show_matrix", **where(pack)).select("td input") == []
    assign(pack, theirs, viewer)
    sent = shown(browse(viewer).get("standards.show_matrix", **where(pack)))
    sent[f"c-{cell(pack, theirs, 'PLT-01')}"] = "4"
    page = browse(viewer).post("standards.show_matrix", sent, **where(pack))
    assert "1 answer saved." in page.text
    assert next(iter(kept().values())).answered_by_id == actor_of(viewer).person_id


def test_a_cell_from_the_inventory_says_so_and_makes_way_for_a_person(browse):
    rules = [RuleFacts(criterion="PLT-01", when="mpps is used", level=4)]
    follow_up = a_criterion("PLT-02", asked_if="mpps is none")
    pack = a_pack(a_criterion("PLT-01"), follow_up, a_criterion("PLT-03"), rules=rules)
    source = a_source(mpps="used")
    answer(pack, ASSET, source.id, PLT_03=4)
    browser = browse(a_person("planner"))
    page = browser.get("standards.show_matrix", **where(pack))
    first, second = page.select("tbody td")[:2]
    assert "inventory" in first.text
    assert first.input["value"] == "4"
    assert second.input is None, "it is not asked"
    sent = shown(page) | {f"c-{cell(pack, source, 'PLT-01')}": "2"}
    browser.post("standards.show_matrix", sent, **where(pack))
    (one,) = [one for one in kept().values() if one.level == 2]
    assert one.rule_id is None


def test_pages_go_on_by_code_and_are_narrowed(browse, monkeypatch):
    monkeypatch.setattr("app.standards.services.matrix.ROWS", 2)
    monkeypatch.setattr("app.standards.queries.matrix.ROWS", 2)
    pack, department = scales(), a_department()
    codes = [a_source(department=department).code for _ in range(3)]
    a_source()
    browser = browse(a_person("planner"))
    page = browser.get("standards.show_matrix", **where(pack, department=department.id))
    assert [row.a.text for row in page.select("tbody th")] == codes[:2]
    page = browser.client.get(page.select_one("a[rel=next]")["href"])
    assert codes[2] in page.text
    nothing = browser.get("standards.show_matrix", **where(pack, kind="viewer"))
    assert "Nothing to fill in" in nothing.text
    browser.get("standards.show_matrix", status=404, pack_id=pack.id, element="XYZ")


def test_a_page_of_the_matrix_costs_the_same_for_many(browse, query_budget):
    pack = a_pack(*(a_criterion(f"PLT-{n}", applies_to=(Applies.SOURCE,)) for n in range(9)))
    for _ in range(6):
        answer(pack, ASSET, a_source().id, PLT_1=4, PLT_2=2)
    browser = browse(a_person("planner"))
    with query_budget(16):
        browser.get("standards.show_matrix", **where(pack))
