"""An upgrade told beforehand is the upgrade as it comes; and each change has its criteria."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.roles import Role
from app.engine.scoring.answer import Answer, AnswerState, Criterion
from app.engine.scoring.status import FitStatus
from app.kernel import clock
from app.kernel.db import db
from app.kernel.subjects import Difference, effect_of
from app.scoring.models import Column, Score
from app.scoring.services import recompute
from app.scoring.services.upgrade import EXPLAINED, _status, _with, causes, upgrade
from app.scoring.subject.adoption import SHOWN
from app.standards.facts import Subject
from app.standards.queries import catalog
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.inventory import a_source, a_storage, an_application
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, said

ASSET, DEPARTMENT = Subject.ASSET, Subject.DEPARTMENT
ADOPT = "adopt_standards_version"
MEASURED = {"scale": "NUM", "unit": "%", "bands": ("25", "50", "75", "100")}
FIRST = (
    a_criterion("A-1", weight=3),
    a_criterion("A-2", scale="L5", weight=2),
    a_criterion("A-3", **MEASURED),
    a_criterion("A-4"),
)
SECOND = (
    a_criterion("A-1", weight=3, knock_out=True),
    a_criterion("B-2", scale="L5", weight=9, formerly="A-2"),
    a_criterion("A-3", **MEASURED | {"bands": ("5", "10", "20", "30")}),
    a_criterion("C-1", applies_to=["STO"]),
)


def versions(before=FIRST, after=SECOND):
    a_pack(*before, code="own")
    a_pack(*after, code="own", version="2")
    return catalog.find_pack("own", "1"), catalog.find_pack("own", "2")


def stored(pack, subject=ASSET):
    db.session.expire_all()
    rows = db.session.scalars(select(Score).where(Score.pack_id == pack.id))
    return {one.subject_id: one.fit for one in rows if one.subject_key == subject.key}


def told(before, after):
    return upgrade(catalog.get_pack(before.id), catalog.get_pack(after.id), on=clock.today())


def adopt(pack):
    return a_decision(subject=("standards_pack", pack.id), effects=[(ADOPT, {})])


def an_estate(pack):
    one, two, three = a_source(), an_application(), a_storage()
    answer(pack, ASSET, one.id, A_1=0, A_2=4, A_3=said(measured="60"), A_4=4)
    answer(pack, ASSET, two.id, A_1=4, A_2=1, A_3=said(measured="99"), A_4=4)
    answer(pack, ASSET, three.id, A_1=4, A_2=4)
    return one, two, three


def test_what_is_told_is_what_comes(session):
    before, after = versions()
    one, two, three = an_estate(before)
    was = stored(before)
    found = told(before, after)
    expected = {moved.profile.id: moved.after for moved in found.moved}
    adopt(after)
    now = stored(after)
    assert now == was | expected
    assert {key for key in was if was[key] is not now[key]} == set(expected)
    assert found.before == {fit: list(was.values()).count(fit) for fit in set(was.values())}
    assert found.after == {fit: list(now.values()).count(fit) for fit in set(now.values())}
    assert stored(before) == {}
    assert not db.session.scalars(select(Column).where(Column.pack_id == before.id)).all()
    assert now[one.id] is FitStatus.NOT_FIT
    assert {two.id, three.id} <= now.keys()


def test_departments_told_are_departments_that_come(browse):
    before, after = versions()
    by_points, by_itself, opened, same = (a_department() for _ in range(4))
    for department, level in ((by_points, 1), (by_itself, 4), (opened, 4), (same, 4)):
        source = a_source(department=department)
        answer(before, ASSET, source.id, A_1=4, A_2=level, A_3=said(measured="99"), A_4=4)
    for department, first, second in ((by_points, 4, 1), (by_itself, 0, 4), (same, 4, 4)):
        measured = said(measured="99")
        answer(before, DEPARTMENT, department.id, A_1=first, A_2=second, A_3=measured, A_4=4)
    was, found = stored(before, DEPARTMENT), told(before, after)
    moved = {one.profile.id: one for one in found.departments}
    assert {one: (told.because, told.after) for one, told in moved.items()} == {
        by_points.id: ((), FitStatus.WEAK),
        by_itself.id: (("A-1",), FitStatus.NOT_FIT),
        opened.id: (("A-1",), FitStatus.UNDETERMINED),
    }
    preview = [one.label for one in effect_of(ADOPT).preview(after.id, {})]
    assert f"{by_itself.code} {by_itself.name}" in preview
    page = browse(a_person(Role.PLANNER)).get(
        "scoring.compare_versions", pack_id=before.id, other_id=after.id
    )
    assert "its points" in page.select_one("#departments").text
    adopt(after)
    now = stored(after, DEPARTMENT)
    assert now == was | {one: moved[one].after for one in moved}


def test_adoption_gives_the_scores_that_computing_everything_gives(session):
    before, after = versions()
    an_estate(before)
    adopt(after)
    was = stored(after)
    recompute.recompute_all(catalog.get_pack(after.id), on=clock.today(), at=clock.now())
    db.session.commit()
    assert stored(after) == was


def test_each_change_is_led_back_to_its_criteria(session):
    before, after = versions()
    one, two, _ = an_estate(before)
    moved = {one.profile.id: one for one in told(before, after).moved}
    assert moved[one.id].because == ("A-1",)
    assert moved[one.id].says() == "Not fit (A-1)"
    assert moved[two.id].because == ("B-2",)
    assert ("A-1", 1) in told(before, after).reasons


def test_answers_given_to_the_new_version_count_beforehand(session):
    before, after = versions([a_criterion("A-1")], [a_criterion("A-1", weight=2)])
    source, only = a_source(), a_source()
    answer(before, ASSET, source.id, A_1=4)
    answer(after, ASSET, source.id, A_1=0)
    answer(after, ASSET, only.id, A_1=4)
    found = told(before, after)
    assert {one.profile.id: (one.before, one.after) for one in found.moved} == {
        source.id: (FitStatus.FIT, FitStatus.NOT_FIT),
        only.id: (FitStatus.UNDETERMINED, FitStatus.FIT),
    }


def test_voters_see_what_is_asked_and_who_stands_otherwise(session):
    before, after = versions()
    one, _, _ = an_estate(before)
    effect = effect_of(ADOPT)
    assert effect.sentence(after.id, {}) == (
        f"Adopt {after.title}, version 2 instead of version 1; answers are kept."
    )
    preview = effect.preview(after.id, {})
    assert preview[0] == Difference("Version in force", "1", "2")
    assert Difference("Criteria added", "nothing", "C-1") in preview
    assert Difference("Criteria removed", "nothing", "A-4") in preview
    assert Difference(f"{one.code} {one.name}", "Weak", "Not fit (A-1)") in preview
    adopt(after)
    with pytest.raises(Exception, match="in force already"):
        effect.check(after.id, {})


def test_many_changes_are_counted_and_the_first_are_named(session):
    before, after = versions([a_criterion("A-1")], [a_criterion("A-1", knock_out=True)])
    for _ in range(SHOWN + 2):
        answer(before, ASSET, a_source().id, A_1=2)
    preview = effect_of(ADOPT).preview(after.id, {})
    assert preview[-1] == Difference("More assets change", "", "2")
    assert EXPLAINED > SHOWN


def test_two_small_changes_may_only_move_a_status_together():
    def sheet(weight):
        asked = [Criterion("A", weight), Criterion("B", weight), Criterion("C", 10)]
        return {one.code: Answer(one, 0 if one.code == "C" else 4) for one in asked}

    assert causes(sheet(5), sheet(8)) == ("A", "B")
    assert causes(sheet(5), sheet(5)) == ()


LEVELS = st.sampled_from([None, 0, 1, 2, 3, 4])
SHEETS = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.builds(
        lambda weight, level, line, code: Answer(
            Criterion(code, weight, pass_level=line),
            level,
            AnswerState.UNKNOWN if level is None else AnswerState.ANSWERED,
        ),
        st.integers(1, 5),
        LEVELS,
        st.sampled_from([None, None, 3]),
        st.just("X"),
    ),
    min_size=1,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(before=SHEETS, after=SHEETS)
def test_the_criteria_named_suffice_or_are_each_enough(before, after):
    named = causes(before, after)
    if _status(before) is _status(after):
        return
    assert named
    alone = [code for code in named if _status(_with(before, after, [code])) is _status(after)]
    together = _status(_with(before, after, named))
    assert len(alone) == len(named) or together is _status(after)


def test_the_page_compares_and_leads_to_a_proposal(browse, session):
    before, after = versions()
    one, _, _ = an_estate(before)
    member = a_person(Role.PLANNER)
    page = browse(member).get(
        "scoring.compare_versions", pack_id=before.id, other_id=after.id, budget=30
    )
    assert one.name in page.select_one("#assets").text
    assert "A-4" in page.select_one("#removed").text
    assert "C-1" in page.select_one("#added").text
    assert "from 25, 50, 75, 100 %" in page.select_one("#counts").text
    assert "B-2" in page.select_one("#moved").text
    page = browse(member).get("standards.show_pack", pack_id=after.id)
    assert "adopt a version of a standards pack" in page.text


def test_only_two_versions_of_one_pack_are_compared(browse, session):
    before, _ = versions()
    other = a_pack()
    for two in (other, before):
        browse(a_person(Role.PLANNER)).get(
            "scoring.compare_versions", pack_id=before.id, other_id=two.id, status=404
        )
