"""What may be said in a proposal."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.governance.facts.vocabulary import ResponsibilityArea
from app.kernel.facts import Facts, Prose, Refers, fact
from app.kernel.words import Word

RESCIND = "rescind_decision"
"""The effect that takes back an earlier decision; a ballot on it has a rule of its own."""


class Part(Word):
    PROPOSAL = "proposal", "What is asked"
    DATES = "dates", "When it would hold"
    CARE = "care", "How it is carried out"


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
    owner: Annotated[str, Field(max_length=200), Refers("account_person")] | None = fact(
        "Who answers for it", Part.CARE, help="A person here, by e-mail address."
    )
    conditions: Prose | None = fact(
        "Conditions",
        Part.CARE,
        help="What has to be true for it to be kept, one a line. They are voted on with the text.",
    )

    @property
    def conditions_one_by_one(self) -> tuple[str, ...]:
        lines = (one.strip() for one in (self.conditions or "").splitlines())
        return tuple(one for one in lines if one)

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise ValueError("It cannot end before it begins.")
        return self
