import pytest
from sqlalchemy import select

from app.engine.fit.disposition import Disposition
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.knockout import Passage
from app.engine.scoring.status import FitStatus
from app.inventory.models import Standing
from app.inventory.services.assets import retire_asset
from app.kernel import clock
from app.kernel.db import db
from app.scoring.models import Column, Score
from app.scoring.queries.scores import score_of
from app.scoring.services import recompute
from app.standards.facts import Applies, Subject
from app.standards.queries.catalog import get_pack
from tests.factories.accounts import an_actor
from tests.factories.inventory import a_source, a_viewer, an_application
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer, said

pytestmark = pytest.mark.usefixtures("session")
ASSET, DEPARTMENT, PROGRAM = Subject.ASSET, Subject.DEPARTMENT, Subject.PROGRAM


def worked_pack():
    """The worked example: weights 5, 3, 4, 2 and 3."""
    return a_pack(
        a_criterion("PLT-01", weight=5, scale="L5"),
        a_criterion("PLT-02", weight=3),
        a_criterion("PLT-03", weight=4, scale="L5"),
        a_criterion("PLT-04", weight=2),
        a_criterion("PLT-05", weight=3),
    )


def recompute_all(pack, on=None):
    return recompute.recompute_all(get_pack(pack.id), on=on or clock.today(), at=clock.now())


def everything_stored():
    db.session.expire_all()
    rows = db.session.scalars(select(Score).order_by(Score.subject_key, Score.subject_id))
    kept = [
        {
            column.name: getattr(row, column.name)
            for column in Score.__table__.columns
            if column.name not in {"id", "computed_at"}
        }
        for row in rows
    ]
    sums = db.session.scalars(select(Column).order_by(Column.criterion_id))
    return kept, [(one.criterion_id, one.asked, one.known, one.levels) for one in sums]


def test_saving_answers_computes_the_score_in_the_same_transaction():
    pack, source = worked_pack(), a_source()
    left_out = said(state=AnswerState.NOT_APPLICABLE, reason="No plates there.")
    answer(pack, ASSET, source.id, PLT_01=3, PLT_02=2, PLT_03=4, PLT_04=left_out)
    found = score_of(pack, ASSET, source.id)
    assert (found.confirmed, found.provisional) == (61_667, 77_083)
    assert (found.worst, found.best) == (61_667, 81_667)
    assert found.completeness == 750
    assert found.fit is FitStatus.CONDITIONAL


def test_lists_learn_of_it():
    pack, source = worked_pack(), a_source()
    answer(pack, ASSET, source.id, PLT_01=4)
    standing = db.session.get(Standing, source.id)
    assert (standing.confirmed, standing.provisional) == (29_412, 100_000)
    assert standing.fit is FitStatus.UNDETERMINED
    assert standing.suggested is Disposition.UNDECIDED


def test_only_the_leading_pack_speaks_in_lists():
    leading, other, source = worked_pack(), worked_pack(), a_source()
    answer(leading, ASSET, source.id, PLT_01=4)
    answer(other, ASSET, source.id, PLT_01=0)
    assert db.session.get(Standing, source.id).provisional == 100_000
    assert score_of(other, ASSET, source.id).provisional == 0
    assert score_of(other, ASSET, source.id).suggested is None


def test_the_two_tests_are_stored_apart():
    pack = a_pack(
        a_criterion("VWR-01", knock_out=True, test="ehr_viewable"),
        a_criterion("PLT-01", knock_out=True, test="platform_suitable"),
    )
    source = a_source()
    answer(pack, ASSET, source.id, VWR_01=0, PLT_01=4)
    found = score_of(pack, ASSET, source.id)
    assert found.ehr_viewable is Passage.FAILS
    assert found.platform_suitable is Passage.PASSES
    assert (found.fit, found.failing, found.open_knock_outs) == (FitStatus.NOT_FIT, 1, 0)


def test_a_promised_repair_is_a_condition_until_its_day():
    pack, source = a_pack(a_criterion("PLT-01", knock_out=True)), a_source()
    promised = said(2, remedy_on=clock.today())
    answer(pack, ASSET, source.id, PLT_01=promised)
    assert score_of(pack, ASSET, source.id).fit is FitStatus.WEAK
    later = clock.today().replace(year=clock.today().year + 1)
    recompute_all(pack, later)
    assert score_of(pack, ASSET, source.id).fit is FitStatus.NOT_FIT


def test_another_asset_moves_no_score():
    pack, first, second = worked_pack(), a_source(), a_source()
    answer(pack, ASSET, first.id, PLT_01=3, PLT_02=2)
    before = score_of(pack, ASSET, first.id).provisional
    answer(pack, ASSET, second.id, PLT_01=0, PLT_02=0)
    assert score_of(pack, ASSET, first.id).provisional == before


def test_a_department_is_six_parts_its_sources_by_volume_and_four_its_own():
    pack = a_pack(
        a_criterion("PLT-01", applies_to=(Applies.SOURCE,), scale="L5"),
        a_criterion("GOV-01", applies_to=(Applies.DEPARTMENT,), scale="L5"),
    )
    department = a_department()
    busy = a_source(department=department, annual_studies=3000)
    quiet = a_source(department=department, annual_studies=1000)
    answer(pack, ASSET, busy.id, PLT_01=4)
    answer(pack, ASSET, quiet.id, PLT_01=0)
    answer(pack, DEPARTMENT, department.id, GOV_01=2)
    assert score_of(pack, DEPARTMENT, department.id).confirmed == 65_000
    answer(pack, ASSET, quiet.id, PLT_01=2)
    assert score_of(pack, DEPARTMENT, department.id).confirmed == 72_500


