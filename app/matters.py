"""The table of contents of what comes back to agendas: what a body should look at again."""

from app.governance.queries.returning import decisions_returning
from app.governance.subject.charters import reviews_due
from app.governance.subject.seats import terms_ending
from app.kernel.matters import MatterSource
from app.standards.subject.waivers import matters as waivers_ending

SOURCES: tuple[MatterSource, ...] = (
    waivers_ending,
    decisions_returning,
    reviews_due,
    terms_ending,
)
