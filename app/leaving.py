"""The table of contents of what may hold a thing back from being retired."""

from app.kernel.leaving import Guard
from app.strategy.services.retirement import blocking

GUARDS: tuple[Guard, ...] = (blocking,)
