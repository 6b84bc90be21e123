"""What differs between two versions, and what becomes of answers when one takes over."""

from datetime import date

import pytest
from sqlalchemy import select

from app.audit.services import verify
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.subjects import DecisionRef, Difference
from app.standards.facts import Subject
from app.standards.facts.waivers import WaiverStatus
from app.standards.models import Answer, Assessment, Assignment, Waiver
from app.standards.queries import catalog
from app.standards.services.adoption import adopt
from app.standards.services.versions import compare, successors
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.inventory import a_source
from tests.factories.standards import a_criterion, a_pack, a_pack_file, answer, criterion, said

ASSET = Subject.ASSET
MEASURED = {"scale": "NUM", "unit": "%", "bands": ("25", "50", "75", "100")}


def compared(before, after):
    return compare(a_pack_file(*before), a_pack_file(*after))


def two(before, after, **said):
    """Version 1 in force, version 2 beside it."""
    a_pack(*before, code="own", **said)
    a_pack(*after, code="own", version="2", **said)
    return catalog.find_pack("own", "1"), catalog.find_pack("own", "2")


def adopted(after):
    made = a_decision()
    with db.session.begin_nested():
        found = adopt(
            catalog.get_pack(after.id),
            DecisionRef(made.id, made.number, made.effective_on, None, clock.now()),
        )
    db.session.commit()
    return found


def test_what_is_new_gone_or_superseded_is_named():
    gone = a_criterion("A-3")
    found = compared(
        [a_criterion("A-1"), a_criterion("A-2"), gone, a_criterion("A-4", superseded=True)],
        [a_criterion("A-1"), a_criterion("A-2", superseded=True), a_criterion("B-1")],
    )
    assert [one.code for one in found.added] == ["B-1"]
    assert [one.code for one in found.removed] == ["A-2", "A-3"]
    assert (found.changed, found.same) == ((), 1)
    assert [one.label for one in found.elements] == ["B"]


@pytest.mark.parametrize(
    ("before", "after", "counts", "words"),
    [
        ({}, {"weight": 3}, Difference("Weight", "1", "3"), None),
        (
            {"pass_level": 2},
            {"scale": "L5", "pass_level": 2},
            Difference("Scale", "YPN", "L5"),
            None,
        ),
        (
            {"scale": "L5", "knock_out": True},
            {"scale": "L5", "knock_out": True, "pass_level": 4},
            Difference("Pass line", "level 3", "level 4"),
            None,
        ),
        ({}, {"tier": "deprecated"}, None, Difference("Tier", "Recommended", "On its way out")),
        (
            {"applies_to": ["SRC"]},
            {"applies_to": ["SRC", "APP"], "when": "mobile"},
            Difference(
                "Asked of", "Sources", "Sources, Applications (where the device is carried about)"
            ),
            None,
        ),
        (
            MEASURED,
            MEASURED | {"bands": ("30", "50", "75", "100")},
            Difference("Bands", "from 25, 50, 75, 100 %", "from 30, 50, 75, 100 %"),
            None,
        ),
        (
            {},
            {"knock_out": True, "knock_out_for": ["STO"], "knock_out_when": "sensitive"},
            Difference("Forbids", "nothing", "knock-out Storage, where images are sensitive"),
            Difference("Tier", "Recommended", "Mandatory"),
        ),
        ({}, {"statement": "Else."}, None, Difference("Statement", "A-1 is in place.", "Else.")),
        ({}, {"guidance": "Look."}, None, Difference("Guidance", "nothing", "Look.")),
        (
            {},
            {"levels": ["None.", "Half.", "All."]},
            None,
            Difference("Levels", "nothing", "no: None. partial: Half. yes: All."),
        ),
    ],
)
def test_each_change_is_told_with_both_sides(before, after, counts, words):
    change = compared([a_criterion("A-1", **before)], [a_criterion("A-1", **after)]).changed[0]
    assert (counts in change.counts) or counts is None
    assert (words in change.words) or words is None
    assert len(change.counts) == bool(counts)


def test_a_criterion_that_moves_or_is_renamed_is_the_same_criterion(session):
    first = [a_criterion("A-1"), a_criterion("A-2")]
    then = [a_criterion("B-1", formerly="A-1"), a_criterion("A-2", element="B")]
    found = compared(first, then)
    assert (found.added, found.removed) == ((), ())
    assert [[one.label for one in change.moved] for change in found.moved] == [
        ["Code", "Element"],
        ["Element"],
    ]
    before, after = two(first, then)
    names = [(one.before.code, one.after.code) for one in successors(before, after)]
    assert names == [("A-1", "B-1"), ("A-2", "A-2")]
    back = [(one.before.code, one.after.code) for one in successors(after, before)]
    assert back == [("B-1", "A-1"), ("A-2", "A-2")]


def test_a_code_that_is_still_there_is_not_taken_over(session):
    first, then = [a_criterion("A-1")], [a_criterion("A-1"), a_criterion("A-2", formerly="A-1")]
    assert [one.code for one in compared(first, then).added] == ["A-2"]
    before, after = two(first, then)
    assert [(one.before.code, one.after.code) for one in successors(before, after)] == [
        ("A-1", "A-1")
    ]


