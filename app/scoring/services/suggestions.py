"""What the rules suggest for scored assets, kept beside the score and in the standing of each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.engine.fit.disposition import Suggestion, suggest
from app.engine.fit.rivals import Candidate, strongest
from app.engine.scoring.answer import Axis
from app.inventory.services.standing import set_standings
from app.scoring.queries.estate import EstateFacts, estate_facts, peers
from app.scoring.queries.scores import stored
from app.scoring.services.results import Found
from app.scoring.translate.dispositions import candidate, facts_for_rules
from app.scoring.translate.sheets import unpacked
from app.standards.facts import Subject
from app.standards.models import Pack

NONE: dict[str, Any] = {"suggested": None, "rule": None, "reason": None, "target_id": None}

KEPT = (
    "confirmed",
    "provisional",
    "completeness",
    "fit",
    "functional",
    "technical",
    "open_knock_outs",
    "suggested",
)
"""The values that lists of assets filter and sort by."""

Strong = Mapping[str, tuple[Candidate, ...]]


def suggest_for(pack: Pack, found: Sequence[Found], *, on: date, is_everything: bool) -> None:
    """Fill in the suggestion of each, and write the standings."""
    ids = None if is_everything else [one.profile.id for one in found]
    facts = {one.id: one for one in estate_facts(on, ids)}
    own = [_candidate(facts[one.profile.id], one) for one in found]
    strong = strongest(own) if is_everything else strongest([*own, *_peers(pack, own, on)])
    for one in found:
        one.values.update(_suggested(facts[one.profile.id], one, strong))
    set_standings(
        {"asset_id": one.profile.id} | {name: one.values[name] for name in KEPT} for one in found
    )


def _suggested(facts: EstateFacts, one: Found, strong: Strong) -> dict[str, Any]:
    seen, rival = facts_for_rules(facts, one.result, strong)
    suggestion: Suggestion = suggest(seen)
    named = rival if rival is not None and suggestion.rule == "R4" else None
    return {
        "suggested": suggestion.disposition,
        "rule": suggestion.rule,
        "reason": suggestion.reason,
        "target_id": named.key if named else None,
    }


def _candidate(facts: EstateFacts, one: Found) -> Candidate:
    return candidate(facts, one.result.functional, one.result.technical)


def _peers(pack: Pack, own: Sequence[Candidate], on: date) -> list[Candidate]:
    """Those in use of the same classes, with the axes their stored sheets give, exactly."""
    classes = sorted({one.group for one in own if one.group})
    if not classes:
        return []
    keys = {one.key for one in own}
    facts = [one for one in peers(on, classes) if one.id not in keys]
    sheets = stored(pack, Subject.ASSET.key, [one.id for one in facts])
    scored = [one for one in facts if one.id in sheets]
    sheet = unpacked(pack, [sheets[one.id].sheet for one in scored])
    functional, technical = sheet.sums(Axis.FUNCTIONAL), sheet.sums(Axis.TECHNICAL)
    return [
        candidate(one, functional.tally(row).provisional, technical.tally(row).provisional)
        for row, one in enumerate(scored)
    ]
