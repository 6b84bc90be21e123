"""A public questionnaire for application portfolios as a pack, and its filled-in example."""

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from app.engine.scoring.answer import AnswerState
from app.engine.scoring.scale import TOP, Scale
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
    Tier,
)
from app.standards.models import Pack
from app.standards.services.answers import save_many

STEPS = {
    "1": ("Needs and readiness", 10),
    "2": ("Inventory", 15),
    "3": ("Business value and technical fit", 30),
    "4": ("Total cost of ownership", 20),
    "5": ("Scores", 10),
    "6": ("Placement and migration", 15),
}
"""Titles of the six steps of the playbook in short, with the weights of this project."""

OF_APPLICATIONS = ("3.1.", "3.2.", "4.0.", "4.1.", "5.2.", "6.2.", "6.3.")
OF_THE_PROGRAM_AFTER_ALL = ("IT_Tower_", "certifications", "reassignments", "HR", "IT_training")
RATED = "1\n2\n3\n4\n5"
LESS_IS_BETTER = frozenset({"complexity", "outlier"})
DISCREPANCIES = "2.2."
TRUE_IS_NOUGHT = "0/1"
"""The dictionary codes true as 0 and false as 1."""

TRUTH = ("False.", "True of a part.", "True.")
KNOWN = ("Not determined.", "Estimated.", "Determined, in the form the dictionary asks for.")
EXAMPLE = "The filled-in example of the dictionary's publisher"


def questionnaire_pack(data: Path) -> PackFile:
    """Every data element is a criterion: rated on five levels, true or false, or determined."""
    return PackFile(
        pack=PackFacts(
            code="application-rationalization",
            version="2",
            title="Federal application rationalization questionnaire",
            source="GSA application rationalization data dictionary, version 2",
            licence="US Government work",
        ),
        elements=tuple(
            ElementFacts(code=code, title=title, weight=weight)
            for code, (title, weight) in STEPS.items()
        ),
        criteria=tuple(_criterion(row) for row in _rows(data)),
    )


def answer_by_example(pack: Pack, asset_id: int, data: Path, *, actor: Actor, at: datetime) -> int:
    """The 176 values of the example: the program's to the program, the others to one asset."""
    ids = {one.code: one for one in pack.criteria}
    values = {str(one["id1"]): one["value"] for one in json.loads(_example(data).read_text())}
    sheets: dict[Subject, dict[int, AnswerFacts]] = {Subject.PROGRAM: {}, Subject.ASSET: {}}
    for row in _rows(data):
        criterion = ids[row["ID2"]]
        of_program = Applies.PROGRAM in criterion.applies_to
        subject = Subject.PROGRAM if of_program else Subject.ASSET
        sheets[subject][criterion.id] = _answer(row, values[row["ID1"]])
    numbers = {Subject.PROGRAM: 0, Subject.ASSET: asset_id}
    return sum(
        save_many(pack, subject, {numbers[subject]: answers}, actor=actor, at=at)
        for subject, answers in sheets.items()
    )


def _criterion(row: Mapping[str, str]) -> CriterionFacts:
    of_application = row["ID2"].startswith(OF_APPLICATIONS) and not row["Name"].startswith(
        OF_THE_PROGRAM_AFTER_ALL
    )
    return CriterionFacts(
        code=row["ID2"],
        element=row["ID2"][0],
        statement=f"{row['Name']}: {_line(row['Description'])}",
        guidance=_line(row["Notes"]),
        levels=tuple(_levels(row)),
        tier=Tier.MANDATORY if row["Required?"] == "yes" else Tier.RECOMMENDED,
        scale=Scale.L5 if _is_rated(row) else Scale.YPN,
        weight=1,
        applies_to=(Applies.APPLICATION,) if of_application else (Applies.PROGRAM,),
        reference=f"Application rationalization playbook, step {row['ID2']}",
    )


def _levels(row: Mapping[str, str]) -> Iterator[str]:
    if _is_rated(row):
        words = [f"{word.strip().capitalize()}." for word in row["Values"].splitlines()]
    else:
        words = list(TRUTH if _is_true_or_false(row) else KNOWN)
    yield from reversed(words) if _is_adverse(row) else words


def _answer(row: Mapping[str, str], value: int | str) -> AnswerFacts:
    return AnswerFacts(
        state=AnswerState.ANSWERED,
        level=_level(row, value),
        evidence_kind=EvidenceKind.SELF_DECLARED,
        evidence_note=EXAMPLE,
    )


def _level(row: Mapping[str, str], value: int | str) -> int:
    level = TOP
    if _is_rated(row):
        level = int(value) - 1
    elif _is_true_or_false(row):
        level = 0 if value else TOP
    return TOP - level if _is_adverse(row) else level


def _is_adverse(row: Mapping[str, str]) -> bool:
    """Where a true or a high rating is no good sign."""
    return row["Name"] in LESS_IS_BETTER or row["ID2"].startswith(DISCREPANCIES)


def _is_rated(row: Mapping[str, str]) -> bool:
    return row["Codes"].split() == RATED.split()


def _is_true_or_false(row: Mapping[str, str]) -> bool:
    return "/".join(row["Codes"].split()) == TRUE_IS_NOUGHT


def _line(text: str) -> str:
    return " ".join(text.split())


def _example(data: Path) -> Path:
    return data / "test_data_v2.json"


def _rows(data: Path) -> list[dict[str, str]]:
    with (data / "data_dictionary_v2.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
