from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.models import Change
from app.engine.scoring.evidence import is_stale
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.facts import Refused, check
from app.standards.facts import EvidenceFacts, EvidenceKind, Subject
from app.standards.models import Answer, Content, Evidence, Support
from app.standards.queries import evidence as queries
from app.standards.services import evidence as services
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import a_source
from tests.factories.standards import a_criterion, a_pack, answer

pytestmark = pytest.mark.usefixtures("session")
ASSET = Subject.ASSET
PDF = b"%PDF-1.7\n%%EOF"
MEGABYTE = services.MEGABYTE


def answers(count=1):
    """That many answers on the sheet of one source."""
    codes = [f"A-{number}" for number in range(1, count + 1)]
    pack, source = a_pack(*(a_criterion(code) for code in codes)), a_source()
    answer(pack, ASSET, source.id, **{code.replace("-", "_"): 4 for code in codes})
    return pack, source, db.session.scalars(select(Answer.id).order_by(Answer.id)).all()


def a_file(data=PDF, name="report.pdf", most=10 * MEGABYTE, most_of_person=100 * MEGABYTE):
    return services.Upload(name, data, most, most_of_person)


def add(answer_id, upload=None, *, actor=None, **given):
    actor = actor or an_actor("planner")
    usual = {"title": "Report", "kind": "tested", "dated_on": clock.today(), "note": "Seen."}
    with unit_of_work():
        served = queries.answer_for(actor, answer_id)
        facts = check(EvidenceFacts, usual | given)
        return services.add(served, facts, upload, actor=actor, at=clock.now()).id


def backing(answer_id):
    served = queries.answer_for(an_actor("viewer"), answer_id)
    found = queries.backing_of(served.pack, served.profile, on=clock.today(), months=24)
    return found.get(answer_id)


def test_a_file_is_kept_under_its_hash_and_the_same_bytes_once():
    _, _, (one, two) = answers(2)
    first, second = add(one, a_file()), add(two, a_file(name="same.pdf"))
    assert db.session.scalar(select(func.count()).select_from(Content)) == 1
    for evidence_id in (first, second):
        evidence = queries.get_for(an_actor("viewer"), evidence_id)
        file, data = queries.file_of(evidence, 1)
        assert (file.digest, data) == (sha256(PDF).hexdigest(), PDF)
    told = select(Change).where(Change.subject_type == "standards_evidence_file")
    assert db.session.scalars(told).first().fields["digest"][1] == sha256(PDF).hexdigest()


def test_versions_are_kept_beside_each_other():
    _, _, (one,) = answers()
    planner = an_actor("planner")
    evidence_id = add(one, a_file(), actor=planner)
    evidence = queries.get_for(planner, evidence_id)
    with unit_of_work():
        services.hand_in(evidence, a_file(b"words", "b.txt"), actor=planner, at=clock.now())
    db.session.expire_all()
    evidence = queries.get_for(planner, evidence_id)
    assert [file.name for file in evidence.files] == ["b.txt", "report.pdf"]
    assert queries.file_of(evidence, 1)[1] == PDF


def test_one_piece_serves_several_answers_and_is_taken_away_from_one():
    _, _, (one, two) = answers(2)
    planner = an_actor("planner")
    evidence = queries.get_for(planner, add(one, actor=planner))
    services.attach(evidence, queries.answer_for(planner, two), actor=planner)
    db.session.commit()
    assert backing(one).kind == backing(two).kind == EvidenceKind.TESTED
    evidence = queries.get_for(planner, evidence.id)
    with pytest.raises(RuleBroken, match="already"):
        services.attach(evidence, queries.answer_for(planner, two), actor=planner)
    support = queries.get_support(
        db.session.scalar(select(Support.id).where(Support.answer_id == two))
    )
    services.detach(support, queries.answer_for(planner, two), actor=planner)
    db.session.commit()
    assert backing(two) is None
    assert backing(one) is not None


