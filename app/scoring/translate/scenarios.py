"""Rows of a scenario to the changes of a trial, and each to a sentence."""

from collections.abc import Iterable, Mapping

from app.engine.fit.disposition import Disposition
from app.engine.scoring.answer import AnswerState
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN
from app.engine.scoring.scale import WORDS_OF
from app.kernel.words import label_of
from app.scoring.models import ChangeKind, ScenarioChange
from app.scoring.queries.scenarios import Named
from app.scoring.translate.trial import Cell, Changes, Thing
from app.standards.facts import EvidenceKind, Subject
from app.standards.models import Answer, Criterion

GOES = frozenset({Disposition.RETIRE, Disposition.REPLACE, Disposition.CONSOLIDATE})
"""Carried out, these end the life of a thing; the others move no score by themselves."""

SUBJECT_OF = {subject.key: subject for subject in Subject}
PLACES = {kind: place for place, kind in enumerate(EvidenceKind)}
OPEN, LEFT_OUT, NOTHING = "not known", "left out", "no answer"


def changes_of(rows: Iterable[ScenarioChange]) -> Changes:
    answers: dict[Thing, dict[str, Cell]] = {}
    granted: dict[Thing, frozenset[str]] = {}
    lifted: dict[Thing, frozenset[str]] = {}
    weights: dict[ChangeKind, dict[str, int]] = {
        ChangeKind.WEIGHT: {},
        ChangeKind.ELEMENT_WEIGHT: {},
    }
    gone: dict[int, int | None] = {}
    for row in rows:
        thing = (SUBJECT_OF.get(row.subject_key, Subject.PROGRAM), row.subject_id)
        if row.kind is ChangeKind.ANSWER:
            answers.setdefault(thing, {})[row.code] = _cell(row)
        elif row.kind in weights and row.weight is not None:
            weights[row.kind][row.code] = row.weight
        elif row.kind is ChangeKind.DISPOSITION and row.disposition in GOES:
            gone[row.subject_id] = row.target_id
        elif row.kind is ChangeKind.WAIVER:
            granted[thing] = granted.get(thing, frozenset()) | {row.code}
        elif row.kind is ChangeKind.WAIVER_ENDS:
            lifted[thing] = lifted.get(thing, frozenset()) | {row.code}
    return Changes(
        answers=answers,
        weights=weights[ChangeKind.WEIGHT],
        element_weights=weights[ChangeKind.ELEMENT_WEIGHT],
        granted=granted,
        lifted=lifted,
        gone=gone,
    )


def _cell(row: ScenarioChange) -> Cell:
    if row.state is AnswerState.UNKNOWN:
        return Cell(NOT_KNOWN)
    if row.state is AnswerState.NOT_APPLICABLE:
        return Cell(NOT_ASKED)
    return Cell(row.level or 0, PLACES[row.evidence_kind or EvidenceKind.NONE])


def answer_in_words(criterion: Criterion | None, answer: Answer | ScenarioChange | None) -> str:
    """`3 implemented, tested`; open and left out are words of their own."""
    if answer is None or answer.state is None:
        return NOTHING
    if answer.state is not AnswerState.ANSWERED:
        return LEFT_OUT if answer.state is AnswerState.NOT_APPLICABLE else OPEN
    word = WORDS_OF[criterion.scale].get(answer.level or 0, "") if criterion else ""
    known = answer.evidence_kind or EvidenceKind.NONE
    return f"{answer.level} {word}, {label_of(known).lower()}"


def sentence(
    row: ScenarioChange, names: Mapping[tuple[str, int], Named], criteria: Mapping[str, Criterion]
) -> str:
    """What is otherwise, as one would say it."""
    named = names.get((row.subject_key, row.subject_id))
    about = named.title if named else "a thing that is gone"
    if row.kind is ChangeKind.DISPOSITION:
        return _becomes(row, about)
    answer = answer_in_words(criteria.get(row.code), row)
    return {
        ChangeKind.ANSWER: f"{about} answers {row.code} with {answer}.",
        ChangeKind.WEIGHT: f"Criterion {row.code} weighs {row.weight}.",
        ChangeKind.ELEMENT_WEIGHT: f"Element {row.code} weighs {row.weight}.",
        ChangeKind.WAIVER: f"{row.code} is waived for {about}.",
        ChangeKind.WAIVER_ENDS: f"The waiver of {row.code} for {about} has ended.",
    }[row.kind]


def _becomes(row: ScenarioChange, about: str) -> str:
    assert row.disposition is not None
    into = f", into {row.target.code} {row.target.name}" if row.target else ""
    carried = " It is gone." if row.disposition in GOES else " No score moves by that alone."
    return f"{about}: {label_of(row.disposition).lower()}{into}.{carried}"
