"""What may be said of funds, requests, awards and releases."""

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from app.engine.funding.cashflow import Ask
from app.engine.values import MoneyKind
from app.kernel.facts import Cents, Facts, Prose, Refers, fact

Code = Annotated[str, Field(min_length=1, max_length=40)]
Title = Annotated[str, Field(min_length=1, max_length=160)]
Amount = Annotated[Cents, Field(gt=0)]


def _year(value: object) -> object:
    """`FY2027` is 2027."""
    return value.upper().removeprefix("FY").strip() if isinstance(value, str) else value


Year = Annotated[int, BeforeValidator(_year), Field(ge=2000, le=2100)]
TailYears = Annotated[int, Field(ge=0, le=30)]


class FundFacts(Facts):
    code: Code = fact("Code", "Fund", default=...)
    name: Title = fact("Name", "Fund", default=...)
    purpose: Prose | None = fact("Purpose", "Fund")

    @field_validator("code")
    @classmethod
    def _as_key(cls, code: str) -> str:
        return code.upper()


class LineFacts(Facts):
    """What a fund holds in one fiscal year, of one kind."""

    fiscal_year: Year = fact("Fiscal year", "Line", default=...)
    kind: MoneyKind = fact("Kind", "Line", default=...)
    amount: Cents = fact("Amount", "Line", default=...)


class RequestFacts(Facts):
    title: Title = fact("What for", "Request", default=...)
    reason: Prose | None = fact("Reason", "Request")
    fiscal_year: Year = fact("Fiscal year", "Money", default=...)
    kind: MoneyKind = fact("Kind", "Money", default=...)
    amount: Amount = fact("Amount", "Money", default=...)
    operating_tail: Cents = fact(
        "Operating afterwards", "Money", unit="a year", help="What it costs to keep it.", default=0
    )
    tail_years: TailYears = fact("For", "Money", unit="years", default=0)

    @property
    def ask(self) -> Ask:
        return Ask(
            self.fiscal_year,
            self.kind,
            self.amount,
            tail=self.operating_tail,
            years=self.tail_years,
        )


class AuthorityFacts(Facts):
    """What a decision allows, as an effect of a proposal says it."""

    fund: Annotated[str, Refers("funding_fund")] = fact("Fund", "Authority", default=...)
    kind: MoneyKind = fact("Kind", "Authority", default=...)
    first_year: Year = fact("First fiscal year", "Authority", default=...)
    last_year: Year = fact("Last fiscal year", "Authority", default=...)
    amount: Amount = fact("Amount", "Authority", default=...)

    @property
    def years(self) -> str:
        one = f"FY{self.first_year}"
        return one if self.first_year == self.last_year else f"{one} to FY{self.last_year}"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_year < self.first_year:
            raise ValueError("The last fiscal year is before the first.")
        return self


class AwardFacts(Facts):
    """One award, as a sheet and the API say it; a row of the one is a body of the other."""

    request: Annotated[str, Refers("funding_request")] = fact(
        "Request", "Award", help="Its code, such as R-0001.", default=...
    )
    decision: Annotated[str, Refers("governance_decision")] = fact(
        "Decision", "Award", help="Its number, such as EI-2026-001.", default=...
    )
    fiscal_year: Year = fact("Fiscal year", "Award", help="Such as 2027 or FY2027.", default=...)
    kind: MoneyKind = fact("Kind", "Award", default=...)
    amount: Amount = fact(
        "Amount", "Award", help="Whole units, with cents if need be: 1,250.50.", default=...
    )

    @field_validator("request", "decision")
    @classmethod
    def _as_key(cls, code: str) -> str:
        return code.upper()


class ReleaseFacts(Facts):
    amount: Amount = fact("Amount", "Release", default=...)
    note: Annotated[str, Field(max_length=200)] | None = fact("Note", "Release")


@dataclass(frozen=True, slots=True)
class Order:
    """An award that is asked of the gate; the amount in minor units."""

    request_id: int
    authority_id: int
    fiscal_year: int
    amount: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row of a sheet."""

    row: int
    sentence: str
