"""Answers that follow from the inventory by rule, under those a person gave."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.condition import Known, claims
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor
from app.standards.facts import Subject
from app.standards.models import Answer, Assessment, Criterion, Pack, Rule
from app.standards.policy import may_answer
from app.standards.queries import assessments
from app.standards.queries.evidence import Served
from app.standards.queries.known import FOLLOWED, known_facts
from app.standards.queries.subjects import Profile, profiles_of
from app.standards.services.answers import NOT_YOURS, begin_many, sections_open_to
from app.standards.translate import Outcome, asked_of, outcome, readable, said_in

Followed = Mapping[int, Known]
"""Facts by asset that only a higher area can tell, such as verdicts on paths."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    sheet: Assessment
    profile: Profile
    there: Mapping[int, Answer]
    known: Known


def names_of(rules: Sequence[Rule]) -> set[str]:
    """The facts these rules look at."""
    conditions = [readable(one.condition) for one in rules if one.condition]
    names = {claim.name for condition in conditions for claim in claims(condition)}
    return names | {one.measure for one in rules if one.measure}


def follow_rules(
    pack: Pack, asset_ids: Collection[int], followed: Followed, *, on: date, at: datetime
) -> int:
    """On sheets that are begun: what a person answered stays, the rest is as the facts are now."""
    moved = 0
    for one in _sheets(pack, asset_ids, followed, on):
        one.sheet.followed_on = on
        for criterion, rules in _asked(pack, one):
            there = one.there.get(criterion.id)
            if there is None or there.rule_id is not None:
                found = outcome(criterion, rules, one.known)
                moved += _put(one.sheet, criterion, there, found, at=at)
    db.session.flush()
    return moved


def begin_sheets(pack: Pack, *, actor: Actor) -> int:
    """A sheet for every asset that has none; the next rounds of due work fill them by rule."""
    if not may_answer(actor, Subject.PROGRAM, None):
        raise Forbidden("You may not answer for the whole estate. Ask a planner.")
    if not pack.rules:
        raise RuleBroken("This pack has no rules, so nothing follows from the inventory.")
    return len(begin_many(pack, Subject.ASSET, assessments.assets_without_sheet(pack)))


def has_rule(served: Served) -> bool:
    """Whether the pack says how this answer may follow from the inventory."""
    of_asset = served.profile.subject is Subject.ASSET
    return of_asset and served.answer.criterion_id in _rules(served.pack)


def follows_path(served: Served) -> bool:
    """Whether only whoever follows image paths can tell what the inventory says."""
    return bool(names_of(_rules(served.pack).get(served.answer.criterion_id, [])) & FOLLOWED.keys())


def preview(served: Served, followed: Known, on: date) -> Outcome | None:
    """What the inventory says to the criterion of an answer, whoever gave that."""
    rules = _rules(served.pack).get(served.answer.criterion_id, [])
    if not rules or served.profile.subject is not Subject.ASSET:
        return None
    facts = dict(known_facts(names_of(rules), [served.profile.id], on=on))[served.profile.id]
    return outcome(served.answer.criterion, rules, {**facts, **followed})


def take_back(served: Served, followed: Known, *, actor: Actor, on: date, at: datetime) -> None:
    """A person's answer makes way for the one of the inventory."""
    codes = {element.id: element.code for element in served.pack.elements}
    mine = sections_open_to(actor, served.pack, served.profile)
    if codes[served.answer.criterion.element_id] not in mine:
        raise Forbidden(NOT_YOURS)
    found = preview(served, followed, on)
    if found is None:
        raise RuleBroken("The inventory does not say anything to this criterion now.")
    _put(served.answer.assessment, served.answer.criterion, served.answer, found, at=at)


def _sheets(
    pack: Pack, asset_ids: Collection[int], followed: Followed, on: date
) -> Iterator[_Sheet]:
    begun = assessments.sheets_of_assets(pack, asset_ids)
    if not begun:
        return
    profiles = profiles_of(Subject.ASSET, sorted(begun))
    there = assessments.answers_on(begun.values())
    facts = dict(known_facts(names_of(pack.rules), sorted(begun), on=on))
    for asset_id, sheet in begun.items():
        known = {**facts[asset_id], **followed.get(asset_id, {})}
        if not profiles[asset_id].is_retired:
            yield _Sheet(sheet, profiles[asset_id], there.get(sheet.id, {}), known)


def _asked(pack: Pack, one: _Sheet) -> Iterator[tuple[Criterion, list[Rule]]]:
    rules = _rules(pack)
    for criterion in asked_of(pack.criteria, one.profile, said_in(pack.criteria, one.there)):
        if criterion.id in rules:
            yield criterion, rules[criterion.id]


def _rules(pack: Pack) -> dict[int, list[Rule]]:
    rules: dict[int, list[Rule]] = {}
    for rule in pack.rules:
        rules.setdefault(rule.criterion_id, []).append(rule)
    return rules


def _put(
    sheet: Assessment,
    criterion: Criterion,
    there: Answer | None,
    found: Outcome | None,
    *,
    at: datetime,
) -> bool:
    """Whether anything is other than before. What is not known any more is an open answer."""
    if found is None and (there is None or there.state is AnswerState.UNKNOWN):
        return False
    answer = there or Answer(assessment_id=sheet.id, criterion_id=criterion.id)
    said = {
        "state": AnswerState.ANSWERED if found else AnswerState.UNKNOWN,
        "level": found.level if found else None,
        "measured": found.measured if found else None,
        "shown_by": found.shown_by if found else "",
        "rule_id": found.rule.id if found else answer.rule_id,
    }
    if all(getattr(answer, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(answer, name, value)
    if found:
        answer.evidence_kind, answer.evidence_note = found.rule.evidence_kind, ""
    answer.reason, answer.remedy_on = "", None
    answer.answered_by_id, answer.answered_at = None, at
    answer.derived_from_id = None
    db.session.add(answer)
    return True
