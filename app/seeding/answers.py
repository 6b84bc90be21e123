"""Answers of a sample to the criteria of the leading pack, each by whoever gave it."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import Scale
from app.kernel.facts import check
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.standards.facts import AnswerFacts, Subject
from app.standards.models import Criterion, Pack
from app.standards.queries import catalog
from app.standards.queries.assessments import answers_of
from app.standards.queries.subjects import (
    Profile,
    asset_profiles,
    department_profiles,
    profile_of,
)
from app.standards.services.answers import Given, save_answers

PROGRAM = "PROGRAM"
YES_NO = {"yes": 4, "partly": 2, "no": 0}
WITHOUT = {"n/a": AnswerState.NOT_APPLICABLE, "unknown": AnswerState.UNKNOWN}


def answer_criteria(folder: Folder, cast: Cast, pack_id: int) -> int:
    """How many answers were kept."""
    profiles = profiles_by_code()
    sheets: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for row in folder.rows("answers.csv"):
        sheets[row["Subject"], row["Answered by"]].append(row)
    kept = 0
    for who, mine in groupby(sorted(sheets, key=lambda key: key[1]), key=lambda key: key[1]):
        actor = cast.actor(who)
        with acting(actor, "Yearly assessment"):
            pack = catalog.get_pack(pack_id)
            criteria = {criterion.code: criterion for criterion in pack.criteria}
            for key in mine:
                rows = sheets[key]
                said = {criteria[row["Criterion"]].id: _facts(criteria, row) for row in rows}
                given = _given(pack, profiles[key[0]], said)
                at = folder.moment(-int(rows[0]["Days ago"]), 9)
                kept += save_answers(pack, profiles[key[0]], given, actor=actor, at=at)
    return kept


def _given(pack: Pack, profile: Profile, said: Mapping[int, AnswerFacts]) -> list[Given]:
    """With the versions of what is there: the inventory may have answered already."""
    there = answers_of(pack, profile)
    return [
        Given(one, said[one.id], there[one.id].version if one.id in there else 0)
        for one in pack.criteria
        if one.id in said
    ]


def profiles_by_code() -> dict[str, Profile]:
    """Assets and departments by code, and the program."""
    known = {profile.code: profile for profile in asset_profiles()}
    known |= {profile.code: profile for profile in department_profiles()}
    return known | {PROGRAM: profile_of(Subject.PROGRAM, 0)}


def _facts(criteria: Mapping[str, Criterion], row: Mapping[str, str]) -> AnswerFacts:
    said: dict[str, Any] = {
        "evidence_kind": row["Evidence"],
        "evidence_note": row["Note"],
        "reason": row["Reason"],
        "remedy_on": row["Mended by"],
    }
    answer, scale = row["Answer"], criteria[row["Criterion"]].scale
    if answer in WITHOUT:
        return check(AnswerFacts, said | {"state": WITHOUT[answer]})
    said["state"] = AnswerState.ANSWERED
    if scale is Scale.NUM:
        return check(AnswerFacts, said | {"measured": answer})
    return check(
        AnswerFacts, said | {"level": YES_NO[answer] if scale is Scale.YPN else int(answer)}
    )
