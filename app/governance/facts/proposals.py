"""What may be said in a proposal."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.engine.voting.election import Method
from app.governance.facts.vocabulary import DecisionClass, ResponsibilityArea
from app.kernel.facts import Cents, Facts, Prose, Refers, fact
from app.kernel.words import Word

RESCIND = "rescind_decision"
"""The effect that takes back an earlier decision; a ballot on it has a rule of its own."""

Option = Annotated[str, Field(min_length=1, max_length=160, pattern=r"^[^\n]+$")]


class Part(Word):
    PROPOSAL = "proposal", "What is asked"
    CHOICE = "choice", "If members choose among several"
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
    decision_class: DecisionClass | None = fact(
        "Kind of decision",
        Part.PROPOSAL,
        help="Charters say kind by kind which body may decide it.",
    )
    amount: Cents | None = fact(
        "Money it commits",
        Part.PROPOSAL,
        help="All of it, over all years. Leave empty if it costs nothing.",
    )
    method: Method = fact(
        "How it is put",
        Part.CHOICE,
        default=Method.QUESTION,
        help="A question is approved or rejected; the others choose among options.",
    )
    options: tuple[Option, ...] | None = fact("Options", Part.CHOICE, max_length=40)
    places: Annotated[int, Field(ge=1, le=40)] = fact(
        "How many are chosen", Part.CHOICE, default=1, help="For an order of all: all of them."
    )
    points: Annotated[int, Field(ge=1, le=1000)] = fact(
        "Points each member gives", Part.CHOICE, default=10, help="Read for points alone."
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

    @model_validator(mode="after")
    def _there_is_a_choice(self) -> Self:
        options = self.options or ()
        if self.method is Method.QUESTION:
            if options:
                raise ValueError("A question has no options. Say how members choose among them.")
            return self
        if len({one.casefold() for one in options}) != len(options):
            raise ValueError("Each option is named once.")
        if len(options) < 2:
            raise ValueError("Name at least two options to choose among.")
        if self.places > len(options):
            raise ValueError("No more can be chosen than there are options.")
        return self
