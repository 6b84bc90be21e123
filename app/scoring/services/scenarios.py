"""Keep a scenario: begin it, change it, copy it, put it away, turn it into a proposal."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.engine.fit.disposition import Disposition
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import LEVELS_OF, WORDS_OF
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken
from app.kernel.permissions import Actor
from app.scoring.models import ChangeKind, Scenario, ScenarioChange
from app.scoring.queries import scenarios as queries
from app.scoring.queries.scenarios import Named
from app.scoring.translate.scenarios import answer_in_words
from app.standards.facts import EvidenceKind, Subject
from app.standards.models import Criterion, Pack
from app.standards.queries import assessments, catalog, waivers
from app.standards.queries.subjects import profile_of
from app.standards.translate import is_asked, knocks_out

MOST = 200
"""Changes of one scenario."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One change as it is typed: the code of a thing, the code of a criterion or element."""

    kind: ChangeKind
    thing: str = ""
    code: str = ""
    state: AnswerState | None = None
    level: int | None = None
    evidence_kind: EvidenceKind | None = None
    weight: int | None = None
    disposition: Disposition | None = None
    target: str = ""
    control: str = ""
    ends_on: date | None = None
    owner_email: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a scenario is called and asks, and whether others see it."""

    name: str
    question: str = ""
    is_shared: bool = False


def begin(pack: Pack, about: About, *, actor: Actor, at: datetime) -> Scenario:
    scenario = Scenario(pack_id=pack.id, owner_id=actor.person_id, made_at=at, changed_at=at)
    _say(scenario, about)
    db.session.add(scenario)
    db.session.flush()
    return scenario


def edit(scenario_id: int, about: About, *, actor: Actor, version: int) -> Scenario:
    scenario = _mine(scenario_id, actor, version)
    _say(scenario, about)
    return scenario


def put(
    scenario_id: int, wanted: Wanted, *, actor: Actor, at: datetime, version: int
) -> ScenarioChange:
    """Written over what the scenario says of the same thing and criterion."""
    scenario = _mine(scenario_id, actor, version)
    pack = catalog.get_pack(scenario.pack_id)
    row = _change(pack, wanted)
    same = [one for one in scenario.changes if _place(one) == _place(row)]
    if len(scenario.changes) - len(same) >= MOST:
        raise RuleBroken(f"A scenario holds {MOST} changes at most. Split it in two.")
    for one in same:
        scenario.changes.remove(one)
    db.session.flush()
    scenario.changes.append(row)
    scenario.changed_at = at
    db.session.flush()
    return row


def drop(scenario_id: int, change_id: int, *, actor: Actor, at: datetime, version: int) -> None:
    scenario = _mine(scenario_id, actor, version)
    row = next((one for one in scenario.changes if one.id == change_id), None)
    if row is None:
        raise NotFound("There is no such change in this scenario.")
    scenario.changes.remove(row)
    scenario.changed_at = at


def copy(scenario: Scenario, *, actor: Actor, at: datetime) -> Scenario:
    """One's own to change, private at first."""
    new = begin(
        scenario.pack, About(f"{scenario.name}, copy", scenario.question), actor=actor, at=at
    )
    left_out = {"id", "scenario_id"}
    names = [one.key for one in ScenarioChange.__mapper__.column_attrs if one.key not in left_out]
    for row in scenario.changes:
        values = {name: getattr(row, name) for name in names}
        db.session.add(ScenarioChange(scenario_id=new.id, **values))
    db.session.flush()
    return new


def remove(scenario_id: int, *, actor: Actor, version: int) -> None:
    db.session.delete(_mine(scenario_id, actor, version))


def _mine(scenario_id: int, actor: Actor, version: int) -> Scenario:
    scenario = queries.lock_for(actor, scenario_id)
    if scenario.owner_id != actor.person_id:
        raise Forbidden("Only its owner changes a scenario. Make a copy of your own.")
    if scenario.version != version:
        raise Conflict("This scenario was changed after you opened it. Load it again.")
    return scenario


def _say(scenario: Scenario, about: About) -> None:
    if not about.name.strip():
        raise RuleBroken("Give the scenario a name.")
    scenario.name, scenario.question = about.name.strip(), about.question.strip()
    scenario.is_shared = about.is_shared


def _place(row: ScenarioChange) -> tuple[object, ...]:
    return row.kind, row.subject_key, row.subject_id, row.code


def _change(pack: Pack, wanted: Wanted) -> ScenarioChange:
    """Checked against the pack and the thing; the refusal says what would be right."""
    return CHECKS[wanted.kind](pack, wanted)


