"""Answers of a sample to the criteria of the leading pack, month by month as they were given."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import Scale
from app.kernel import clock
from app.kernel.facts import check
from app.scoring.jobs import keep_period_ends
from app.scoring.services.freshness import scored_at_the_end
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person said of one subject on one day."""

    subject: str
    who: str
    given_at: datetime
    rows: Sequence[Mapping[str, str]]

    @property
    def month(self) -> date:
        return self.given_at.date().replace(day=1)


def answer_criteria(folder: Folder, cast: Cast, pack_id: int) -> int:
    """How many answers were kept; scores are kept at the end of each month that is over."""
    profiles, kept = profiles_by_code(), 0
    sheets = sorted(_sheets(folder), key=lambda sheet: (sheet.month, sheet.who))
    for month, during in groupby(sheets, key=lambda sheet: sheet.month):
        over = (month + timedelta(days=31)).replace(day=1)
        last_hour = datetime.combine(over, time(), tzinfo=UTC) - timedelta(hours=6)
        with clock.as_of(min(last_hour, folder.moment(0, 9))):
            with scored_at_the_end():
                for who, mine in groupby(during, key=lambda sheet: sheet.who):
                    with acting(cast.actor(who), "Yearly assessment"):
                        kept += _answer(cast, pack_id, profiles, list(mine))
            with acting(None, "Scores computed"):
                pass  # what the answers of this month have touched
        if over <= folder.today:
            with clock.as_of(last_hour + timedelta(hours=7)):
                keep_period_ends(clock.now())
    return kept


def _sheets(folder: Folder) -> list[Sheet]:
    found: dict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for row in folder.rows("answers.csv"):
        found[row["Subject"], row["Answered by"]].append(row)
    return [
        Sheet(subject, who, folder.moment(-int(rows[0]["Days ago"]), 9), rows)
        for (subject, who), rows in found.items()
    ]


def _answer(
    cast: Cast, pack_id: int, profiles: Mapping[str, Profile], sheets: Sequence[Sheet]
) -> int:
    pack = catalog.get_pack(pack_id)
    criteria = {criterion.code: criterion for criterion in pack.criteria}
    kept = 0
    for one in sheets:
        profile = profiles[one.subject]
        said = {criteria[row["Criterion"]].id: _facts(criteria, row) for row in one.rows}
        given = _given(pack, profile, said)
        kept += save_answers(pack, profile, given, actor=cast.actor(one.who), at=one.given_at)
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
