"""One answer may serve two packs: marked with its origin, and a direct answer wins."""

from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.roles import Role
from app.engine.scoring.status import FitStatus
from app.kernel.db import db, unit_of_work
from app.scoring.queries.scores import score_of
from app.standards.facts import Subject
from app.standards.importing import PackRefused
from app.standards.importing.crosswalks import (
    crosswalk_file_of,
    read_crosswalk,
    written_crosswalk,
)
from app.standards.models import Answer, Assessment, Crosswalk
from app.standards.queries.catalog import get_pack
from app.standards.queries.crosswalks import get_crosswalk
from app.standards.services.crosswalks import publish_crosswalk
from tests.factories.accounts import a_person
from tests.factories.inventory import a_source, a_viewer
from tests.factories.standards import a_criterion, a_pack, answer, criterion, said

pytestmark = pytest.mark.usefixtures("session")
ASSET = Subject.ASSET
MEASURED = {"scale": "NUM", "unit": "%", "bands": ("25", "50", "75", "100")}
HEAD = """
[crosswalk]
code = "walk"
title = "From ours to theirs"
from = "ours"
to = "theirs"
source = "A test"
licence = "CC0"
"""


def line(first, then, relation, more=""):
    return f'[[lines]]\nfrom = "{first}"\nto = "{then}"\nrelation = "{relation}"\n{more}\n'


def two_packs():
    ours = a_pack(
        a_criterion("A-1"), a_criterion("A-2", scale="L5"), a_criterion("A-3"), code="ours"
    )
    theirs = a_pack(
        a_criterion("B-1", knock_out=True),
        a_criterion("B-2", scale="L5"),
        a_criterion("B-3", applies_to=["VWR"]),
        a_criterion("B-4", **MEASURED),
        code="theirs",
    )
    return ours, theirs


def walk(*lines, head=HEAD):
    with unit_of_work():
        return publish_crosswalk((head + "".join(lines)).encode()).id


def answers_under(pack):
    db.session.expire_all()
    codes = {one.id: one.code for one in get_pack(pack.id).criteria}
    rows = db.session.execute(
        select(Answer, Assessment.subject_id)
        .join(Answer.assessment)
        .where(Answer.criterion_id.in_(codes))
    )
    return {(subject, codes[one.criterion_id]): one for one, subject in rows}


def levels_under(pack):
    return {key: one.level for key, one in answers_under(pack).items()}


SAME, COVERS = line("A-1", "B-1", "same"), line("A-2", "B-2", "covers")


def test_what_was_answered_follows_when_a_cross_walk_comes():
    ours, theirs = two_packs()
    one, two = a_source(), a_source()
    answer(ours, ASSET, one.id, A_1=2, A_2=4)
    answer(ours, ASSET, two.id, A_1=0, A_2=3)
    walk(SAME, COVERS)
    assert levels_under(theirs) == {(one.id, "B-1"): 2, (one.id, "B-2"): 4, (two.id, "B-1"): 0}
    first, origin = answers_under(theirs)[one.id, "B-1"], answers_under(ours)[one.id, "A-1"]
    assert first.derived_from_id == origin.id
    assert (first.answered_by_id, first.answered_at, first.evidence_kind) == (
        origin.answered_by_id,
        origin.answered_at,
        origin.evidence_kind,
    )


def test_what_is_answered_later_follows_with_its_score():
    ours, theirs = two_packs()
    walk(SAME, COVERS)
    source = a_source()
    answer(ours, ASSET, source.id, A_1=4, A_2=4)
    assert levels_under(theirs) == {(source.id, "B-1"): 4, (source.id, "B-2"): 4}
    answer(ours, ASSET, source.id, A_1=0, A_2=2)
    assert levels_under(theirs) == {(source.id, "B-1"): 0}
    assert score_of(theirs, ASSET, source.id).fit is FitStatus.NOT_FIT


