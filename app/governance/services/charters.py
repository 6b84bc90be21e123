"""Draft a charter, change the draft, and put it in force once it is decided."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from app.governance.facts import CharterFacts
from app.governance.facts.articles import ArticleFacts
from app.governance.models import Body, Charter, CharterStage, Right
from app.governance.queries import bodies, charters
from app.governance.translate.voting import columns_of
from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken

MEETING = (
    "notice_days",
    "special_notice_days",
    "is_small_board",
    "missed_to_suspend",
    "attended_to_restore",
)


def add_edition(
    body_id: int,
    facts: CharterFacts,
    edition: int,
    stage: CharterStage = CharterStage.IN_FORCE,
    articles: Mapping[str, str] | None = None,
) -> Charter:
    charter = Charter(body_id=body_id, edition=edition, stage=stage, **_columns(facts))
    charter.articles = dict(articles or {})
    db.session.add(charter)
    db.session.flush()
    return charter


def draft_edition(body: Body, facts: CharterFacts) -> Charter:
    """The next edition as a draft, with the articles and rights of the one before."""
    body = bodies.lock(body.id)
    if body.draft is not None:
        raise RuleBroken(
            f"Edition {body.draft.edition} is being drafted already. Change that one, or drop it."
        )
    before = body.charter
    last = db.session.scalar(select(func.max(Charter.edition)).where(Charter.body_id == body.id))
    undated = facts.model_copy(update={"adopted_on": None})
    articles = dict(before.articles)
    charter = add_edition(body.id, undated, (last or 0) + 1, CharterStage.DRAFT, articles)
    for one in before.rights:
        again = {
            name: getattr(one, name) for name in ("decision_class", "part", "up_to", "seat_id")
        }
        db.session.add(Right(charter_id=charter.id, **again))
    db.session.flush()
    return charter


def change_draft(charter: Charter, facts: CharterFacts, *, version: int) -> Charter:
    charter = open_draft(charter, version)
    for name, value in _columns(facts).items():
        setattr(charter, name, value)
    charter.adopted_on = None
    return charter


def write_articles(charter: Charter, facts: ArticleFacts, *, version: int) -> Charter:
    charter = open_draft(charter, version)
    charter.articles = said_in(facts)
    return charter


def said_in(facts: ArticleFacts) -> dict[str, str]:
    return {name: words for name, words in facts.model_dump().items() if words}


def drop_draft(charter: Charter) -> None:
    charter = open_draft(charter)
    if charter.edition == 1:
        raise RuleBroken("A body is never without a charter: change this first edition instead.")
    if charters.was_proposed(charter.id):
        raise RuleBroken("It was put to a vote once, so it stays in the record. Change it instead.")
    db.session.delete(charter)


def open_draft(charter: Charter, version: int | None = None) -> Charter:
    """The draft, locked, if it can still be changed: what is being decided on stays as it is."""
    charter = charters.lock(charter.id)
    if charter.stage is not CharterStage.DRAFT:
        raise RuleBroken("Only a draft can be changed. Draft the next edition.")
    if number := charters.under_decision(charter.id):
        raise RuleBroken(
            f"{number} asks to adopt this draft, so it stays as it is until that is decided, "
            "returned or withdrawn."
        )
    if version is not None and charter.version != version:
        raise Conflict("Someone else changed this after you opened it.")
    return charter


def adopt(charter: Charter, *, authority: str, decided_on: date, effective_on: date) -> Charter:
    """Decided: in force now, or from the later day on which the decision says so."""
    charter = charters.lock(charter.id)
    if charter.stage is not CharterStage.DRAFT:
        raise RuleBroken("This edition is not a draft any more.")
    charter.authority, charter.adopted_on = authority, effective_on
    charter.stage = CharterStage.APPROVED
    db.session.flush()
    if effective_on <= decided_on:
        put_in_force(charter)
    return charter


def put_in_force(charter: Charter) -> None:
    """It takes the place of the edition before. Ballots that are open keep their rule."""
    charter = charters.lock(charter.id)
    if charter.stage is not CharterStage.APPROVED:
        return
    for other in charters.in_force_of(charter.body_id):
        other.stage = CharterStage.REPLACED
    db.session.flush()
    charter.stage = CharterStage.IN_FORCE
    db.session.flush()


def _columns(facts: CharterFacts) -> Mapping[str, object]:
    meeting = {name: getattr(facts, name) for name in MEETING}
    return {
        "text": facts.text,
        "adopted_on": facts.adopted_on,
        "review_on": facts.review_on,
        "disclosure": facts.disclosure,
        "fresh_sign_in": facts.fresh_sign_in,
        **meeting,
        **columns_of(facts.rule),
    }
