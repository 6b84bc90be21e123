"""Answer criteria: on one sheet, or many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, select

from app.audit.models import Action
from app.audit.recorder import record_bulk
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.condition import Value
from app.engine.scoring.scale import LEVELS_OF, Scale, level_of_measure
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, RuleBroken
from app.kernel.facts import Refused
from app.kernel.permissions import Actor
from app.standards.facts import AnswerFacts, Subject
from app.standards.models import Answer, Assessment, Criterion, Pack
from app.standards.policy import may_answer
from app.standards.queries import assessments
from app.standards.queries.assignments import WHOLE, sections_given
from app.standards.queries.subjects import Profile
from app.standards.services.derived import follow
from app.standards.services.packs import thousandths
from app.standards.translate import asked_of, said_in

NOT_YOURS = "You may not answer for this. Ask its department's lead or a planner."


@dataclass(frozen=True, slots=True)
class Given:
    """What is said to one criterion. `seen`: the version of the answer seen, 0 for none."""

    criterion: Criterion
    facts: AnswerFacts
    seen: int = 0


class StaleAnswers(Conflict):
    """Somebody else answered meanwhile; `criterion_ids` says where."""

    def __init__(self, stale: Sequence[Given]) -> None:
        self.criterion_ids = frozenset(one.criterion.id for one in stale)
        codes = ", ".join(one.criterion.code for one in stale)
        super().__init__(
            f"Somebody else answered {codes} while you were writing. Nothing was saved: compare "
            "both answers below and save again."
        )


def save_answers(
    pack: Pack, profile: Profile, given: Sequence[Given], *, actor: Actor, at: datetime
) -> int:
    """Keep what is new or different, all of it or nothing; the number of answers kept."""
    _refuse_others(pack, profile, given, actor)
    there = assessments.answers_of(pack, profile)
    _refuse_unasked(pack, profile, given, said_in(pack.criteria, there))
    changed = [one for one in given if _differs(one, there.get(one.criterion.id))]
    if stale := [one for one in changed if _version(there.get(one.criterion.id)) != one.seen]:
        raise StaleAnswers(stale)
    if changed:
        sheet = assessments.find_assessment(pack, profile) or _begin(pack, profile)
        for one in changed:
            _write(sheet, there.get(one.criterion.id), one, actor=actor, at=at)
        db.session.flush()
        follow(pack, profile)
    return len(changed)


def sections_open_to(actor: Actor, pack: Pack, profile: Profile) -> frozenset[str]:
    """Codes of the elements this actor may answer: all by right, or those assigned."""
    every = frozenset(element.code for element in pack.elements)
    if may_answer(actor, profile.subject, profile.department_id):
        return every
    given = sections_given(actor, pack, profile)
    return every if WHOLE in given else given & every


def _refuse_others(pack: Pack, profile: Profile, given: Sequence[Given], actor: Actor) -> None:
    codes = {element.id: element.code for element in pack.elements}
    wanted = {codes[one.criterion.element_id] for one in given}
    mine = sections_open_to(actor, pack, profile)
    if not mine or not wanted <= mine:
        raise Forbidden(NOT_YOURS)


def _refuse_unasked(
    pack: Pack, profile: Profile, given: Sequence[Given], before: Mapping[str, Value]
) -> None:
    """Asked before or after these answers: one of them may be what the other waits for."""
    after = dict(before)
    for one in given:
        level = settled(one.criterion, one.facts)["level"]
        after.pop(one.criterion.code, None)
        if level is not None:
            after[one.criterion.code] = Decimal(level)
    asked = {one.id for said in (before, after) for one in asked_of(pack.criteria, profile, said)}
    if strange := [one.criterion.code for one in given if one.criterion.id not in asked]:
        raise RuleBroken(f"{', '.join(strange)} is not asked of {profile.title}.")


def save_many(
    pack: Pack,
    subject: Subject,
    answers: Mapping[int, Mapping[int, AnswerFacts]],
    *,
    actor: Actor,
    at: datetime,
) -> int:
    """Answers by subject and criterion, for sheets that are still blank; written in bulk.

    Each answer leaves its history. Scores of these subjects are computed by whoever asked for this.
    """
    if not may_answer(actor, Subject.PROGRAM, None):
        raise Forbidden("You may not answer for the whole estate. Ask a planner.")
    criteria = {one.id: one for one in pack.criteria}
    _refuse_begun(pack, subject, answers)
    sheets = begin_many(pack, subject, list(answers))
    rows = [
        {"assessment_id": sheets[subject_id], "criterion_id": criterion_id}
        | settled(criteria[criterion_id], facts)
        | {"answered_by_id": actor.person_id, "answered_at": at}
        for subject_id, by_criterion in answers.items()
        for criterion_id, facts in by_criterion.items()
    ]
    _insert(Answer, rows)
    return len(rows)


def begin_many(pack: Pack, subject: Subject, subject_ids: Sequence[int]) -> dict[int, int]:
    """Blank sheets; their numbers by subject."""
    rows = [
        {"pack_id": pack.id, "subject_key": subject.key, "subject_id": subject_id}
        for subject_id in subject_ids
    ]
    return dict(zip(subject_ids, _insert(Assessment, rows), strict=True))


def settled(criterion: Criterion, facts: AnswerFacts) -> dict[str, Any]:
    """The columns of an answer; Refused where it does not fit the criterion's scale."""
    columns = {
        "state": facts.state,
        "level": None,
        "measured": None,
        "reason": "",
        "remedy_on": None,
        "evidence_kind": facts.evidence_kind,
        "evidence_note": facts.evidence_note or "",
    }
    if facts.state is AnswerState.NOT_APPLICABLE:
        if not facts.reason:
            raise Refused({"reason": "Say why it does not apply: what is left out needs a reason."})
        return columns | {"reason": facts.reason}
    if facts.state is AnswerState.UNKNOWN:
        return columns
    measured = None if facts.measured is None else thousandths(facts.measured)
    return columns | {
        "level": _level(criterion, facts.level, measured),
        "measured": measured if criterion.scale is Scale.NUM else None,
        "remedy_on": facts.remedy_on,
    }


