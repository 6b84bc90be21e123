"""A public certification as a pack of criteria, and the certificates of products as answers."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import Scale
from app.inventory.models import Asset
from app.kernel.db import db
from app.kernel.permissions import Actor
from app.standards.facts import (
    AnswerFacts,
    Applies,
    CriterionFacts,
    ElementFacts,
    EvidenceKind,
    PackFacts,
    PackFile,
    Subject,
)
from app.standards.models import Answer, Assessment, Criterion, Pack
from app.standards.services.answers import save_many

HOLDING_EDITION = "2015"
UPDATED = " (Cures Update)"
ELEMENTS = {
    "a": ("Clinical processes", 15),
    "b": ("Care coordination", 15),
    "c": ("Clinical quality measurement", 10),
    "d": ("Privacy and security", 20),
    "e": ("Patient engagement", 10),
    "f": ("Public health", 10),
    "g": ("Design and performance", 10),
    "h": ("Transport methods", 5),
    "2011": ("Criteria of the 2011 edition", 5),
}
"""Titles of the paragraphs of 45 CFR 170.315 in short, with the weights of this project."""

CERTIFIED = AnswerFacts(
    state=AnswerState.ANSWERED,
    level=4,
    evidence_kind=EvidenceKind.DOCUMENT,
    evidence_note="Certified Health IT Product List, April 2024",
)


def certification_pack(data: Path) -> PackFile:
    """The criteria of the list; those taken out, or of a replaced edition, are superseded."""
    rows = sorted(_rows(data / "criteria.csv"), key=lambda row: int(row["id"]))
    return PackFile(
        pack=PackFacts(
            code="health-it-certification",
            version="2024-04",
            title="ONC health IT certification criteria",
            source="ONC Certified Health IT Product List, April 2024",
            licence="US Government work",
        ),
        elements=tuple(
            ElementFacts(code=code, title=title, weight=weight)
            for code, (title, weight) in ELEMENTS.items()
        ),
        criteria=tuple(_criterion(row) for row in rows),
    )


def answer_by_certificates(pack: Pack, data: Path, *, actor: Actor, at: datetime) -> int:
    """A criterion a product is certified for is answered yes; nothing else is known."""
    ids = {one.code: one.id for one in db.session.execute(select(Asset.code, Asset.id))}
    by_title = {criterion.statement: criterion for criterion in pack.criteria}
    answers: dict[int, dict[int, AnswerFacts]] = defaultdict(dict)
    for row in _rows(data / "product_criteria.csv"):
        criterion = _certified(by_title, row["criterion_number"], row["criterion_title"])
        answers[ids[f"CHPL-{row['chpl_id']}"]][criterion.id] = CERTIFIED
    return save_many(pack, Subject.ASSET, answers, actor=actor, at=at)


def met_by_product(pack: Pack) -> dict[str, int]:
    """How many criteria of the pack each product meets, superseded ones included, by code."""
    met = (
        select(Asset.code, func.count().label("met"))
        .join(Assessment, Assessment.subject_id == Asset.id)
        .join(Answer, Answer.assessment_id == Assessment.id)
        .join(Criterion, Criterion.id == Answer.criterion_id)
        .where(Assessment.pack_id == pack.id, Assessment.subject_key == Subject.ASSET.key)
        .where(Answer.level >= Criterion.pass_line)
        .group_by(Asset.code)
    )
    return {one.code: one.met for one in db.session.execute(met)}


def claimed_by_product(data: Path) -> dict[str, int]:
    """How many criteria the list itself says that each product meets, by code."""
    rows = _rows(data / "products.csv")
    return {f"CHPL-{row['chpl_id']}": int(row["criteria_met_count"]) for row in rows}


def _criterion(row: Mapping[str, str]) -> CriterionFacts:
    number, title, edition = row["number"], row["title"], row["certification_edition"]
    update = " update" if title.endswith(UPDATED) else ""
    return CriterionFacts(
        code=f"{number}{update}",
        element=_element(number, edition),
        statement=_statement(number, title),
        guidance=f"Edition {edition}.",
        scale=Scale.YPN,
        weight=1,
        applies_to=(Applies.APPLICATION,),
        reference=f"45 CFR {number}",
        superseded=row["removed"] == "True" or edition != HOLDING_EDITION,
    )


def _statement(number: str, title: str) -> str:
    return f"{number} {title}"


def _element(number: str, edition: str) -> str:
    """The paragraph, such as b of 170.315 (b)(6); the 2011 edition was ordered otherwise."""
    return edition if edition == "2011" else number.partition("(")[2][0]


def _certified(by_title: Mapping[str, Criterion], number: str, title: str) -> Criterion:
    """The list drops the note of an update from a title once the older wording has lapsed."""
    statement = _statement(number, title)
    return by_title.get(statement) or by_title[statement + UPDATED]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
