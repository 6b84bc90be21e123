"""Rows of a charter to the chartering engine: clauses, what it says to each point, rights."""

from collections.abc import Iterator
from datetime import date

from app.engine.chartering import clauses, rights
from app.engine.chartering.checklist import Finding, Point, checked
from app.engine.chartering.clauses import Numbered
from app.engine.meetings.standing import in_words
from app.engine.values import amount_in_words
from app.governance.facts.articles import POINT_OF
from app.governance.models import Body, Charter, Right
from app.governance.models.rules import RuleColumns
from app.governance.translate.meetings import attendance_rule_of
from app.governance.translate.voting import rule_of
from app.kernel.words import label_of


def clauses_of(columns: RuleColumns) -> tuple[Numbered, ...]:
    """The numbered clauses of a charter, or of the rule a ballot froze from one."""
    return clauses.clauses_of(rule_of(columns))


def checklist_of(body: Body, charter: Charter) -> tuple[Finding, ...]:
    """Every point of the checklist with what this edition says to it, in words."""
    said: dict[Point, list[str]] = {point: [] for point in Point}
    for point, sentence in _recorded(body, charter):
        said[point].append(sentence)
    for name, sentence in charter.articles.items():
        said[POINT_OF[name]].append(sentence)
    return checked(said)


def _recorded(body: Body, charter: Charter) -> Iterator[tuple[Point, str]]:
    """What the records themselves answer."""
    yield Point.NAME, f"{body.name} ({body.code})."
    yield Point.PURPOSE, body.purpose
    if body.parent is not None:
        yield Point.AUTHORITY, f"It reports to the {body.parent.name}."
    areas = ", ".join(label_of(one).lower() for one in body.areas)
    yield Point.AREAS, f"It is responsible for {areas}."
    for right in charter.rights:
        yield Point.RIGHTS, right_in_words(right)
    if body.seats:
        yield Point.MEMBERSHIP, _membership(body)
    if any(seat.term_ends_on for seat in body.seats):
        yield Point.TERMS, "Terms are written with each seat."
    if any(seat.is_chair for seat in body.seats):
        yield Point.OFFICERS, "One seat is the chair."
    for clause in clauses_of(charter):
        yield clause.point, f"{clause.number} {clause.text}"
    yield Point.MEETINGS, _notice(charter)
    yield Point.VOTING, in_words(attendance_rule_of(charter))
    yield from _edition(charter)


def _membership(body: Body) -> str:
    voting = sum(seat.is_voting for seat in body.seats)
    sentence = f"{len(body.seats)} seats, {voting} of them with a vote."
    if body.required:
        names = ", ".join(label_of(one).lower() for one in body.required)
        sentence += f" These must have a seat: {names}."
    return sentence


def _notice(charter: Charter) -> str:
    second = "No second is needed." if charter.is_small_board else "Motions need a second."
    return (
        f"A meeting is called {charter.notice_days} working days ahead, a special one "
        f"{charter.special_notice_days}. {second}"
    )


def _edition(charter: Charter) -> Iterator[tuple[Point, str]]:
    if charter.adopted_on is not None:
        by = f" by {charter.authority}" if charter.authority else ""
        yield (
            Point.EDITION,
            f"Edition {charter.edition}, adopted on {_day(charter.adopted_on)}{by}.",
        )
    if charter.review_on is not None:
        yield Point.EDITION, f"It is reviewed by {_day(charter.review_on)}."


def right_in_words(right: Right) -> str:
    who = f"The seat “{right.seat.title}” alone" if right.seat else "The body"
    does = "decides" if right.part is rights.RightPart.DECIDE else "is asked before a decision on"
    limit = "" if right.up_to is None else f", up to {amount_in_words(right.up_to)}"
    return f"{who} {does} {label_of(right.decision_class).lower()}{limit}."


def _day(value: date) -> str:
    return f"{value.day} {value:%b} {value.year}"
