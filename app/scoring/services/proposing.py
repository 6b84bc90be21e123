"""A scenario as a draft proposal: what a vote can change goes along, the rest is named in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.governance.facts import ProposalFacts
from app.governance.facts.vocabulary import ResponsibilityArea
from app.governance.models import Body, Proposal
from app.governance.services import proposals
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Actor
from app.scoring.models import ChangeKind, Scenario, ScenarioChange
from app.scoring.queries import scenarios as queries
from app.scoring.queries.scenarios import Named
from app.scoring.services.comparing import compare
from app.scoring.translate.scenarios import sentence
from app.standards.facts import Subject
from app.standards.models import Criterion
from app.standards.queries import waivers
from app.standards.queries.catalog import get_pack

Thing = tuple[str, int]

LONGEST_TITLE = 200
WAIVES = {Subject.ASSET.key: "waive_for_asset", Subject.DEPARTMENT.key: "waive_for_department"}
STEPS = {
    ChangeKind.ANSWER: "answered on its sheet once it is so",
    ChangeKind.WEIGHT: "comes with a new version of the pack, which a body adopts",
    ChangeKind.ELEMENT_WEIGHT: "comes with a new version of the pack, which a body adopts",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a vote on one thing could change, as the effect takes it."""

    change: ScenarioChange
    subject: Thing
    kind: str
    payload: Mapping[str, str]


def effects_of(scenario: Scenario) -> list[Effect]:
    criteria = {one.code: one for one in get_pack(scenario.pack_id).criteria}
    found = (_effect(one, criteria) for one in scenario.changes)
    return [one for one in found if one is not None]


def subjects_of(scenario: Scenario) -> list[tuple[str, str]]:
    """Each thing a proposal could be about, with how many changes it would carry."""
    found = effects_of(scenario)
    names = queries.things(scenario.changes)
    many: dict[Thing, int] = {}
    for one in found:
        many[one.subject] = many.get(one.subject, 0) + 1
    titles = {one.subject: _title_of(one, names) for one in found}
    return [
        (f"{key}:{number}", f"{titles[(key, number)]} ({count} of its changes)")
        for (key, number), count in many.items()
    ]


def propose(
    scenario: Scenario, body: Body, about: Thing | None, *, actor: Actor, at: datetime
) -> Proposal:
    """A draft of the actor's own, to be edited and submitted like any other."""
    if not scenario.changes:
        raise RuleBroken("This scenario changes nothing yet, so there is nothing to propose.")
    carried = [one for one in effects_of(scenario) if one.subject == about]
    facts = ProposalFacts(
        title=scenario.name[:LONGEST_TITLE],
        text=_text(scenario, {one.change.id for one in carried}),
        reason=_reason(scenario, at.date()),
        areas=(ResponsibilityArea.PROGRAM,),
    )
    proposal = proposals.draft(body, facts, author=actor, at=at, subject=about)
    for one in carried:
        proposals.add_effect(proposal, one.kind, one.payload, actor=actor, at=at)
    scenario.proposal_id = proposal.id
    return proposal


def _effect(change: ScenarioChange, criteria: Mapping[str, Criterion]) -> Effect | None:
    thing = (change.subject_key, change.subject_id)
    if change.kind is ChangeKind.DISPOSITION and change.disposition is not None:
        target = change.target.code if change.target else ""
        payload = {"disposition": change.disposition.value, "target_asset": target}
        return Effect(change, thing, "decide_disposition", payload | {"target_on": ""})
    if change.kind is ChangeKind.WAIVER and _has_terms(change):
        payload = {
            "criterion": str(criteria[change.code].id),
            "ends_on": change.ends_on.isoformat() if change.ends_on else "",
            "control": change.control,
            "owner": change.owner_email,
            "returns_on": "",
        }
        return Effect(change, thing, WAIVES[change.subject_key], payload)
    if change.kind is ChangeKind.WAIVER_ENDS:
        standing = [
            one
            for one in waivers.of_subject(*thing)
            if one.criterion.code == change.code and one.status in waivers.MAY_COUNT
        ]
        if standing:
            waiver = ("standards_waiver", standing[0].id)
            return Effect(change, waiver, "revoke_waiver", {})
    return None


def _has_terms(change: ScenarioChange) -> bool:
    return bool(change.control and change.ends_on and change.owner_email)


def _title_of(effect: Effect, names: Mapping[Thing, Named]) -> str:
    about = names.get((effect.change.subject_key, effect.change.subject_id))
    title = about.title if about else "a thing that is gone"
    return (
        title if effect.kind != "revoke_waiver" else f"Waiver of {effect.change.code} for {title}"
    )


def _text(scenario: Scenario, carried: set[int]) -> str:
    names = queries.things(scenario.changes)
    criteria = {one.code: one for one in get_pack(scenario.pack_id).criteria}
    ours = [one for one in scenario.changes if one.id in carried]
    others = [one for one in scenario.changes if one.id not in carried]
    parts = []
    if ours:
        parts.append(_listed("What this vote changes:", ours, names, criteria))
    if others:
        parts.append(
            _listed("What else belongs to it, each by its own way:", others, names, criteria)
        )
    return "\n\n".join(parts)


def _listed(
    head: str,
    rows: Sequence[ScenarioChange],
    names: Mapping[Thing, Named],
    criteria: Mapping[str, Criterion],
) -> str:
    lines = [f"- {sentence(one, names, criteria)}{_way(one, head)}" for one in rows]
    return "\n".join([head, *lines])


def _way(one: ScenarioChange, head: str) -> str:
    if head.startswith("What this"):
        return ""
    return f" ({STEPS.get(one.kind, 'takes a proposal of its own')})"


def _reason(scenario: Scenario, on: date) -> str:
    found = compare(scenario, on=on)
    said = " ".join(found.sentences)
    question = f"{scenario.question} " if scenario.question else ""
    return f"{question}As reckoned on {on.isoformat()}: {said}"
