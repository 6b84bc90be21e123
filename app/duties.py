"""The table of contents of what people owe: each source names the open duties of one actor."""

from app.governance.queries.duties import votes_owed
from app.governance.queries.preparing import actions_owed, minutes_owed, papers_owed
from app.governance.queries.requests import answers_owed
from app.governance.queries.returning import conditions_owed
from app.governance.subject.quorums import quorums_threatened
from app.governance.subject.seats import own_terms_ending
from app.kernel.duties import DutySource
from app.standards.queries.assignments import assignments_owed
from app.standards.subject.waivers import duties as waivers_to_renew

SOURCES: tuple[DutySource, ...] = (
    votes_owed,
    papers_owed,
    minutes_owed,
    actions_owed,
    answers_owed,
    conditions_owed,
    own_terms_ending,
    quorums_threatened,
    assignments_owed,
    waivers_to_renew,
)
