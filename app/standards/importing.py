"""Read a pack file: every fault is named, with the table it stands in, before anything is kept."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.kernel.errors import RuleBroken
from app.standards.facts.packs import CriterionFacts, ElementFacts, PackFacts, PackFile

SHIPPED = Path(__file__).parent / "packs" / "enterprise_imaging_1.toml"
"""The pack that comes with the app."""

LARGEST = 2_000_000
"""Bytes; a pack is text that people wrote."""

TABLES = {"pack": dict, "elements": list, "criteria": list}

Row = TypeVar("Row", bound=BaseModel)


class PackRefused(RuleBroken):
    """A file that is no pack; `faults` are sentences, each with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


def read_pack(content: bytes) -> PackFile:
    """The pack, or PackRefused with everything that is wrong with the file."""
    tables = _tables(content)
    faults: list[str] = []
    packs = _rows(PackFacts, "pack", [tables["pack"]], faults)
    elements = _rows(ElementFacts, "element", tables["elements"], faults)
    criteria = _rows(CriterionFacts, "criterion", tables["criteria"], faults)
    faults += _strangers(tables["elements"], tables["criteria"])
    if faults:
        raise PackRefused(faults)
    return PackFile(pack=packs[0], elements=tuple(elements), criteria=tuple(criteria))


def _tables(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST:
        raise PackRefused([f"A pack file may have at most {LARGEST:,} bytes."])
    try:
        tables: dict[str, Any] = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackRefused([f"This is not a TOML file: {error}."]) from error
    faults = [f"There is no table called {name!r}." for name in tables.keys() - TABLES.keys()]
    for name, shape in TABLES.items():
        rows = tables.get(name)
        if not _has_shape(rows, shape):
            faults.append(f"The file needs {'a table' if shape is dict else 'tables'} {name!r}.")
    if faults:
        raise PackRefused(sorted(faults))
    return tables


def _has_shape(rows: object, shape: type) -> bool:
    if not isinstance(rows, list):
        return isinstance(rows, shape)
    return shape is list and bool(rows) and all(isinstance(row, dict) for row in rows)


def _rows(
    model: type[Row], noun: str, rows: Iterable[Mapping[str, Any]], faults: list[str]
) -> list[Row]:
    """Each row checked by itself, so that one fault hides no other."""
    kept = []
    for number, row in enumerate(rows, start=1):
        try:
            kept.append(model.model_validate(row))
        except ValidationError as error:
            place = f"{noun} {row.get('code', number)}"
            faults += [f"{place}: {sentence}" for sentence in _sentences(error)]
    return kept


def _sentences(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        message = fault["msg"].removeprefix("Value error, ").rstrip(".")
        name = ".".join(str(part) for part in fault["loc"])
        yield f"{name}: {message}." if name else f"{message}."


def _strangers(
    elements: Sequence[Mapping[str, Any]], criteria: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """What no row can see by itself: codes used twice, elements that are not there."""
    for noun, rows in (("element", elements), ("criterion", criteria)):
        codes = Counter(str(row.get("code")) for row in rows)
        yield from (f"{noun} {code}: the code is used twice." for code, n in codes.items() if n > 1)
    known = {row.get("code") for row in elements}
    for row in criteria:
        if row.get("element") not in known:
            yield f"criterion {row.get('code')}: there is no element {row.get('element')!r}."
