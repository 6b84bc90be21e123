"""Codes to keys and back, for all that facts refer to: few queries, however many facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.kernel.db import db
from app.kernel.facts import Facts, Refused, attributes_of
from app.organization.models import Department, Facility, ServiceLine

BATCH = 500
Keys = tuple[Any, Any]
KEYS: Mapping[str, Keys] = {
    "account_person": (Person.id, Person.email),
    "organization_department": (Department.id, Department.code),
    "organization_facility": (Facility.id, Facility.code),
    "organization_service_line": (ServiceLine.id, ServiceLine.code),
}
"""Where a reference leads: the key of the row, and the code people know it by."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What was looked up, by kind of thing."""

    ids: Mapping[str, Mapping[str, int]]
    codes: Mapping[str, Mapping[int, str]]

    def columns_of(self, facts: Facts) -> dict[str, int | None]:
        """The key columns for the references of these facts, or Refused for unknown codes."""
        columns: dict[str, int | None] = {}
        problems: dict[str, str] = {}
        for attribute in references_of(type(facts)):
            code = getattr(facts, attribute.name)
            columns[f"{attribute.name}_id"] = self.ids[attribute.reference].get(code)
            if code is not None and code not in self.ids[attribute.reference]:
                problems[attribute.name] = f"Nothing is known by “{code}”."
        if problems:
            raise Refused(problems)
        return columns

    def codes_for(self, model: type[Facts], row: Any) -> dict[str, str | None]:
        """The references of a row as codes, by name of the fact."""
        return {
            one.name: self.codes[one.reference].get(getattr(row, f"{one.name}_id"))
            for one in references_of(model)
        }


def references_of(model: type[Facts]) -> list[Any]:
    return [attribute for attribute in attributes_of(model) if attribute.reference]


def directory_of_facts(facts: Iterable[Facts], keys: Mapping[str, Keys] = KEYS) -> Directory:
    """Every code that some of these facts mention."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for one in facts:
        for attribute in references_of(type(one)):
            if (code := getattr(one, attribute.name)) is not None:
                wanted[attribute.reference].add(code)
    return _directory(wanted, keys, by_code=True)


def directory_of_rows(
    rows: Iterable[tuple[type[Facts], Any]], keys: Mapping[str, Keys] = KEYS
) -> Directory:
    """Everything that these rows refer to; each row comes with the model of its facts."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for model, row in rows:
        for attribute in references_of(model):
            if (key := getattr(row, f"{attribute.name}_id")) is not None:
                wanted[attribute.reference].add(key)
    return _directory(wanted, keys, by_code=False)


def _directory(
    wanted: Mapping[str, set[Any]], keys: Mapping[str, Keys], *, by_code: bool
) -> Directory:
    ids: dict[str, dict[str, int]] = {name: {} for name in keys}
    codes: dict[str, dict[int, str]] = {name: {} for name in keys}
    for name, values in wanted.items():
        key, code = keys[name]
        for row in _among(key, code, code if by_code else key, sorted(values)):
            ids[name][row.code], codes[name][row.key] = row.key, row.code
    return Directory(ids, codes)


def _among(key: Any, code: Any, column: ColumnElement[Any], values: list[Any]) -> Iterable[Any]:
    for start in range(0, len(values), BATCH):
        yield from db.session.execute(
            select(key.label("key"), code.label("code")).where(
                column.in_(values[start : start + BATCH])
            )
        )
