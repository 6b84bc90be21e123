"""Write what a plan says, many rows at once, each with its history."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from app.audit.bulk import Changed, insert_many, update_many
from app.inventory import translate as assets
from app.inventory.facts import AssetFacts
from app.inventory.facts.imports import RowFate
from app.inventory.importing.layouts import Layout
from app.inventory.importing.plan import Line
from app.inventory.queries.references import directory_of_facts, vendor_ids
from app.inventory.services.assets import next_codes
from app.inventory.services.imports.planning import Planned, model_of
from app.inventory.services.vendors import group_new_spellings
from app.kernel.facts import Facts, attributes_of
from app.organization import translate as organization
from app.organization.queries.references import Directory

Columns = dict[str, Any]


def write(layout: Layout, planned: Planned) -> dict[int, int]:
    """Create and change what the plan says; the keys of what was created, by position."""
    lines = planned.plan.lines
    places = [at for at, line in enumerate(lines) if line.fate is RowFate.CREATE]
    writer = _Writer(layout, planned.directory, [line for line in lines if _writes(line)])
    created = writer.create(_with_codes(layout, [_facts(lines[at]) for at in places]))
    writer.change([line for line in lines if line.fate is RowFate.CHANGE])
    return dict(zip(places, created, strict=True))


def write_changes(layout: Layout, lines: Sequence[Line]) -> None:
    """Write the facts of lines about things that are there."""
    facts = [line.facts for line in lines if line.facts is not None]
    before = [line.known.facts for line in lines if line.known is not None]
    _Writer(layout, directory_of_facts(facts + before), lines).change(lines)


def _writes(line: Line) -> bool:
    return line.fate in (RowFate.CREATE, RowFate.CHANGE)


def _facts(line: Line) -> Facts:
    assert line.facts is not None
    return line.facts


def _with_codes(layout: Layout, facts: Sequence[Facts]) -> list[Facts]:
    """Assets without a code get the next free ones."""
    if layout.asset_kind is None:
        return list(facts)
    taken = {cast(AssetFacts, one).code for one in facts}
    missing = sum(1 for one in facts if cast(AssetFacts, one).code is None)
    free = next_codes(layout.asset_kind, missing + len(taken)) if missing else []
    codes = iter([code for code in free if code not in taken])
    return [
        one if cast(AssetFacts, one).code else one.model_copy(update={"code": next(codes)})
        for one in facts
    ]


class _Writer:
    """Turns facts into rows. What rows of the same sheet say of each other is written last."""

    def __init__(self, layout: Layout, directory: Directory, lines: Sequence[Line]) -> None:
        self.layout, self.model = layout, model_of(layout)
        self.ids = {kind: dict(codes) for kind, codes in directory.ids.items()}
        self.inner = [
            one.name for one in attributes_of(layout.facts) if one.reference == layout.subject_key
        ]
        self.vendors: dict[str, int] = {}
        if layout.asset_kind is not None:
            spellings = {cast(AssetFacts, _facts(line)).vendor_name for line in lines}
            group_new_spellings(one for one in spellings if one)
            before = {
                cast(AssetFacts, line.known.facts).vendor_name for line in lines if line.known
            }
            self.vendors = vendor_ids(spellings | before)

    def create(self, facts: Sequence[Facts]) -> list[int]:
        own = self.ids[self.layout.subject_key]
        first = [self._columns(one, coming=True) for one in facts]
        waiting = [at for at, one in enumerate(facts) if self._later(one)]
        created = insert_many(self.model, first)
        own.update((one.code, key) for one, key in zip(facts, created, strict=True))  # type: ignore[attr-defined]
        late = (_change(created[at], first[at], self._columns(facts[at])) for at in waiting)
        update_many(self.model, [change for change in late if change])
        return created

    def change(self, lines: Sequence[Line]) -> None:
        changes = []
        for line in lines:
            assert line.known is not None
            before, after = self._columns(line.known.facts), self._columns(_facts(line))
            if change := _change(line.known.id, before, after):
                changes.append(change)
        update_many(self.model, changes)

    def _columns(self, facts: Facts, *, coming: bool = False) -> Columns:
        """The columns of a row; with `coming`, references to rows not yet written are left open."""
        directory = Directory(self.ids, {})
        if coming and (later := self._later(facts)):
            facts = facts.model_copy(update=dict.fromkeys(later))
        if not isinstance(facts, AssetFacts):
            return organization.columns_of(facts, directory)
        columns = assets.columns_of(facts, directory, self.vendors)
        return columns | {"search_text": assets.search_text_of(facts.code or "", facts)}

    def _later(self, facts: Facts) -> list[str]:
        """The references that lead to rows of this sheet which are not written yet."""
        known = self.ids[self.layout.subject_key]
        codes = ((name, getattr(facts, name)) for name in self.inner)
        return [name for name, code in codes if code is not None and code not in known]


def _change(key: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> Changed | None:
    """What differs between two states of a row's columns; None if nothing does."""
    differs = [name for name in after if before.get(name) != after[name]]
    if not differs:
        return None
    return Changed(
        key, {name: before.get(name) for name in differs}, {name: after[name] for name in differs}
    )
