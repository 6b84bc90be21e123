"""Who of a sample is asked to answer, what shows that answers are so, and what facts say."""

from collections.abc import Mapping
from datetime import date, datetime

from app.kernel.facts import check
from app.scoring.services.following import follow_pack
from app.seeding.acting import acting
from app.seeding.answers import profiles_by_code
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.standards.facts import AssignmentFacts, EvidenceFacts
from app.standards.models import Answer, Pack
from app.standards.queries import catalog
from app.standards.queries.assessments import answers_of, not_followed
from app.standards.queries.evidence import answer_for
from app.standards.queries.subjects import Profile
from app.standards.services import assignments, evidence, following
from app.standards.services.evidence import MEGABYTE, Upload

AT_ONCE = 1_000


def follow_facts(cast: Cast, pack_id: int, *, on: date, at: datetime) -> int:
    """Begin every sheet and fill in what follows from the inventory; how many answers."""
    actor = cast.actor("planner")
    with acting(actor, "Begun from the inventory"):
        following.begin_sheets(catalog.get_pack(pack_id), actor=actor)
    filled = 0
    with acting(actor, "Begun from the inventory"):
        for one, asset_ids in not_followed(on, AT_ONCE).items():
            filled += follow_pack(catalog.get_pack(one), asset_ids, on=on, at=at)
    return filled


def add_evidence(folder: Folder, cast: Cast, pack_id: int) -> int:
    rows, profiles = folder.rows("evidence.csv"), profiles_by_code()
    for row in rows:
        actor = cast.actor(row["Added by"])
        with acting(actor, "Yearly assessment"):
            pack = catalog.get_pack(pack_id)
            there = _answers(pack, profiles[row["Subject"]])
            first, *others = [
                answer_for(actor, there[code].id) for code in row["Criteria"].split(";")
            ]
            days = int(row["Days old"])
            facts = {name: row[name.capitalize()] for name in ("title", "kind", "note")}
            piece = evidence.add(
                first,
                check(EvidenceFacts, facts | {"dated_on": folder.day(-days), "url": row["Link"]}),
                _upload(row),
                actor=actor,
                at=folder.moment(-min(days, 30), 11),
            )
            for one in others:
                evidence.attach(piece, one, actor=actor)
    return len(rows)


def assign_sections(folder: Folder, cast: Cast, pack_id: int) -> int:
    rows, profiles = folder.rows("assignments.csv"), profiles_by_code()
    for row in rows:
        actor = cast.actor(row["Asked by"])
        with acting(actor, "Yearly assessment"):
            pack = catalog.get_pack(pack_id)
            assignments.assign(
                assignments.Part(pack, profiles[row["Subject"]], [row["Section"]]),
                cast.person(row["Person"]),
                check(AssignmentFacts, {"due_on": row["Due"], "note": row["Note"]}),
                actor=actor,
                at=folder.moment(-int(row["Days ago"]), 10),
            )
    return len(rows)


def _answers(pack: Pack, profile: Profile) -> Mapping[str, Answer]:
    codes = {one.id: one.code for one in pack.criteria}
    return {codes[key]: answer for key, answer in answers_of(pack, profile).items()}


def _upload(row: Mapping[str, str]) -> Upload | None:
    if not row["File"]:
        return None
    text = f"{row['Title']}\n\n{row['Note']}\n"
    return Upload(row["File"], text.encode(), MEGABYTE, MEGABYTE)
