"""What may be said in a proposal."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.governance.facts.vocabulary import ResponsibilityArea
from app.kernel.facts import Facts, Prose, fact
from app.kernel.words import Word


class Part(Word):
    PROPOSAL = "proposal", "What is asked"
    DATES = "dates", "When it would hold"


class ProposalFacts(Facts):
    """`title` is the question in one line, `text` the exact words that are voted on."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = fact(
        "Title", Part.PROPOSAL, default=...
    )
    text: Prose = fact("Text to decide on", Part.PROPOSAL, default=..., min_length=1)
    reason: Prose | None = fact("Reason", Part.PROPOSAL)
    areas: tuple[ResponsibilityArea, ...] = fact(
        "Areas of responsibility", Part.PROPOSAL, default=..., min_length=1
    )
    effective_on: date | None = fact(
        "In force from", Part.DATES, help="The day it is decided, unless a later day is said."
    )
    review_on: date | None = fact("Review on", Part.DATES)
    expires_on: date | None = fact("In force until", Part.DATES)

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise ValueError("It cannot end before it begins.")
        return self
