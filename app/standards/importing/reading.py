"""Read a pack file: every fault is named, with the table it stands in, before anything is kept."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.kernel.errors import RuleBroken
from app.standards.facts.packs import CriterionFacts, ElementFacts, PackFacts, PackFile, RuleFacts
from app.standards.importing import conditions

SHIPPED = Path(__file__).parents[1] / "packs" / "enterprise_imaging_1.toml"
"""The pack that comes with the app."""

LARGEST = 2_000_000
"""Bytes; a pack is text that people wrote."""

HEADING = {
    noun: re.compile(rf"\s*\[{{{brackets}}}\s*{name}\s*\]{{{brackets}}}\s*(#.*)?$")
    for noun, name, brackets in (
        ("pack", "pack", 1),
        ("element", "elements", 2),
        ("criterion", "criteria", 2),
        ("rule", "rules", 2),
    )
}

TABLES = {"pack": dict, "elements": list, "criteria": list}
OPTIONAL = {"rules": list}

Row = TypeVar("Row", bound=BaseModel)


class PackRefused(RuleBroken):
    """A file that is no pack; `faults` are sentences, each with its place."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


class Lines:
    """Where the tables of a file begin, so that a fault can be found with any editor."""

    def __init__(self, content: bytes, tables: Mapping[str, Any]) -> None:
        self._text = content.decode().splitlines()
        self._begins = {
            noun: [n for n, line in enumerate(self._text) if HEADING[noun].match(line)]
            for noun in HEADING
        }
        for noun, name in (("element", "elements"), ("criterion", "criteria"), ("rule", "rules")):
            if len(self._begins[noun]) != len(tables.get(name, ())):
                self._begins[noun] = []

    def at(self, noun: str, number: int, key: str) -> str:
        """As a beginning of a sentence; nothing where the file is not written line by line."""
        if number >= len(self._begins[noun]):
            return ""
        first = self._begins[noun][number]
        for place in range(first + 1, len(self._text)):
            line = self._text[place].strip()
            if line.startswith("["):
                break
            if line.partition("=")[0].strip() == key:
                return f"line {place + 1}, "
        return f"line {first + 1}, "


def read_pack(content: bytes) -> PackFile:
    """The pack, or PackRefused with everything that is wrong with the file."""
    tables = _tables(content)
    lines = Lines(content, tables)
    faults: list[str] = []
    packs = _rows(PackFacts, "pack", [tables["pack"]], lines, faults)
    elements = _rows(ElementFacts, "element", tables["elements"], lines, faults)
    criteria = _rows(CriterionFacts, "criterion", tables["criteria"], lines, faults)
    faults += _strangers(tables["elements"], tables["criteria"], lines)
    rules = _rows(RuleFacts, "rule", tables.get("rules", ()), lines, faults)
    faults += conditions.faults_of_criteria(criteria)
    faults += conditions.faults_of_rules(criteria, rules)
    if faults:
        raise PackRefused(faults)
    return PackFile(
        pack=packs[0], elements=tuple(elements), criteria=tuple(criteria), rules=tuple(rules)
    )


def _tables(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST:
        raise PackRefused([f"A pack file may have at most {LARGEST:,} bytes."])
    try:
        tables: dict[str, Any] = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackRefused([f"This is not a TOML file: {error}."]) from error
    known = TABLES | OPTIONAL
    faults = [f"There is no table called {name!r}." for name in tables.keys() - known.keys()]
    for name, shape in known.items():
        rows = tables.get(name)
        if not _has_shape(rows, shape) and (name in TABLES or rows is not None):
            faults.append(f"The file needs {'a table' if shape is dict else 'tables'} {name!r}.")
    if faults:
        raise PackRefused(sorted(faults))
    return tables


def _has_shape(rows: object, shape: type) -> bool:
    if not isinstance(rows, list):
        return isinstance(rows, shape)
    return shape is list and bool(rows) and all(isinstance(row, dict) for row in rows)


def _rows(
    model: type[Row],
    noun: str,
    rows: Sequence[Mapping[str, Any]],
    lines: Lines,
    faults: list[str],
) -> list[Row]:
    """Each row checked by itself, so that one fault hides no other."""
    kept = []
    for number, row in enumerate(rows):
        try:
            kept.append(model.model_validate(row))
        except ValidationError as error:
            name = f"{noun} {row.get('code', number + 1)}"
            faults += [
                f"{lines.at(noun, number, key)}{name}: {sentence}"
                for key, sentence in _sentences(error)
            ]
    return kept


def _sentences(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Each fault with the key it stands under, if it is one key's."""
    for fault in error.errors(include_url=False):
        message = fault["msg"].removeprefix("Value error, ").rstrip(".")
        name = ".".join(str(part) for part in fault["loc"])
        key = str(fault["loc"][0]) if fault["loc"] else ""
        yield key, f"{name}: {message}." if name else f"{message}."


def _strangers(
    elements: Sequence[Mapping[str, Any]], criteria: Sequence[Mapping[str, Any]], lines: Lines
) -> Iterator[str]:
    """What no row can see by itself: codes used twice, elements that are not there."""
    for noun, rows in (("element", elements), ("criterion", criteria)):
        codes = [str(row.get("code")) for row in rows]
        for number, code in enumerate(codes):
            if code in codes[:number]:
                yield f"{lines.at(noun, number, 'code')}{noun} {code}: the code is used twice."
    known = {row.get("code") for row in elements}
    for number, row in enumerate(criteria):
        if row.get("element") not in known:
            place = lines.at("criterion", number, "element")
            yield f"{place}criterion {row.get('code')}: there is no element {row.get('element')!r}."
