"""Read a pack file: every fault is named, with the table it stands in, before anything is kept."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.kernel.errors import RuleBroken
from app.standards.facts.packs import CriterionFacts, ElementFacts, PackFacts, PackFile, RuleFacts
from app.standards.importing import conditions
from app.standards.importing.amending import (
    Rows,
    as_written,
    criteria_over,
    elements_over,
    pack_over,
    rules_over,
)

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
        ("crosswalk", "crosswalk", 1),
        ("line", "lines", 2),
    )
}

LISTED = {"element": "elements", "criterion": "criteria", "rule": "rules", "line": "lines"}

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
        for noun, name in LISTED.items():
            if len(self._begins[noun]) != len(tables.get(name, ())):
                self._begins[noun] = []

    def at(self, noun: str, number: int | None, key: str) -> str:
        """As a beginning of a sentence; nothing where the file is not written line by line."""
        if number is None or number >= len(self._begins[noun]):
            return ""
        first = self._begins[noun][number]
        for place in range(first + 1, len(self._text)):
            line = self._text[place].strip()
            if line.startswith("["):
                break
            if line.partition("=")[0].strip() == key:
                return f"line {place + 1}, "
        return f"line {first + 1}, "


Finder = Callable[[str, str], PackFile | None]
"""Finds the version an amendment stands on, by code and version."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """The rows of all tables, with what an amendment does not say filled in."""

    pack: Mapping[str, Any]
    elements: Rows
    criteria: Rows
    rules: Rows


def read_pack(content: bytes, find: Finder = lambda _code, _version: None) -> PackFile:
    """The pack, or PackRefused with everything that is wrong with the file."""
    tables = tables_of(content, TABLES, OPTIONAL)
    whole = _whole(tables, find)
    lines = Lines(content, tables)
    faults: list[str] = []
    packs = checked_rows(PackFacts, "pack", as_written([whole.pack]), lines, faults)
    elements = checked_rows(ElementFacts, "element", whole.elements, lines, faults)
    criteria = checked_rows(CriterionFacts, "criterion", whole.criteria, lines, faults)
    faults += _strangers(whole, lines)
    rules = checked_rows(RuleFacts, "rule", whole.rules, lines, faults)
    faults += conditions.faults_of_criteria(criteria)
    faults += conditions.faults_of_rules(criteria, rules)
    if faults:
        raise PackRefused(faults)
    return PackFile(
        pack=packs[0], elements=tuple(elements), criteria=tuple(criteria), rules=tuple(rules)
    )


def tables_of(
    content: bytes, needed: Mapping[str, type], optional: Mapping[str, type] = MappingProxyType({})
) -> Mapping[str, Any]:
    """The tables of the file, in the shapes asked for and none besides."""
    if len(content) > LARGEST:
        raise PackRefused([f"A pack file may have at most {LARGEST:,} bytes."])
    try:
        tables: dict[str, Any] = tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackRefused([f"This is not a TOML file: {error}."]) from error
    known = {**needed, **optional}
    faults = [f"There is no table called {name!r}." for name in tables.keys() - known.keys()]
    pack = tables.get("pack")
    amends = isinstance(pack, dict) and "amends" in pack
    for name, shape in known.items():
        if name not in tables and (name in optional or (amends and shape is list)):
            tables[name] = []
        elif not _has_shape(tables.get(name), shape):
            faults.append(f"The file needs {'a table' if shape is dict else 'tables'} {name!r}.")
    if faults:
        raise PackRefused(sorted(faults))
    return tables


def _whole(tables: Mapping[str, Any], find: Finder) -> _Whole:
    said, elements = tables["pack"], tables["elements"]
    criteria, rules = tables["criteria"], tables["rules"]
    if "amends" not in said:
        return _Whole(said, as_written(elements), as_written(criteria), as_written(rules))
    base = find(str(said.get("code")), str(said["amends"]))
    if base is None:
        missing = f"There is no version {said['amends']!r} of {said.get('code')!r} here."
        raise PackRefused([f"pack: amends: {missing} Publish it first, or write all of it."])
    drop = [str(code) for code in said.get("drop", ())]
    if strange := sorted(set(drop) - {one.code for one in base.criteria}):
        raise PackRefused([f"pack: drop: Version {said['amends']} has no {', '.join(strange)}."])
    return _Whole(
        pack_over(base, said),
        elements_over(base, elements),
        criteria_over(base, criteria, drop),
        rules_over(base, rules, drop),
    )


def _has_shape(rows: object, shape: type) -> bool:
    if not isinstance(rows, list):
        return isinstance(rows, shape)
    return shape is list and bool(rows) and all(isinstance(row, dict) for row in rows)


def checked_rows(
    model: type[Row],
    noun: str,
    rows: Rows,
    lines: Lines,
    faults: list[str],
) -> list[Row]:
    """Each row checked by itself, so that one fault hides no other."""
    kept = []
    for number, (row, place) in enumerate(zip(rows.rows, rows.places, strict=True)):
        try:
            kept.append(model.model_validate(row))
        except ValidationError as error:
            name = f"{noun} {row.get('code', number + 1)}"
            faults += [
                f"{lines.at(noun, place, key)}{name}: {sentence}"
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


def _strangers(whole: _Whole, lines: Lines) -> Iterator[str]:
    """What no row can see by itself: codes used twice, elements that are not there."""
    for noun, rows in (("element", whole.elements), ("criterion", whole.criteria)):
        codes = [str(row.get("code")) for row in rows.rows]
        for number, code in enumerate(codes):
            if code in codes[:number]:
                at = lines.at(noun, rows.places[number], "code")
                yield f"{at}{noun} {code}: the code is used twice."
    known = {row.get("code") for row in whole.elements.rows}
    for row, place in zip(whole.criteria.rows, whole.criteria.places, strict=True):
        if row.get("element") not in known:
            at = lines.at("criterion", place, "element")
            yield f"{at}criterion {row.get('code')}: there is no element {row.get('element')!r}."
