"""Profiles and answers to sheets of levels: one sheet for all subjects that are asked the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.engine.scoring.answer import Criterion as Asked
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN, Sheet
from app.scoring.queries.answers import Numbers
from app.standards.facts import Applies, When
from app.standards.models import Pack
from app.standards.queries.subjects import Profile
from app.standards.translate import as_asked, is_asked

LEVEL, PROMISED, EVIDENCE = 7, 8, 16
"""A byte of a packed sheet: the level, 8 for a promised repair, 16 for each step of evidence."""

Alike = tuple[Applies, frozenset[tuple[When, bool]]]


Waived = Mapping[int, frozenset[str]]
"""By subject: the codes of criteria that a waiver in force covers."""


@dataclass(frozen=True, slots=True)
class Group:
    """Subjects of whom the same is asked, and their sheet, row by row in the same order."""

    profiles: tuple[Profile, ...]
    sheet: Sheet


def groups(pack: Pack, profiles: Iterable[Profile], answers: Numbers) -> Iterator[Group]:
    """Every criterion of the pack is a column, at its place in the pack."""
    by_subject = answers[np.argsort(answers[:, 0], kind="stable")]
    for members in _alike(profiles):
        yield Group(tuple(members), _sheet(pack, members, by_subject))


def sheet_groups(
    pack: Pack, profiles: Iterable[Profile], sheets: Mapping[int, bytes]
) -> Iterator[Group]:
    """The same from packed sheets, by subject."""
    for members in _alike(profiles):
        kept = unpacked(pack, [sheets[one.id] for one in members])
        columns, _ = _columns(pack, members[0])
        yield Group(tuple(members), replace(kept, criteria=columns))


def _alike(profiles: Iterable[Profile]) -> Iterable[list[Profile]]:
    alike: dict[Alike, list[Profile]] = {}
    for profile in profiles:
        alike.setdefault((profile.applies, frozenset(profile.known.items())), []).append(profile)
    return alike.values()


def waived_cells(group: Group, waived: Waived) -> NDArray[np.bool_] | None:
    """Where a waiver is in force, in the shape of the sheet; None where there is none at all."""
    rows = [row for row, one in enumerate(group.profiles) if one.id in waived]
    if not rows:
        return None
    cells = np.zeros(group.sheet.levels.shape, np.bool_)
    for row in rows:
        codes = waived[group.profiles[row].id]
        cells[row] = [one.code in codes for one in group.sheet.criteria]
    return cells


def packed(sheet: Sheet) -> list[bytes]:
    """Each row as bytes: its levels, where a repair is promised, and how each is known."""
    more = sheet.remedies * np.int8(PROMISED) + sheet.evidence * np.int8(EVIDENCE)
    kept = np.where(sheet.levels >= 0, sheet.levels + more, sheet.levels)
    whole, width = kept.astype(np.int8).tobytes(), kept.shape[1]
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def unpacked(pack: Pack, rows: Sequence[bytes]) -> Sheet:
    """Packed rows as one sheet, for sums: weights and axes are the same for all subjects."""
    codes = {element.id: element.code for element in pack.elements}
    columns = tuple(
        Asked(one.code, one.weight, codes[one.element_id], one.axis) for one in pack.criteria
    )
    kept = np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), len(columns))
    known = kept >= 0
    return Sheet(
        columns,
        np.where(known, kept & LEVEL, kept).astype(np.int8),
        known & (kept & PROMISED > 0),
        np.where(known, kept // EVIDENCE, 0).astype(np.int8),
    )


def _sheet(pack: Pack, members: Sequence[Profile], by_subject: Numbers) -> Sheet:
    first = members[0]
    columns, asked = _columns(pack, first)
    levels = np.tile(np.where(asked, NOT_KNOWN, NOT_ASKED).astype(np.int8), (len(members), 1))
    remedies = np.zeros(levels.shape, np.bool_)
    evidence = np.zeros(levels.shape, np.int8)
    ids = np.array([one.id for one in members], np.int64)
    order = np.argsort(ids)
    places = np.searchsorted(ids[order], by_subject[:, 0])
    places[places == len(ids)] = 0
    mine = by_subject[(ids[order][places] == by_subject[:, 0])]
    rows = order[np.searchsorted(ids[order], mine[:, 0])]
    counted = asked[mine[:, 1]]
    rows, mine = rows[counted], mine[counted]
    levels[rows, mine[:, 1]] = mine[:, 2]
    remedies[rows, mine[:, 1]] = mine[:, 3] == 1
    evidence[rows, mine[:, 1]] = mine[:, 4]
    return Sheet(columns, levels, remedies & (levels >= 0), evidence)


def _columns(pack: Pack, like: Profile) -> tuple[tuple[Asked, ...], NDArray[np.bool_]]:
    codes = {element.id: element.code for element in pack.elements}
    columns = tuple(
        as_asked(one, codes[one.element_id], like.applies, like.known) for one in pack.criteria
    )
    asked = np.array([is_asked(one, like.applies, like.known) for one in pack.criteria], np.bool_)
    return columns, asked