def test_a_new_version_waits_and_the_first_is_in_force(session):
    before, after = two([a_criterion()], [a_criterion(weight=2)])
    assert (before.is_in_force, before.is_leading) == (True, True)
    assert (after.is_in_force, after.is_leading) == (False, False)
    assert catalog.version_in_force("own").id == before.id
    with pytest.raises(RuleBroken, match="in force already"):
        adopted(before)


def test_adopting_keeps_answers_with_who_gave_them_and_when(session):
    before, after = two(
        [a_criterion("A-1"), a_criterion("A-2", scale="L5"), a_criterion("A-3", **MEASURED)],
        [
            a_criterion("B-1", formerly="A-1"),
            a_criterion("A-2"),
            a_criterion("A-3", **MEASURED | {"bands": ("10", "20", "30", "40")}),
        ],
    )
    source = a_source()
    answer(before, ASSET, source.id, A_1=4, A_2=3, A_3=said(measured="45"))
    answers = select(Answer).order_by(Answer.id)
    given = [(one.id, one.answered_by_id, one.answered_at) for one in db.session.scalars(answers)]
    found = adopted(after)
    assert (found.before.version, found.kept, found.left) == ("1", 2, 1)
    db.session.expire_all()
    kept = db.session.scalars(answers).all()
    assert [(one.id, one.answered_by_id, one.answered_at) for one in kept] == given
    after = catalog.get_pack(after.id)
    codes = {one.id: one.code for one in (*after.criteria, *catalog.get_pack(before.id).criteria)}
    assert [(codes[one.criterion_id], one.level) for one in kept] == [
        ("B-1", 4),
        ("A-2", 3),
        ("A-3", 4),
    ]
    assert [one.version for one in kept] == [2, 2, 2]
    packs = {one.id: one.pack_id for one in db.session.scalars(select(Assessment))}
    assert [packs[one.assessment_id] for one in kept] == [after.id, before.id, after.id]
    assert verify().fault is None


def test_the_version_adopted_is_in_force_and_leads_under_its_decision(session):
    before, after = two([a_criterion()], [a_criterion(weight=2)])
    adopted(after)
    before, after = catalog.get_pack(before.id), catalog.get_pack(after.id)
    assert (after.is_in_force, after.is_leading, after.replaced_on) == (True, True, None)
    assert (before.is_in_force, before.is_leading) == (False, False)
    assert after.adopted_on == before.replaced_on == clock.today()
    assert after.decision_id is not None


def test_an_earlier_version_may_come_back_and_so_do_its_answers(session):
    before, after = two([a_criterion("A-1")], [a_criterion("A-2", formerly="A-1")])
    source = a_source()
    answer(before, ASSET, source.id, A_1=2)
    adopted(after)
    assert adopted(before).kept == 1
    kept = db.session.scalars(select(Answer)).one()
    assert kept.criterion_id == criterion(catalog.get_pack(before.id), "A-1").id


def test_an_answer_given_to_the_new_version_wins(session):
    before, after = two([a_criterion("A-1")], [a_criterion("A-1", weight=2)])
    source, other = a_source(), a_source()
    answer(before, ASSET, source.id, A_1=0)
    answer(before, ASSET, other.id, A_1=2)
    answer(after, ASSET, source.id, A_1=4)
    found = adopted(after)
    assert (found.kept, found.left) == (1, 1)
    one = criterion(catalog.get_pack(after.id), "A-1").id
    rows = select(Assessment.subject_id, Answer.level).join(Answer.assessment)
    found = dict(db.session.execute(rows.where(Answer.criterion_id == one)).all())
    assert found == {source.id: 4, other.id: 2}


def test_adopting_without_a_version_before_is_simple(session):
    a_pack(code="own")
    pack = catalog.find_pack("own", "1")
    pack.is_in_force = False
    db.session.commit()
    assert adopted(pack).before is None
    assert catalog.version_in_force("own").adopted_on <= date.max


def test_who_is_asked_and_what_is_waived_goes_along(session):
    before, after = two(
        [a_criterion("A-1", knock_out=True), a_criterion("B-1")],
        [a_criterion("A-9", knock_out=True, formerly="A-1")],
    )
    source, person, today = a_source(), a_person("planner"), clock.today()
    said = {"subject_key": ASSET.key, "subject_id": source.id}
    asked = {"assignee_id": person.id, "assigned_by_id": person.id, "due_on": today}
    for section in ("A", "B"):
        db.session.add(
            Assignment(pack_id=before.id, section=section, assigned_at=clock.now(), **said, **asked)
        )
    days = dict.fromkeys(("starts_on", "ends_on", "returns_on"), today)
    db.session.add(
        Waiver(
            criterion_id=criterion(before, "A-1").id,
            control="Looked after.",
            owner_id=person.id,
            status=WaiverStatus.IN_FORCE,
            decision_id=a_decision().id,
            **said,
            **days,
        )
    )
    db.session.commit()
    adopted(after)
    sections = dict(db.session.execute(select(Assignment.section, Assignment.pack_id)).all())
    assert sections == {"A": after.id, "B": before.id}
    waived = db.session.scalars(select(Waiver.criterion_id)).one()
    assert waived == criterion(catalog.get_pack(after.id), "A-9").id