def test_a_fresh_piece_counts_before_a_stronger_stale_one():
    _, _, (one,) = answers()
    assert backing(one) is None
    add(one, kind="monitored", dated_on=clock.today() - timedelta(800))
    assert (backing(one).kind, backing(one).is_stale) == (EvidenceKind.MONITORED, True)
    add(one, kind="document")
    found = backing(one)
    assert (found.kind, found.is_stale, found.pieces) == (EvidenceKind.DOCUMENT, False, 2)


def test_withdrawn_evidence_shows_nothing():
    _, _, (one,) = answers()
    planner = an_actor("planner")
    evidence_id = add(one, a_file(), actor=planner)
    with unit_of_work(reason="Wrong system"):
        services.withdraw(queries.get_for(planner, evidence_id), actor=planner, at=clock.now())
    assert backing(one) is None
    with pytest.raises(RuleBroken, match="withdrawn"):
        services.hand_in(
            queries.get_for(planner, evidence_id), a_file(), actor=planner, at=clock.now()
        )


@pytest.mark.parametrize(
    ("dated_on", "stale"),
    [(date(2024, 11, 24), True), (date(2024, 11, 25), False), (date(2026, 11, 24), False)],
)
def test_evidence_is_stale_after_so_many_whole_months(dated_on, stale):
    assert is_stale(dated_on, on=date(2026, 11, 24), months=24) is stale


@pytest.mark.parametrize(
    ("upload", "given", "name"),
    [
        (a_file(PDF, most=5), {}, "file"),
        (a_file(PDF, most_of_person=5), {}, "file"),
        (a_file(b"\0" * 128 + b"DICM"), {}, "file"),
        (None, {"note": ""}, "file"),
        (None, {"dated_on": clock.today() + timedelta(2)}, "dated_on"),
        (None, {"url": "javascript:alert(1)"}, "url"),
        (None, {"url": "https://user@example.org/"}, "url"),
        (None, {"url": "ftp://example.org/"}, "url"),
        (None, {"url": "https://"}, "url"),
        (None, {"url": "https://[x"}, "url"),
        (None, {"kind": "none"}, "kind"),
        (None, {"title": ""}, "title"),
    ],
)
def test_what_may_not_be_kept_is_said_at_its_field(upload, given, name):
    _, _, (one,) = answers()
    with pytest.raises(Refused) as refused:
        add(one, upload, **given)
    assert set(refused.value.problems) == {name}
    assert db.session.scalars(select(Evidence)).all() == []
    assert db.session.scalars(select(Content)).all() == []


def test_who_may_add_and_take_away():
    _, _, (one,) = answers()
    lead = a_person("department_lead")
    for actor in (an_actor("viewer"), actor_of(lead), an_actor("administrator")):
        with pytest.raises(Forbidden):
            add(one, actor=actor)
    evidence = queries.get_for(an_actor("planner"), add(one))
    with pytest.raises(Forbidden):
        services.withdraw(evidence, actor=actor_of(lead), at=clock.now())


def test_evidence_on_pages_from_adding_to_download(browse, sign_in):
    pack, source, (one,) = answers()
    planner = a_person("planner")
    browser = browse(planner)
    sheet = {"pack_id": pack.id, "subject": ASSET, "subject_id": source.id}
    assert "Claimed" in browser.get("standards.show_sheet", **sheet).select_one("#A-1").text
    assert "No patient data" in browser.get("standards.add_evidence", answer_id=one).text
    sent = {"title": "Test log", "kind": "tested", "dated_on": clock.today().isoformat()}
    page = browser.post(
        "standards.add_evidence",
        sent | {"file": (BytesIO(PDF), "../log.pdf")},
        answer_id=one,
    )
    assert "“Test log” is kept" in page.text
    for endpoint in ("standards.show_sheet", "scoring.show_score"):
        row = browser.get(endpoint, **sheet).select_one("#A-1")
        assert "Verified" in row.text
        assert "1 attached" in row.text
    evidence_id = db.session.scalars(select(Evidence.id)).one()
    page = browser.get("standards.show_evidence", evidence_id=evidence_id)
    assert sha256(PDF).hexdigest() in page.text
    assert "Test log" in browser.get("standards.list_evidence", search="log").text
    assert "No evidence here" in browser.get("standards.list_evidence", search="zzz").text
    got = sign_in(a_person("viewer")).get(f"/standards/evidence/{evidence_id}/file/1")
    assert got.data == PDF
    assert got.headers["Content-Disposition"] == "attachment; filename=log.pdf"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert sign_in(planner).get(f"/standards/evidence/{evidence_id}/file/2").status_code == 404


