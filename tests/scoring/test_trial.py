"""What a trial says is what comes: the same numbers as after really making the changes."""

from datetime import timedelta
from random import Random

import pytest

from app.engine.maturity.level import Maturity
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN
from app.inventory.services.assets import retire_asset
from app.kernel import clock
from app.kernel.db import db
from app.scoring.models import Score
from app.scoring.queries import scores
from app.scoring.queries import trial as queries
from app.scoring.services import recompute
from app.scoring.services.maturity import Chosen, derive
from app.scoring.services.trial import ASSET, DEPARTMENT, PROGRAM, trial
from app.scoring.translate.program import element_scores
from app.scoring.translate.trial import Cell, Changes
from app.standards.facts import Applies, Subject
from app.standards.queries import catalog, waivers
from tests.factories.accounts import a_person, an_actor
from tests.factories.governance import a_decision
from tests.factories.inventory import a_source, a_storage, a_viewer, an_application
from tests.factories.organization import a_department, a_facility
from tests.factories.standards import a_criterion, a_pack, answer, criterion, said

pytestmark = pytest.mark.usefixtures("session")

CRITERIA = (
    a_criterion("PLT-01", weight=5, scale="L5", axis="technical", knock_out=True),
    a_criterion("PLT-02", weight=3, axis="technical"),
    a_criterion("VWR-01", weight=4, scale="L5", axis="functional"),
    a_criterion("CON-01", weight=2, when="mobile", applies_to=(Applies.DEPARTMENT,)),
    a_criterion("CON-02", weight=2, asked_if="PLT-02 >= 2", applies_to=(Applies.SOURCE,)),
    a_criterion("ANA-01", weight=2, when="ai_live", applies_to=(Applies.PROGRAM,)),
)
CODES = ("PLT-01", "PLT-02", "VWR-01", "CON-02")


class Estate:
    """Two facilities, three departments, a dozen assets with answers; some never assessed."""

    def __init__(self, random: Random) -> None:
        self.random, self.planner = random, an_actor("planner")
        self.pack = a_pack(*CRITERIA, code="own")
        top = a_facility()
        places = [a_facility(parent=top), a_facility(parent=top)]
        self.departments = [
            a_department(facility=random.choice(places).code, annual_imaging_events=events)
            for events in (100, 2000, None)
        ]
        self.archive, self.next_archive = a_storage(), a_storage()
        self.sources = [
            a_source(
                department=random.choice(self.departments),
                annual_studies=random.choice((None, 10, 5000)),
                mobility=random.choice(("fixed", "handheld")),
                destination=self.archive.code,
            )
            for _ in range(7)
        ]
        self.ai = an_application(category="ai_platform", lifecycle="active")
        self.others = [a_viewer(), self.ai, self.archive, self.next_archive]
        for one in (*self.sources[:-1], *self.others):
            self.say(Subject.ASSET, one.id, self.levels())
        for one in self.departments[:2]:
            self.say(Subject.DEPARTMENT, one.id, self.levels())
        self.say(Subject.PROGRAM, 0, {"PLT-02": 2, "ANA-01": 4})

    def levels(self) -> dict[str, int]:
        picked = self.random.sample(CODES[:3], self.random.randint(1, 3))
        return {code: self.random.choice((0, 2, 4)) for code in picked}

    def say(self, subject, number, levels) -> None:
        given = {code.replace("-", "_"): level for code, level in levels.items()}
        answer(self.pack, subject, number, actor=self.planner, **given)

    def trial(self, **changes):
        self.pack = catalog.get_pack(self.pack.id)
        return trial(self.pack, Changes(**changes), on=clock.today())


def stored(pack):
    """Every figure that is kept, elements and maturity, as `trial` tells them."""
    db.session.expire_all()
    pack = catalog.get_pack(pack.id)
    maturity: Maturity = derive(pack, Chosen()).maturity
    return queries.figures(pack), element_scores(pack, scores.columns_of(pack)), maturity


def told(estate):
    return estate.figures, estate.elements, estate.maturity


def without_empty(found):
    figures, elements, maturity = found
    return {key: rows for key, rows in figures.items() if rows}, elements, maturity


def same(told_before, came):
    assert without_empty(told_before) == without_empty(came)


@pytest.fixture(params=range(3))
def estate(request, session):
    return Estate(Random(request.param))


def test_a_trial_without_changes_says_what_is_stored(estate):
    found = estate.trial()
    assert told(found.then) == told(found.now)
    same(told(found.now), stored(estate.pack))
    assert not found.moved(ASSET)


def test_answers(estate):
    random = estate.random
    things = [
        (Subject.ASSET, one.id) for one in random.sample([*estate.sources, *estate.others], 3)
    ]
    things += [(Subject.DEPARTMENT, estate.departments[2].id), (Subject.PROGRAM, 0)]
    things.append((Subject.ASSET, estate.sources[-1].id))
    levels = {thing: estate.levels() for thing in things}
    before = stored(estate.pack)
    found = estate.trial(
        answers={
            thing: {code: Cell(level) for code, level in said.items()}
            for thing, said in levels.items()
        }
    )
    same(stored(estate.pack), before)
    for (subject, number), given in levels.items():
        estate.say(subject, number, given)
    same(told(found.then), stored(estate.pack))
    assert found.now.figures[PROGRAM] != found.then.figures[PROGRAM]