def _answer(pack: Pack, wanted: Wanted) -> ScenarioChange:
    thing, criterion = _thing(wanted.thing), _criterion(pack, wanted.code)
    profile = profile_of(thing.subject, thing.id)
    if not is_asked(criterion, profile.applies, profile.known):
        raise RuleBroken(f"{criterion.code} is not asked of {thing.title}.")
    if wanted.state is AnswerState.ANSWERED and wanted.level not in LEVELS_OF[criterion.scale]:
        words = WORDS_OF[criterion.scale]
        offered = ", ".join(f"{level} {words[level]}" for level in LEVELS_OF[criterion.scale])
        raise RuleBroken(f"{criterion.code} is answered with one of these: {offered}.")
    now = assessments.answers_of(pack, profile).get(criterion.id)
    is_level = wanted.state is AnswerState.ANSWERED
    return ScenarioChange(
        **_about(wanted, thing, criterion.code),
        state=wanted.state,
        level=wanted.level if is_level else None,
        evidence_kind=wanted.evidence_kind if is_level else None,
        before=answer_in_words(criterion, now),
    )


def _weight(pack: Pack, wanted: Wanted) -> ScenarioChange:
    criterion = _criterion(pack, wanted.code)
    return ScenarioChange(
        kind=wanted.kind,
        subject_key="",
        subject_id=0,
        code=criterion.code,
        weight=_whole(wanted.weight),
        before=str(criterion.weight),
    )


def _element_weight(pack: Pack, wanted: Wanted) -> ScenarioChange:
    element = catalog.element_of(pack, wanted.code)
    return ScenarioChange(
        kind=wanted.kind,
        subject_key="",
        subject_id=0,
        code=element.code,
        weight=_whole(wanted.weight),
        before=str(element.weight),
    )


def _waiver(pack: Pack, wanted: Wanted) -> ScenarioChange:
    thing, criterion = _thing(wanted.thing), _criterion(pack, wanted.code)
    if thing.subject is Subject.PROGRAM:
        raise RuleBroken("A waiver is for an asset or a department, not for the program.")
    profile = profile_of(thing.subject, thing.id)
    if not knocks_out(criterion, profile.applies, profile.known):
        raise RuleBroken(f"{criterion.code} forbids nothing for {thing.title}: nothing to waive.")
    return ScenarioChange(
        **_about(wanted, thing, criterion.code),
        control=wanted.control.strip(),
        ends_on=wanted.ends_on,
        owner_email=wanted.owner_email.strip(),
        before="not waived",
    )


def _waiver_ends(pack: Pack, wanted: Wanted) -> ScenarioChange:
    thing, criterion = _thing(wanted.thing), _criterion(pack, wanted.code)
    there = [
        one
        for one in waivers.of_subject(thing.subject.key, thing.id)
        if one.criterion.code == criterion.code and one.status in waivers.MAY_COUNT
    ]
    if not there:
        raise RuleBroken(f"{criterion.code} is not waived for {thing.title}: nothing to end.")
    until = f"waived until {there[0].ends_on.isoformat()}"
    return ScenarioChange(**_about(wanted, thing, criterion.code), before=until)


def _disposition(_pack: Pack, wanted: Wanted) -> ScenarioChange:
    thing = _thing(wanted.thing)
    if thing.subject is not Subject.ASSET:
        raise RuleBroken("Only an asset has a disposition. Write its code, such as APP-0003.")
    if wanted.disposition in {None, Disposition.UNDECIDED}:
        raise RuleBroken("Choose what becomes of it.")
    target = _thing(wanted.target) if wanted.target.strip() else None
    if target is not None and (target.subject is not Subject.ASSET or target.id == thing.id):
        raise RuleBroken("What takes over is another asset. Write its code, such as APP-0003.")
    if wanted.disposition is Disposition.CONSOLIDATE and target is None:
        raise RuleBroken("Name the asset it is consolidated into.")
    return ScenarioChange(
        **_about(wanted, thing, ""),
        disposition=wanted.disposition,
        target_id=target.id if target else None,
        before="in use",
    )


CHECKS = {
    ChangeKind.ANSWER: _answer,
    ChangeKind.WEIGHT: _weight,
    ChangeKind.ELEMENT_WEIGHT: _element_weight,
    ChangeKind.WAIVER: _waiver,
    ChangeKind.WAIVER_ENDS: _waiver_ends,
    ChangeKind.DISPOSITION: _disposition,
}


def _about(wanted: Wanted, thing: Named, code: str) -> dict[str, Any]:
    return {
        "kind": wanted.kind,
        "subject_key": thing.subject.key,
        "subject_id": thing.id,
        "code": code,
    }


def _thing(code: str) -> Named:
    if (found := queries.find_thing(code)) is None:
        raise RuleBroken(
            f"There is no asset or department {code.strip()!r}. "
            "Write its code as the inventory shows it, or program."
        )
    return found


def _criterion(pack: Pack, code: str) -> Criterion:
    wanted = code.strip().upper()
    for one in pack.criteria:
        if one.code.upper() == wanted and not one.is_superseded:
            return one
    raise RuleBroken(f"{pack.title} has no criterion {code.strip()!r}.")


def _whole(weight: int | None) -> int:
    if weight is None or not 1 <= weight <= 100:
        raise RuleBroken("A weight is a whole number from 1 to 100.")
    return weight
