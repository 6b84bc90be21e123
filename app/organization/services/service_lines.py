"""Load the service lines this project ships, as reference data; again is the same."""

import tomllib
from importlib.resources import files

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.facts import check
from app.organization.facts import ServiceLineFacts
from app.organization.models import ServiceLine


def shipped() -> list[ServiceLineFacts]:
    text = files("app.organization").joinpath("reference/service_lines.toml").read_text("utf-8")
    return [check(ServiceLineFacts, one) for one in tomllib.loads(text)["service_lines"]]


def load_service_lines(lines: list[ServiceLineFacts] | None = None) -> int:
    """Add what is new and mend what differs, by code; how many of both."""
    known = {line.code: line for line in db.session.scalars(select(ServiceLine))}
    touched = 0
    for facts in lines or shipped():
        line = known.get(facts.code)
        if line is None:
            db.session.add(ServiceLine(**facts.model_dump()))
            touched += 1
        else:
            touched += _mend(line, facts)
    db.session.flush()
    return touched


def _mend(line: ServiceLine, facts: ServiceLineFacts) -> bool:
    differs = {
        name: value for name, value in facts.model_dump().items() if getattr(line, name) != value
    }
    for name, value in differs.items():
        setattr(line, name, value)
    return bool(differs)