def test_the_same_question_is_answered_both_ways():
    ours, theirs = two_packs()
    walk(SAME, COVERS)
    source = a_source()
    answer(theirs, ASSET, source.id, B_1=2, B_2=4)
    assert levels_under(ours) == {(source.id, "A-1"): 2}


def test_a_direct_answer_wins_and_stays():
    ours, theirs = two_packs()
    walk(SAME)
    source = a_source()
    answer(theirs, ASSET, source.id, B_1=4)
    answer(ours, ASSET, source.id, A_1=0)
    assert levels_under(theirs) == {(source.id, "B-1"): 4}
    assert levels_under(ours) == {(source.id, "A-1"): 0}


def test_whoever_answers_on_top_of_what_follows_takes_it_over():
    ours, theirs = two_packs()
    walk(COVERS)
    source = a_source()
    answer(ours, ASSET, source.id, A_2=4)
    answer(theirs, ASSET, source.id, B_2=1)
    answer(ours, ASSET, source.id, A_2=2)
    found = answers_under(theirs)[source.id, "B-2"]
    assert (found.level, found.derived_from_id) == (1, None)


def test_what_follows_leads_no_further():
    ours, theirs = two_packs()
    third = a_pack(a_criterion("C-1"), code="third")
    walk(SAME)
    walk(
        line("B-1", "C-1", "same"),
        head=HEAD.replace('"walk"', '"next"')
        .replace('"theirs"', '"third"')
        .replace('"ours"', '"theirs"'),
    )
    source = a_source()
    answer(ours, ASSET, source.id, A_1=4)
    assert levels_under(theirs) == {(source.id, "B-1"): 4}
    assert levels_under(third) == {}


def test_only_what_is_asked_of_a_thing_follows():
    ours, theirs = two_packs()
    walk(line("A-1", "B-3", "covers"))
    source, viewer = a_source(), a_viewer()
    answer(ours, ASSET, source.id, A_1=4)
    answer(ours, ASSET, viewer.id, A_1=4)
    assert levels_under(theirs) == {(viewer.id, "B-3"): 4}


def test_levels_say_which_gives_which_and_the_first_line_counts():
    ours, theirs = two_packs()
    walk(
        line("A-1", "B-2", "part_of", "levels = { 4 = 2 }"),
        line("A-3", "B-2", "part_of", "levels = { 4 = 3, 0 = 0 }"),
    )
    source = a_source()
    answer(ours, ASSET, source.id, A_1=0, A_3=4)
    assert levels_under(theirs) == {(source.id, "B-2"): 3}
    answer(ours, ASSET, source.id, A_1=4)
    assert levels_under(theirs) == {(source.id, "B-2"): 2}


def test_a_part_is_shown_beside_the_other_and_answers_nothing(browse):
    ours, theirs = two_packs()
    walk(line("A-1", "B-1", "part_of"))
    source = a_source()
    answer(ours, ASSET, source.id, A_1=4)
    assert levels_under(theirs) == {}
    page = browse(a_person(Role.PLANNER)).get(
        "standards.show_sheet", pack_id=theirs.id, subject=ASSET, subject_id=source.id
    )
    row = page.select_one("#B-1").text
    assert "A part of it: A-1 of" in " ".join(row.split())


def test_the_origin_is_marked_and_one_click_away(browse, sign_in):
    ours, theirs = two_packs()
    walk(SAME)
    source, person = a_source(), a_person(Role.PLANNER)
    answer(ours, ASSET, source.id, A_1=4)
    page = browse(person).get(
        "standards.show_sheet", pack_id=theirs.id, subject=ASSET, subject_id=source.id
    )
    link = page.select_one("#B-1 a[href^='/standards/answers/']")
    assert "A-1" in link.text
    there = sign_in(person).get(link["href"])
    assert there.location == f"/standards/packs/{ours.id}/asset/{source.id}/#A-1"
    assert sign_in(person).get("/standards/answers/99999").status_code == 404


