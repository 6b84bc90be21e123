"""What conditions of asking leave out, for many sheets at once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from app.engine.scoring.batch import NOT_ASKED
from app.engine.scoring.condition import Known, Value, claims
from app.scoring.queries.answers import Numbers
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries.known import known_facts, vocabulary
from app.standards.queries.subjects import Profile
from app.standards.translate import LEFT_OUT, is_asked, readable, unmet

MANY = 20_000
"""Of so many the facts are read of all, rather than of those that are named."""


def without_unasked(
    pack: Pack, subject: Subject, profiles: Sequence[Profile], answers: Numbers
) -> Numbers:
    """The same answers, where a criterion whose condition does not hold is not asked."""
    names = {
        claim.name
        for one in pack.criteria
        if one.asked_if
        for claim in claims(readable(one.asked_if))
    }
    if not names:
        return answers
    facts = _facts(subject, profiles, names & vocabulary().keys())
    said = _said(pack, answers, names)
    places = {one.code: place for place, one in enumerate(pack.criteria)}
    cells = [
        (profile.id, places[code])
        for profile in profiles
        for code in _unmet(pack, profile, facts.get(profile.id, {}), said.get(profile.id, {}))
    ]
    if not cells:
        return answers
    left_out = np.array([(one, place, NOT_ASKED, 0, 0) for one, place in cells], np.int64)
    width = len(pack.criteria)
    keys = answers[:, 0] * width + answers[:, 1]
    kept = answers[~np.isin(keys, left_out[:, 0] * width + left_out[:, 1])]
    return np.concatenate([kept, left_out])


def _unmet(pack: Pack, profile: Profile, facts: Known, said: Known) -> set[str]:
    possible = [one for one in pack.criteria if is_asked(one, profile.applies, profile.known)]
    return unmet(possible, facts, said)


def _facts(subject: Subject, profiles: Sequence[Profile], names: set[str]) -> Mapping[int, Known]:
    if subject is not Subject.ASSET or not names:
        return {}
    ids = [one.id for one in profiles] if len(profiles) < MANY else None
    return dict(known_facts(names, ids))


def _said(pack: Pack, answers: Numbers, names: set[str]) -> dict[int, dict[str, Value]]:
    said: dict[int, dict[str, Value]] = {}
    wanted = {place: one.code for place, one in enumerate(pack.criteria) if one.code in names}
    for subject_id, place, level, _, _ in answers[np.isin(answers[:, 1], list(wanted))].tolist():
        if level >= 0:
            said.setdefault(subject_id, {})[wanted[place]] = Decimal(level)
        elif level == NOT_ASKED:
            said.setdefault(subject_id, {})[wanted[place]] = LEFT_OUT
    return said