def _level(criterion: Criterion, level: int | None, measured: int | None) -> int:
    if criterion.scale is Scale.NUM:
        if measured is None or criterion.bands is None:
            raise Refused({"measured": f"Write the measure, in {criterion.unit}."})
        return level_of_measure(measured, criterion.bands, rising=criterion.is_rising)
    if level not in LEVELS_OF[criterion.scale]:
        raise Refused({"level": "Choose one of the levels."})
    return level


def _differs(one: Given, there: Answer | None) -> bool:
    new = settled(one.criterion, one.facts)
    return there is None or any(getattr(there, name) != value for name, value in new.items())


def _version(there: Answer | None) -> int:
    return there.version if there else 0


def _write(
    sheet: Assessment, there: Answer | None, one: Given, *, actor: Actor, at: datetime
) -> None:
    answer = there or Answer(assessment_id=sheet.id, criterion_id=one.criterion.id)
    for name, value in settled(one.criterion, one.facts).items():
        setattr(answer, name, value)
    answer.answered_by_id, answer.answered_at = actor.person_id, at
    answer.rule_id, answer.shown_by = None, ""
    answer.derived_from_id = None
    db.session.add(answer)


def _begin(pack: Pack, profile: Profile) -> Assessment:
    sheet = Assessment(pack_id=pack.id, subject_key=profile.subject.key, subject_id=profile.id)
    db.session.add(sheet)
    db.session.flush()
    return sheet


def _refuse_begun(pack: Pack, subject: Subject, subject_ids: Iterable[int]) -> None:
    begun = set(
        db.session.scalars(
            select(Assessment.subject_id).where(
                Assessment.pack_id == pack.id, Assessment.subject_key == subject.key
            )
        )
    )
    if again := sorted(begun & set(subject_ids)):
        raise Conflict(f"{len(again)} of these sheets are begun already; answer them one by one.")


def _insert(
    model: type[Answer] | type[Assessment], rows: Sequence[dict[str, Any]]
) -> Sequence[int]:
    """The numbers of the new rows, in order; each row is told to the history."""
    if not rows:
        return []
    made = insert(model).returning(model.id, sort_by_parameter_order=True)
    ids = db.session.scalars(made, rows).all()
    record_bulk(db.session(), model.__tablename__, map(_created, ids, rows))
    return ids


def _created(row_id: int, row: Mapping[str, Any]) -> tuple[int, Action, dict[str, Any]]:
    known = {name: (None, value) for name, value in row.items() if value is not None}
    return row_id, Action.CREATED, known