def test_a_new_file_takes_the_place_of_the_old_and_what_no_longer_follows_goes():
    ours, theirs = two_packs()
    first = walk(SAME, COVERS)
    source = a_source()
    answer(ours, ASSET, source.id, A_1=4, A_2=4)
    assert walk(SAME) == first
    assert levels_under(theirs) == {(source.id, "B-1"): 4}
    assert len(db.session.scalars(select(Crosswalk)).all()) == 1


def test_a_cross_walk_goes_to_a_file_and_back_byte_for_byte(sign_in):
    two_packs()
    lines = [SAME, line("A-2", "B-2", "part_of", 'levels = { 4 = 2, 3 = 1 }\nnote = "ü ≥ \\"x\\""')]
    kept = get_crosswalk(walk(*lines))
    content = written_crosswalk(crosswalk_file_of(kept))
    assert written_crosswalk(read_crosswalk(content)) == content
    assert read_crosswalk(content) == read_crosswalk((HEAD + "".join(lines)).encode())
    sent = sign_in(a_person(Role.VIEWER)).get(f"/standards/crosswalks/{kept.id}.toml")
    assert sent.data == content


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([line("A-9", "B-1", "same")], "line 1: ours has no criterion 'A-9' in force."),
        ([line("A-1", "B-2", "same")], "have different scales"),
        ([line("A-1", "B-4", "covers")], "B-4 is measured and cannot follow"),
        ([line("A-1", "B-2", "covers", "levels = { 3 = 3 }")], "A-1 has no level 3"),
        ([line("A-2", "B-1", "covers", "levels = { 4 = 3 }")], "B-1 has no level 3"),
        ([line("A-1", "B-1", "like")], "line 12, line 1: relation"),
        ([line("A-1", "B-1", "same", "weight = 2")], "line 13, line 1: weight"),
    ],
)
def test_what_is_wrong_with_a_cross_walk_is_named(lines, fault):
    two_packs()
    with pytest.raises(PackRefused) as refused:
        walk(*lines)
    assert any(fault in one for one in refused.value.faults), refused.value.faults


def test_a_cross_walk_needs_both_packs():
    a_pack(code="ours")
    with pytest.raises(PackRefused, match="no pack 'theirs' here"):
        walk(SAME)
    with pytest.raises(PackRefused, match="leads from one pack to another"):
        walk(SAME, head=HEAD.replace('"theirs"', '"ours"'))


def test_pages_of_cross_walks(browse):
    ours, _ = two_packs()
    person = a_person(Role.PLANNER)
    assert "No cross-walk yet" in browse(person).get("standards.list_crosswalks").text
    faulty = (HEAD + line("A-9", "B-1", "same")).encode()
    page = browse(person).post(
        "standards.add_crosswalk", {"file": (BytesIO(faulty), "w.toml")}, status=422
    )
    assert "A-9" in page.select_one(".notice--bad").text
    content = (HEAD + SAME + COVERS).encode()
    page = browse(person).post("standards.add_crosswalk", {"file": (BytesIO(content), "w.toml")})
    assert "answers follow along it" in page.text
    answer(ours, ASSET, a_source().id, A_1=4)
    kept = db.session.scalars(select(Crosswalk)).one()
    page = browse(person).get("standards.show_crosswalk", crosswalk_id=kept.id)
    assert [row.select("td")[-1].text for row in page.select("tbody tr")[:2]] == ["1", "0"]
    one = criterion(get_pack(ours.id), "A-1")
    page = browse(person).get("standards.show_criterion", criterion_id=one.id)
    assert "B-1" in page.select_one("#crosswalk").text
    assert "From ours to theirs" in browse(person).get("standards.list_crosswalks").text


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_manage_standards_add_one(sign_in, role):
    may = role in {Role.PLANNER, Role.ADMINISTRATOR}
    status = sign_in(a_person(role)).get("/standards/crosswalks/new").status_code
    assert status == (200 if may else 403)


def test_what_does_not_apply_or_is_not_known_gives_nothing():
    ours, theirs = two_packs()
    walk(SAME)
    source = a_source()
    answer(ours, ASSET, source.id, A_1=said(state="unknown"))
    assert levels_under(theirs) == {}
