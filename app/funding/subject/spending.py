"""What a decision that authorizes spending changes."""

from collections.abc import Sequence

from app.engine.values import MoneyKind, amount_in_words
from app.funding.facts import AuthorityFacts
from app.funding.models import Authority, Fund
from app.funding.queries import awards, funds
from app.funding.services.awards import authorize
from app.kernel.errors import RuleBroken
from app.kernel.facts import check
from app.kernel.subjects import (
    DecisionRef,
    Difference,
    EffectField,
    EffectKind,
    FieldKind,
    Payload,
)
from app.kernel.words import label_of


def _funds() -> Sequence[tuple[str, str]]:
    return [(fund.code, f"{fund.code} {fund.name}") for fund in funds.list_funds()]


def _kinds() -> Sequence[tuple[str, str]]:
    return [(kind.value, label_of(kind)) for kind in MoneyKind]


FIELDS = (
    EffectField("fund", "Fund", FieldKind.CHOICE, choices=_funds),
    EffectField("kind", "Kind", FieldKind.CHOICE, choices=_kinds),
    EffectField("first_year", "First fiscal year", FieldKind.YEAR),
    EffectField("last_year", "Last fiscal year", FieldKind.YEAR),
    EffectField(
        "amount", "Amount", FieldKind.MONEY, help="The most that may be awarded under it, in all."
    ),
)


def _read(payload: Payload) -> tuple[AuthorityFacts, Fund]:
    facts = check(AuthorityFacts, payload)
    fund = funds.find_by_code(facts.fund)
    if fund is None:
        raise RuleBroken(f"There is no fund {facts.fund}.")
    return facts, fund


def _sentence(_subject_id: int | None, payload: Payload) -> str:
    facts, fund = _read(payload)
    return (
        f"Allow {amount_in_words(facts.amount)} of {facts.kind} money from fund {fund.code}, "
        f"{facts.years}."
    )


def _check(_subject_id: int | None, payload: Payload) -> None:
    _read(payload)


def _preview(_subject_id: int | None, payload: Payload) -> Sequence[Difference]:
    """Against what the fund holds in those years, so that voters see whether it can be paid."""
    facts, fund = _read(payload)
    before = sum(
        one.amount
        for one in awards.authorities_on(fund.id)
        if one.kind is facts.kind
        and one.first_year <= facts.last_year
        and facts.first_year <= one.last_year
    )
    held = sum(
        amount
        for (_, slot), amount in awards.held([fund.id]).items()
        if slot.kind is facts.kind and facts.first_year <= slot.fiscal_year <= facts.last_year
    )
    after = before + facts.amount
    label = f"{label_of(facts.kind)} allowed from {fund.code}, {facts.years}"
    return (
        Difference(label, amount_in_words(before), amount_in_words(after)),
        Difference(
            f"Held by {fund.code} and not yet allowed, {facts.years}",
            amount_in_words(held - before),
            amount_in_words(held - after),
        ),
    )


def _apply(_subject_id: int | None, payload: Payload, decision: DecisionRef) -> None:
    facts, fund = _read(payload)
    authorize(
        Authority(
            decision_id=decision.id,
            fund_id=fund.id,
            kind=facts.kind,
            first_year=facts.first_year,
            last_year=facts.last_year,
            amount=facts.amount,
        )
    )


def _rescinded(_subject_id: int | None, payload: Payload, decision_id: int) -> str:
    facts, fund = _read(payload)
    under = [
        one
        for one in awards.authorities_of(decision_id)
        if one.fund_id == fund.id and one.kind is facts.kind
    ]
    allowed = sum(one.amount for one in under)
    spent = awards.released_under(one.id for one in under)
    return (
        f"No more is awarded or released from {fund.code} under it: "
        f"{amount_in_words(allowed - spent)} is frozen. "
        f"{amount_in_words(spent)} was released and stays so."
    )


AUTHORIZE_SPENDING = EffectKind(
    key="authorize_spending",
    label="Authorize spending",
    subject_key=None,
    fields=FIELDS,
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    rescinded=_rescinded,
    belongs="spending",
)
