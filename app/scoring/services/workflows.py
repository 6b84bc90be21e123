"""Choosing how capture begins at a source: advice from answers, kept with who gave them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from app.engine.paths.check import Soundness, soundness
from app.engine.paths.chooser import Advice, Question, advise
from app.engine.paths.steps import NEEDS, Link, LinkCode
from app.inventory.models import Source
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.permissions import Actor, Permission
from app.organization.facts import Workflow
from app.scoring.models import WorkflowChoice
from app.scoring.queries.paths import surroundings_of
from app.scoring.queries.workflows import choices_of
from app.scoring.translate.paths import BILLED, capture_as, links_of

Answers = dict[Question, bool | None]


def known_answers(source: Source, links: Sequence[Link]) -> Answers:
    """What the inventory knows already, for the form to begin with."""
    status = {link.code: link.status for link in links}
    return {
        Question.BILLED: None if source.billable is None else source.billable in BILLED,
        Question.TAKES_UNASKED: _is_there(status[LinkCode.UNSOLICITED]),
        Question.MAKES_ORDERS: _is_there(status[LinkCode.ORDER_MADE]),
    }


def begin_with(source_id: int) -> Answers:
    """The answers kept last, over what the inventory knows; unanswered where nobody knows."""
    around = surroundings_of(source_id)
    known = known_answers(around.source, links_of(around)) if around else {}
    kept = next(iter(choices_of(source_id)), None)
    said = {Question(name): yes for name, yes in kept.answers.items()} if kept else {}
    return {one: said.get(one, known.get(one)) for one in Question}


def advice_for(source_id: int, answers: Mapping[Question, bool | None], *, on: date) -> Advice:
    """With the links that are broken or not known today, as far as this source needs them."""
    around = surroundings_of(source_id)
    if around is None:
        return advise(answers)
    capture = capture_as(around.source, Workflow.MIXED)
    if answers.get(Question.BILLED) is not None:
        capture = replace(capture, is_billable=bool(answers[Question.BILLED]))
    open_links = [
        link.code
        for link in links_of(around)
        if soundness(link, on=on) in {Soundness.BROKEN, Soundness.UNKNOWN}
        and capture.needs(NEEDS[link.code][0])
    ]
    return advise(answers, open_links)


def keep_choice(source: Source, answers: Answers, *, actor: Actor, at: datetime) -> WorkflowChoice:
    """Kept beside earlier ones; what it changes, a decision changes."""
    if not actor.may_in(Permission.INVENTORY_EDIT, source.department_id):
        raise Forbidden("This source belongs to a department you do not edit.")
    found = advise(answers)
    if found.workflow is None:
        raise RuleBroken(found.against[0])
    choice = WorkflowChoice(
        source_id=source.id,
        answers={one.value: answers.get(one) for one in Question},
        workflow=found.workflow,
        path_in_visit=found.path_in_visit,
        chosen_by_id=actor.person_id,
        chosen_at=at,
    )
    db.session.add(choice)
    db.session.flush()
    return choice


def _is_there(status: object) -> bool | None:
    return None if status is None else status == "live"
