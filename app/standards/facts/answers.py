"""What may be said in answer to one criterion."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from app.engine.scoring.answer import AnswerState
from app.kernel.facts import Facts, Short, fact
from app.standards.facts.vocabulary import EvidenceKind

SECTION = "Answer"

Level = Annotated[int, Field(ge=0, le=4)]
Reason = Annotated[str, Field(max_length=500)]
Measure = Annotated[Decimal, Field(ge=-(10**9), le=10**9, decimal_places=3)]


class AnswerFacts(Facts):
    """A level or, where the criterion is measured, the measure; or why there is neither."""

    state: AnswerState = fact("Answer", SECTION, default=...)
    level: Level | None = fact("Level", SECTION)
    measured: Measure | None = fact("Measured", SECTION)
    reason: Reason | None = fact("Why it does not apply", SECTION)
    remedy_on: date | None = fact(
        "Mended by",
        SECTION,
        help="The day a shortfall is promised to be mended: a partly met knock-out is then a "
        "condition instead of a refusal.",
    )
    evidence_kind: EvidenceKind = fact("Evidence", SECTION, default=EvidenceKind.NONE)
    evidence_note: Short | None = fact(
        "Where the evidence is", SECTION, help="A title, a number, an address. No patient data."
    )
