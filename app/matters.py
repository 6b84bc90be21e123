"""The table of contents of what comes back to agendas: what a body should look at again."""

from app.governance.queries.returning import decisions_returning
from app.kernel.matters import MatterSource
from app.standards.subject.waivers import matters as waivers_ending

SOURCES: tuple[MatterSource, ...] = (waivers_ending, decisions_returning)