def test_a_file_that_may_not_be_kept_is_refused_on_the_page(browse, app, monkeypatch):
    _, _, (one,) = answers()
    browser = browse(a_person("planner"))
    sent = {"title": "Log", "kind": "tested", "dated_on": clock.today().isoformat()}
    page = browser.post(
        "standards.add_evidence",
        sent | {"file": (BytesIO(b"<svg/>"), "a.svg")},
        answer_id=one,
        status=422,
    )
    assert "markup" in page.select_one(".notice--bad").text
    page = browser.post("standards.add_evidence", {"title": ""}, answer_id=one, status=422)
    assert page.select(".field__error")
    page = browser.post("standards.add_evidence", sent, answer_id=one, status=422)
    assert "Hand in a file, or write a link or a note." in page.text
    evidence_id = add(one, a_file())
    page = browser.post(
        "standards.hand_in_file",
        {"file": (BytesIO(b"MZ\x90\0"), "a.exe")},
        evidence_id=evidence_id,
        status=422,
    )
    assert "not a kind of file" in page.text
    page = browser.post(
        "standards.hand_in_file", {"file": (BytesIO(PDF), "b.pdf")}, evidence_id=evidence_id
    )
    assert "new version" in page.text
    browser.get("standards.show_evidence", evidence_id=99, status=404)
    browser.get("standards.show_answer_evidence", answer_id=99, status=404)


def test_a_piece_is_used_again_taken_away_and_withdrawn_on_pages(browse):
    _, _, (one, two) = answers(2)
    evidence_id = add(one, a_file())
    browser = browse(a_person("planner"))
    page = browser.post("standards.show_answer_evidence", {"evidence": evidence_id}, answer_id=two)
    assert "It serves this answer too." in page.text
    support = db.session.scalar(select(Support.id).where(Support.answer_id == two))
    browser.post("standards.detach_evidence", {"reason": "Other site"}, support_id=support)
    assert db.session.scalars(select(Support.answer_id)).all() == [one]
    page = browser.post("standards.withdraw_evidence", {"reason": "Old"}, evidence_id=evidence_id)
    assert "Withdrawn" in page.text
    assert "Old" in page.select_one("#history").text


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_and_who_may_add_on_pages(sign_in, role):
    _, _, (one,) = answers()
    evidence_id = add(one, a_file())
    client = sign_in(a_person(role))
    for address in ("evidence/", f"evidence/{evidence_id}", f"answers/{one}/evidence/"):
        assert client.get(f"/standards/{address}").status_code == 200
    sent = {"title": "Log", "dated_on": "2026-01-02", "kind": "document", "note": "Seen."}
    added = client.post(f"/standards/answers/{one}/evidence/new", data=sent)
    assert added.status_code == (303 if role is Role.PLANNER else 403)


def test_pages_of_evidence_cost_the_same_for_many(browse, query_budget):
    _, _, given = answers(4)
    for one in given:
        evidence_id = add(one, a_file())
    planner = an_actor("planner")
    for one in given[:3]:
        services.attach(
            queries.get_for(planner, evidence_id), queries.answer_for(planner, one), actor=planner
        )
    db.session.commit()
    browser = browse(a_person("planner"))
    for endpoint, values in {
        "standards.list_evidence": {},
        "standards.show_evidence": {"evidence_id": evidence_id},
        "standards.show_answer_evidence": {"answer_id": given[0]},
    }.items():
        with query_budget(16):
            browser.get(endpoint, **values)
