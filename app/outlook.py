"""The table of contents of consequences: what is measured before and after, and what follows."""

from app.funding.subject.gauges import balances
from app.governance.subject.charters import charter_gauge
from app.governance.subject.decisions import register_gauge
from app.governance.subject.suspensions import suspension_gauge
from app.kernel.outlook import Gauge, Rehearsal
from app.scoring.services.freshness import rehearsal
from app.scoring.subject.gauges import fit, image_paths
from app.standards.subject.gauges import gaps, waivers_in_force
from app.strategy.subject.gauges import dispositions, roadmap

GAUGES: tuple[Gauge, ...] = (
    fit,
    image_paths,
    gaps,
    waivers_in_force,
    dispositions,
    roadmap,
    balances,
    register_gauge,
    charter_gauge,
    suspension_gauge,
)
REHEARSALS: tuple[Rehearsal, ...] = (rehearsal,)
