"""Reference data that every installation begins with: service lines, criteria, phases."""

import tomllib
from importlib.resources import files

from app.kernel.facts import check
from app.organization.services.service_lines import load_service_lines
from app.standards.importing import SHIPPED, read_pack
from app.standards.services.packs import publish
from app.strategy.facts import PhaseFacts
from app.strategy.queries.objectives import list_phases
from app.strategy.services.objectives import add_phase


def load_reference_data() -> int:
    """The key of the shipped pack, which leads if it is the first. What is there already stays."""
    load_service_lines()
    _add_phases()
    return publish(read_pack(SHIPPED.read_bytes())).id


def _add_phases() -> None:
    known = {phase.code for phase in list_phases()}
    text = files("app.strategy").joinpath("reference/phases.toml").read_text("utf-8")
    for phase in tomllib.loads(text)["phases"]:
        if phase["code"] not in known:
            add_phase(check(PhaseFacts, phase))
