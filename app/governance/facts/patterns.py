"""The usual bodies of enterprise imaging, read from reference/bodies.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.engine.chartering.rights import RightPart
from app.governance.facts.bodies import BodyFacts, CharterFacts, SeatFacts
from app.governance.facts.vocabulary import DecisionClass
from app.kernel.facts import check


@dataclass(frozen=True, slots=True)
class UsualRight:
    """`up_to` is in minor units."""

    decision_class: DecisionClass
    part: RightPart
    up_to: int | None


@dataclass(frozen=True, slots=True)
class Pattern:
    key: str
    reports_to: str
    meetings: str
    body: BodyFacts
    charter: CharterFacts
    seats: tuple[SeatFacts, ...]
    rights: tuple[UsualRight, ...]


@cache
def patterns() -> Mapping[str, Pattern]:
    """By key, in the order of the file."""
    text = files("app.governance").joinpath("reference/bodies.toml").read_text("utf-8")
    return {one["key"]: _pattern(one) for one in tomllib.loads(text)["patterns"]}


def _pattern(said: Mapping[str, Any]) -> Pattern:
    body = {name: said[name] for name in ("name", "kind", "areas", "purpose")}
    return Pattern(
        key=said["key"],
        reports_to=said.get("reports_to", ""),
        meetings=said["meetings"],
        body=check(BodyFacts, body | {"code": said["key"]}),
        charter=check(CharterFacts, {"text": said["text"]} | said["rule"]),
        seats=tuple(_seat(one) for one in said["seats"]),
        rights=tuple(_right(one) for one in said["rights"]),
    )


def _seat(said: Mapping[str, Any]) -> SeatFacts:
    chair = said.get("chair", False)
    return check(
        SeatFacts,
        {"title": said["title"], "constituency": said["constituency"], "is_chair": chair},
    )


def _right(said: Mapping[str, Any]) -> UsualRight:
    limit = said.get("up_to")
    return UsualRight(
        DecisionClass(said["class"]),
        RightPart(said.get("part", "decide")),
        None if limit is None else limit * 100,
    )
