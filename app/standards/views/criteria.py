"""One criterion: what it asks and why, how it is answered, and what it was in other versions."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.engine.scoring.answer import AnswerState
from app.kernel.permissions import Permission
from app.standards.queries import catalog, crosswalks, gaps
from app.web.access import allow


@allow(Permission.STANDARDS_READ)
def show(criterion_id: int) -> ResponseReturnValue:
    criterion = catalog.get_criterion(criterion_id)
    counts = catalog.answers_by_level(criterion)
    return render_template(
        "standards/criteria/show.html",
        criterion=criterion,
        by_level=[
            (level, word, said, counts.get((AnswerState.ANSWERED, level), 0))
            for level, word, said in criterion.levels_said
        ],
        unknown=counts.get((AnswerState.UNKNOWN, None), 0),
        left_out=counts.get((AnswerState.NOT_APPLICABLE, None), 0),
        versions=catalog.versions_of_criterion(criterion),
        neighbors=catalog.neighbors(criterion),
        steps=crosswalks.steps_of(criterion),
        short=gaps.short_of(criterion),
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/criteria/<int:criterion_id>", "show_criterion", show)
