"""A charter as a thing one may decide on, and what adopting it changes."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.engine.chartering.checklist import Change, compared
from app.governance.facts.articles import TITLES
from app.governance.models import Charter, CharterStage, Decision
from app.governance.queries import bodies, charters
from app.governance.services.charters import adopt
from app.governance.translate.charters import checklist_of
from app.kernel.db import db
from app.kernel.errors import RuleBroken
from app.kernel.matters import Matter
from app.kernel.outlook import Reading, Topic, Touched, Unit
from app.kernel.subjects import DecisionRef, Difference, EffectKind, Payload, SubjectKind
from app.kernel.words import spelled

AHEAD = timedelta(days=60)
"""How long before its day a review comes back to the agenda."""


def _title(charter_id: int) -> str:
    charter = charters.get(charter_id)
    return f"Charter of the {charter.body.name}, edition {charter.edition}"


CHARTER = SubjectKind(
    key=charters.CHARTER,
    noun="charter",
    endpoint="governance.show_charter",
    argument="charter_id",
    title=_title,
)


def _sentence(charter_id: int | None, _payload: Payload) -> str:
    return f"Put in force: {_title(charter_id or 0)}."


def _check(charter_id: int | None, _payload: Payload) -> None:
    """Locks the draft, so that it is not changed while it is being submitted."""
    charter = charters.lock(charter_id or 0)
    if charter.stage is not CharterStage.DRAFT:
        raise RuleBroken(f"Edition {charter.edition} is not a draft any more.")


def _preview(charter_id: int | None, _payload: Payload) -> Sequence[Difference]:
    """Every point that the edition says otherwise; of a first edition only that it begins."""
    charter = charters.get(charter_id or 0)
    body = bodies.get(charter.body_id)
    held = body.charter
    if held.id == charter.id:
        return (Difference("Charter", "none in force", f"edition {charter.edition}"),)
    found = compared(checklist_of(body, held), checklist_of(body, charter))
    changed = (
        Difference(
            f"{one.article} {TITLES[one.point]}",
            " ".join(one.gone) or "silent",
            " ".join(one.new) or "silent",
        )
        for one in found
        if one.change is not Change.SAME
    )
    edition = Difference("Edition in force", str(held.edition), str(charter.edition))
    return (edition, *changed)


def _apply(charter_id: int | None, _payload: Payload, reference: DecisionRef) -> None:
    charter = charters.lock(charter_id or 0)
    decision = db.session.get_one(Decision, reference.id)
    if decision.body_id not in bodies.ancestors_of(charter.body_id):
        raise RuleBroken("A charter is adopted by the body itself, or by one that it reports to.")
    adopt(
        charter,
        authority=f"decision {reference.number}",
        decided_on=reference.at.date(),
        effective_on=reference.effective_on,
    )


ADOPT_CHARTER = EffectKind(
    key="adopt_charter",
    label="Adopt a charter",
    subject_key=CHARTER.key,
    fields=(),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    belongs="charter",
)


def charter_gauge(_day: date, touched: Touched) -> Iterator[Reading]:
    """Whether the editions that a decision names are drafts or in force."""
    for key, number in sorted(touched):
        if key == CHARTER.key:
            stage = db.session.scalar(select(Charter.stage).where(Charter.id == number))
            if stage is not None:
                said = (f"charter:{number}", Topic.CHARTERS, _title(number), Unit.WORD)
                yield Reading(*said, spelled(stage.value), (key, number))


def reviews_due(day: date) -> Sequence[Matter]:
    """Charters whose review is near: a matter of their own body."""
    return [_matter(one) for one in charters.to_review_by(day + AHEAD)]


def _matter(charter: Charter) -> Matter:
    assert charter.review_on is not None
    return Matter(
        key=f"charter:{charter.id}:review",
        body_id=charter.body_id,
        sentence=f"Review the charter of the {charter.body.name}, edition {charter.edition}.",
        endpoint="governance.show_charter",
        arguments={"charter_id": charter.id},
        due_on=charter.review_on,
    )
