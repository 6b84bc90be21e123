"""The facts of one thing, section by section, as its record page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.kernel.facts import Attribute, Facts, attributes_of
from app.kernel.words import Word


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that is known: how it is described, its value, and where a reference leads."""

    attribute: Attribute
    value: Any
    url: str = ""


@dataclass(frozen=True, slots=True)
class RecordSection:
    name: str
    heading: str
    said: Sequence[Said]
    not_known: Sequence[str]
    """The labels of facts nobody has said yet."""


def sections_of(
    model: type[Facts], row: Any, sections: type[Word], named: Mapping[str, tuple[str, str]]
) -> list[RecordSection]:
    """`named` gives, for a reference, the name of what it leads to and the address of its page."""
    order = list(sections)
    attributes = sorted(
        (one for one in attributes_of(model) if one.name != "name"),
        key=lambda one: order.index(sections(one.section)),
    )
    return [
        _section(sections(section), list(same), row, named)
        for section, same in groupby(attributes, key=lambda one: one.section)
    ]


def _section(
    section: Word, attributes: list[Attribute], row: Any, named: Mapping[str, tuple[str, str]]
) -> RecordSection:
    said, unknown = [], []
    for one in attributes:
        value, url = (
            named.get(one.name, ("", "")) if one.reference else (getattr(row, one.name), "")
        )
        if value is None or value in ("", ()):
            unknown.append(one.label)
        else:
            said.append(Said(one, value, url))
    return RecordSection(section.value, section.label, said, unknown)
