from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict
from app.scoring.models import Column, Score
from app.scoring.services.recompute import recompute_all
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment
from app.standards.queries.catalog import get_pack
from app.standards.queries.subjects import profile_of
from app.standards.services.answers import Given, save_answers
from tests.factories.accounts import an_actor
from tests.factories.inventory import a_source
from tests.factories.standards import a_criterion, a_pack, said

ASSET = Subject.ASSET


def prepare(app, sources):
    with app.app_context():
        pack = a_pack(a_criterion("PLT-01"), a_criterion("PLT-02"))
        ids = [a_source().id for _ in range(sources)]
        actor = an_actor("planner")
        db.session.commit()
        found = pack.id, ids, actor
        db.session.remove()
    return found


def answer_all(app, pack_id, source_id, actor, start):
    """One person's attempt in a transaction of its own; whether it was kept."""
    with app.app_context():
        start.wait()
        try:
            with unit_of_work():
                pack = get_pack(pack_id)
                given = [Given(one, said(4)) for one in pack.criteria]
                profile = profile_of(ASSET, source_id)
                save_answers(pack, profile, given, actor=actor, at=clock.now())
        except Conflict:
            return False
        finally:
            db.session.remove()
        return True


def test_of_two_who_begin_the_same_sheet_one_is_kept_whole(committed_app):
    pack_id, (source_id,), actor = prepare(committed_app, 1)
    start = Barrier(4)
    with ThreadPoolExecutor(4) as people:
        kept = list(
            people.map(
                lambda _: answer_all(committed_app, pack_id, source_id, actor, start), range(4)
            )
        )
    assert any(kept)
    with committed_app.app_context():
        count = select(func.count())
        assert db.session.scalar(count.select_from(Assessment)) == 1
        assert db.session.scalar(count.select_from(Answer)) == 2
        db.session.remove()


def test_sheets_saved_at_once_all_count_in_the_sums(committed_app):
    pack_id, ids, actor = prepare(committed_app, 4)
    start = Barrier(len(ids))
    with ThreadPoolExecutor(len(ids)) as people:
        list(people.map(lambda one: answer_all(committed_app, pack_id, one, actor, start), ids))
    with committed_app.app_context():
        scored = db.session.scalar(
            select(func.count()).select_from(Score).where(Score.subject_key == ASSET.key)
        )
        sums = select(Column.asked, Column.known, Column.levels).order_by(Column.criterion_id)
        by_changes = db.session.execute(sums).all()
        with unit_of_work():
            recompute_all(get_pack(pack_id), on=clock.today(), at=clock.now())
        assert db.session.execute(sums).all() == by_changes
        assert by_changes[0].levels == 4 * scored
        db.session.remove()
