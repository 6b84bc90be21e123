"""Work of standards that nobody waits for."""

from datetime import datetime

from app.kernel.db import unit_of_work
from app.standards.queries import waivers as queries
from app.standards.services import waivers as services


def keep_waivers_in_step(at: datetime) -> int:
    """Waivers begin and lapse on their days, and fit follows; says how many changed."""
    with unit_of_work(reason="A waiver began or ended"):
        waivers = queries.out_of_step(at.date())
        for waiver in waivers:
            services.keep_in_step(waiver, at.date())
        return len(waivers)