def test_a_department_without_sources_has_no_readiness_yet():
    pack, department = a_pack(a_criterion("GOV-01")), a_department()
    answer(pack, DEPARTMENT, department.id, GOV_01=4)
    found = score_of(pack, DEPARTMENT, department.id)
    assert found.confirmed is None
    assert found.fit is FitStatus.UNDETERMINED


def test_the_program_rolls_up_by_element():
    pack = a_pack(
        a_criterion("GOV-01", applies_to=(Applies.PROGRAM,)),
        a_criterion("PLT-01", applies_to=(Applies.SOURCE,)),
    )
    for level in (4, 0):
        answer(pack, ASSET, a_source().id, PLT_01=level)
    assert score_of(pack, PROGRAM, 0).confirmed == 25_000
    answer(pack, PROGRAM, 0, GOV_01=4)
    assert score_of(pack, PROGRAM, 0).confirmed == 75_000


def test_a_changed_fact_changes_what_is_asked():
    pack = a_pack(
        a_criterion("CON-04", applies_to=(Applies.SOURCE,), when="order"),
        a_criterion("CON-05", applies_to=(Applies.SOURCE,), when="encounter"),
    )
    source = a_source(workflow="order")
    answer(pack, ASSET, source.id, CON_04=4)
    assert score_of(pack, ASSET, source.id).completeness == 1_000
    source.workflow = type(source.workflow).MIXED
    db.session.commit()
    assert score_of(pack, ASSET, source.id).completeness == 500


def test_what_is_retired_takes_no_part_any_more():
    pack, source, other = worked_pack(), a_source(), a_source()
    answer(pack, ASSET, source.id, PLT_01=4)
    answer(pack, ASSET, other.id, PLT_01=0)
    retire_asset(source, actor=an_actor("planner"), on=clock.today())
    db.session.commit()
    assert score_of(pack, ASSET, source.id) is None
    _, sums = everything_stored()
    recompute_all(pack)
    assert everything_stored()[1] == sums


def test_an_asset_that_moves_leaves_its_department():
    pack = a_pack(a_criterion("PLT-01"))
    old, new = a_department(), a_department()
    source = a_source(department=old)
    for department in (old, new):
        answer(pack, DEPARTMENT, department.id, PLT_01=4)
    answer(pack, ASSET, source.id, PLT_01=4)
    assert score_of(pack, DEPARTMENT, old.id).confirmed == 100_000
    source.department_id = new.id
    db.session.commit()
    assert score_of(pack, DEPARTMENT, old.id).confirmed is None
    assert score_of(pack, DEPARTMENT, new.id).confirmed == 100_000


def test_computing_all_anew_gives_what_the_changes_gave():
    pack = a_pack(
        a_criterion("PLT-01", weight=5, scale="L5", axis="technical", knock_out=True),
        a_criterion("VWR-01", weight=3, axis="functional"),
        a_criterion("GOV-01", applies_to=(Applies.PROGRAM, Applies.DEPARTMENT)),
    )
    department = a_department()
    usual = {"category": "rad_pacs", "functions": "archive; worklist"}
    first, second = an_application(**usual), an_application(**usual)
    source = a_source(department=department, annual_studies=100, workflow="encounter")
    answer(pack, ASSET, second.id, PLT_01=3, VWR_01=4)
    answer(pack, ASSET, first.id, PLT_01=4, VWR_01=4)
    answer(pack, ASSET, source.id, PLT_01=said(2, remedy_on=clock.today()))
    answer(pack, ASSET, a_viewer().id, VWR_01=2)
    answer(pack, DEPARTMENT, department.id, GOV_01=2)
    answer(pack, PROGRAM, 0, GOV_01=4)
    answer(pack, ASSET, second.id, PLT_01=3, VWR_01=2)
    by_changes = everything_stored()
    assert recompute_all(pack) == 6
    assert everything_stored() == by_changes


def test_a_rival_is_named_from_what_is_stored():
    pack = a_pack(
        a_criterion("PLT-01", axis="technical", scale="L5"),
        a_criterion("VWR-01", axis="functional", scale="L5"),
    )
    usual = {"viewer_class": "enterprise", "content_supported": "dicom_2d; pdf"}
    strong, weak = a_viewer(name="Lens", **usual), a_viewer(**usual)
    answer(pack, ASSET, strong.id, PLT_01=4, VWR_01=4)
    answer(pack, ASSET, weak.id, PLT_01=3, VWR_01=2)
    found = score_of(pack, ASSET, weak.id)
    assert (found.suggested, found.rule, found.target_id) == ("consolidate", "R4", strong.id)
    assert found.reason == "Lens does the same at least as well."


def test_a_transaction_that_is_taken_back_computes_nothing():
    pack, source = worked_pack(), a_source()
    answer(pack, ASSET, source.id, PLT_01=4)
    before = everything_stored()
    source.name = "Another name"
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert everything_stored() == before


def test_the_department_of_a_retired_source_is_another_without_it():
    pack = a_pack(a_criterion("PLT-01", applies_to=(Applies.SOURCE, Applies.DEPARTMENT)))
    department = a_department()
    stays, goes = a_source(department=department), a_source(department=department)
    answer(pack, ASSET, stays.id, PLT_01=4)
    answer(pack, ASSET, goes.id, PLT_01=0)
    answer(pack, DEPARTMENT, department.id, PLT_01=4)
    assert score_of(pack, DEPARTMENT, department.id).confirmed == 70_000
    retire_asset(goes, actor=an_actor("planner"), on=clock.today())
    db.session.commit()
    db.session.expire_all()
    assert score_of(pack, DEPARTMENT, department.id).confirmed == 100_000