def test_answers_taken_out_and_left_open(estate):
    one, two = estate.sources[:2]
    found = estate.trial(
        answers={
            (Subject.ASSET, one.id): {"PLT-01": Cell(NOT_KNOWN)},
            (Subject.ASSET, two.id): {"PLT-01": Cell(NOT_ASKED), "VWR-01": Cell(3, evidence=3)},
        }
    )
    answer(estate.pack, Subject.ASSET, one.id, PLT_01=said(state=AnswerState.UNKNOWN))
    left_out = said(state=AnswerState.NOT_APPLICABLE, reason="No plates there.")
    tested = said(3, evidence_kind="tested", evidence_note="Test of 3 May")
    answer(estate.pack, Subject.ASSET, two.id, PLT_01=left_out, VWR_01=tested)
    same(told(found.then), stored(estate.pack))


def test_weights_as_a_next_version_would_have_them(estate):
    found = estate.trial(weights={"PLT-01": 1, "VWR-01": 9})
    after = [
        one.model_copy(update={"weight": {"PLT-01": 1, "VWR-01": 9}.get(one.code, one.weight)})
        for one in CRITERIA
    ]
    later = a_pack(*after, code="own", version="2")
    a_decision(subject=("standards_pack", later.id), effects=[("adopt_standards_version", {})])
    same(told(found.then), stored(catalog.get_pack(later.id)))
    assert found.now.figures[ASSET] != found.then.figures[ASSET]


def test_weights_of_elements_move_the_program_alone(estate):
    found = estate.trial(element_weights={"PLT": 90})
    assert [found.moved(key) for key in (ASSET, DEPARTMENT, "organization_facility")] == [{}] * 3
    next(one for one in estate.pack.elements if one.code == "PLT").weight = 90
    recompute.recompute_all(estate.pack, on=clock.today(), at=clock.now())
    db.session.commit()
    same(told(found.then), stored(estate.pack))


def test_a_waiver_granted_and_one_ended(estate):
    one, two = estate.sources[:2]
    for each in (one, two):
        estate.say(Subject.ASSET, each.id, {"PLT-01": 0, "PLT-02": 4, "VWR-01": 4})
    waive(estate, two)
    found = estate.trial(
        granted={(Subject.ASSET, one.id): frozenset({"PLT-01"})},
        lifted={(Subject.ASSET, two.id): frozenset({"PLT-01"})},
    )
    before, after = found.moved(ASSET)[one.id]
    assert (before.fit, after.fit) == ("not_fit", "weak")
    decision = waive(estate, one)
    (waiver,) = [row for row in waivers_of(two) if row.status == "in_force"]
    a_decision(subject=("standards_waiver", waiver.id), effects=[("revoke_waiver", {})])
    assert decision is not None
    same(told(found.then), stored(estate.pack))


def test_assets_that_go(estate):
    """With their departments, what was asked there because of them, and the AI of the program."""
    gone = [*estate.random.sample(estate.sources, 3), estate.ai]
    found = estate.trial(gone={one.id: None for one in gone})
    for one in gone[:3]:
        retire_asset(one, actor=estate.planner, on=clock.today())
    gone[3].lifecycle = "retired"
    db.session.commit()
    estate.say(Subject.PROGRAM, 0, {"PLT-02": 4})
    estate.say(Subject.PROGRAM, 0, {"PLT-02": 2})
    same(told(found.then), stored(estate.pack))


def test_everything_at_once(estate):
    gone, stays = estate.sources[0], estate.sources[1]
    found = estate.trial(
        answers={(Subject.ASSET, stays.id): {"PLT-02": Cell(4)}},
        weights={"PLT-02": 7},
        gone={gone.id: None, estate.archive.id: estate.next_archive.id},
    )
    estate.say(Subject.ASSET, stays.id, {"PLT-02": 4})
    for one in estate.sources[1:]:
        one.destination_id = estate.next_archive.id
    db.session.commit()
    gone.lifecycle = estate.archive.lifecycle = "retired"
    db.session.commit()
    after = [
        one.model_copy(update={"weight": {"PLT-02": 7}.get(one.code, one.weight)})
        for one in CRITERIA
    ]
    later = a_pack(*after, code="own", version="2")
    a_decision(subject=("standards_pack", later.id), effects=[("adopt_standards_version", {})])
    same(told(found.then), stored(catalog.get_pack(later.id)))


def test_a_trial_writes_nothing(estate):
    db.session.commit()
    estate.trial(
        answers={(Subject.ASSET, estate.sources[0].id): {"PLT-02": Cell(4)}},
        weights={"PLT-01": 2},
        element_weights={"PLT": 3},
        gone={estate.sources[1].id: None},
    )
    assert not db.session.dirty
    assert not db.session.new
    assert db.session.query(Score).filter_by(pack_id=estate.pack.id).count()


def waive(estate, thing):
    terms = {
        "criterion": str(criterion(catalog.get_pack(estate.pack.id), "PLT-01").id),
        "ends_on": (clock.today() + timedelta(days=200)).isoformat(),
        "control": "Exported every night.",
        "owner": a_person().email,
    }
    return a_decision(subject=("inventory_asset", thing.id), effects=[("waive_for_asset", terms)])


def waivers_of(thing):
    return waivers.of_subject("inventory_asset", thing.id)
