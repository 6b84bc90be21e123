"""What is wrong with conditions of asking and with rules, seen against facts and criteria."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from app.engine.scoring.condition import Claim, claims, parse
from app.engine.scoring.scale import LEVELS_OF, Scale
from app.standards.facts import CriterionFacts, RuleFacts
from app.standards.queries.known import DERIVED, FOLLOWED, Named, vocabulary

NONE: Mapping[str, Named] = {}


def faults_of_criteria(criteria: Sequence[CriterionFacts]) -> Iterator[str]:
    """What a condition of asking may look at: facts, and levels of criteria that wait for none."""
    codes = {one.code for one in criteria}
    waits = {}
    for one in criteria:
        if one.asked_if:
            found = claims(parse(one.asked_if))
            waits[one.code] = {claim.name for claim in found} & codes
            place = f"criterion {one.code}: asked_if"
            yield from (f"{place}: {text}" for text in _of_claims(found, codes))
    yield from (
        f"criterion {code}: asked_if: it waits for itself." for code in sorted(_circular(waits))
    )


def faults_of_rules(
    criteria: Sequence[CriterionFacts], rules: Sequence[RuleFacts]
) -> Iterator[str]:
    by_code = {one.code: one for one in criteria}
    for rule in rules:
        place = f"rule for {rule.criterion}"
        one = by_code.get(rule.criterion)
        if one is None:
            yield f"{place}: there is no such criterion."
            continue
        if (one.scale is Scale.NUM) != bool(rule.measure):
            yield f"{place}: scale {one.scale} is answered by a {_wanted(one.scale)}."
        elif rule.level is not None and rule.level not in LEVELS_OF[one.scale]:
            yield f"{place}: level {rule.level} is not on the scale {one.scale}."
        if rule.measure and rule.measure not in {*vocabulary(), *DERIVED}:
            yield f"{place}: there is no fact {rule.measure!r}."
        if rule.when:
            found = _of_claims(claims(parse(rule.when)), frozenset(DERIVED), FOLLOWED)
            yield from (f"{place}: {text}" for text in found)


def _wanted(scale: Scale) -> str:
    return "measure" if scale is Scale.NUM else "level"


def _of_claims(
    found: Iterable[Claim], others: Collection[str], followed: Mapping[str, Named] = NONE
) -> Iterator[str]:
    """Names and words that are not there; `others` may be named beside facts."""
    for claim in found:
        named = vocabulary().get(claim.name) or followed.get(claim.name)
        if claim.name in others:
            continue
        if named is None:
            yield f"there is no fact or criterion {claim.name!r}."
        elif strange := [one for one in claim.operands if named.words and one not in named.words]:
            yield f"{claim.name} is never {strange[0]!r}."


def _circular(waits: Mapping[str, Collection[str]]) -> set[str]:
    """What is left after all that waits for nothing, again and again, is taken away."""
    left = dict(waits)
    while free := [one for one in left if not any(other in left for other in left[one])]:
        for one in free:
            del left[one]
    return set(left)
