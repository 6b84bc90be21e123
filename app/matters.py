"""The table of contents of what comes back to agendas: what a body should look at again."""

from app.kernel.matters import MatterSource

SOURCES: tuple[MatterSource, ...] = ()
