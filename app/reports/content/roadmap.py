"""The roadmap report: what happens when, under which decisions, and with which money."""

from collections.abc import Sequence
from datetime import date

from app.funding.queries import balances, funds
from app.reports.content import estate, plan
from app.reports.content.money import awarded_in_words, money
from app.reports.content.readiness import program_standing
from app.reports.content.sentences import counted, sentence
from app.reports.document import Document, Letterhead, Paragraph, Section
from app.reports.queries.roadmap import decided_assets
from app.strategy.models import Initiative, Objective
from app.strategy.queries import initiatives, objectives


def build(letterhead: Letterhead, as_of: date) -> Document:
    planned, aims = initiatives.roadmap(), objectives.list_objectives()
    books = balances.balances(funds.list_funds())
    lines = [line for fund in books for line in fund.balances]
    decided = decided_assets()
    told = awarded_in_words(lines, letterhead.currency)
    return Document(
        title=f"Roadmap of {letterhead.organization}",
        as_of=as_of,
        sections=(
            _in_short(planned, aims, told),
            plan.schedule(planned, as_of),
            plan.objectives(aims),
            estate.dispositions(decided, program_standing(letterhead, as_of)),
            estate.retirements(decided),
            money(books, balances.unfunded_tails(), letterhead.currency),
        ),
        filters=("Every phase, department and fund",),
        sources=("Initiatives, objectives, decisions and funds as they stand today",),
    )


def _in_short(planned: Sequence[Initiative], aims: Sequence[Objective], told: str) -> Section:
    going = plan.planned(planned)
    phases = {one.phase_id for one in going if one.phase_id is not None}
    decided = sum(one.decision_id is not None for one in going)
    first = (
        f"{counted(len(going), 'initiative')} in {counted(len(phases), 'phase')}, "
        f"{decided or 'none'} of them under a decision; {counted(len(aims), 'objective')}."
    )
    return Section("In short", (Paragraph(sentence(first)), Paragraph(told)))
