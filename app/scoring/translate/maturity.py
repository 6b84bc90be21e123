"""Service areas and what serves them to the pieces by which maturity judges each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.engine.maturity.level import Area, Piece
from app.engine.maturity.stages import SPECIALIZATIONS, STAGES, Flag
from app.engine.scoring.batch import NOT_ASKED, NOT_KNOWN
from app.inventory.facts.vocabulary.assets import AssetKind
from app.scoring.queries.maturity import Served, ServiceArea
from app.scoring.translate.sheets import LEVEL
from app.standards.facts import Applies
from app.standards.models import Criterion, Pack

SERVES = {
    AssetKind.APPLICATION: Applies.APPLICATION,
    AssetKind.VIEWER: Applies.VIEWER,
    AssetKind.STORAGE: Applies.STORAGE,
    AssetKind.INTERFACE: Applies.INTERFACE,
}
ASKED = frozenset(
    str(ask.code)
    for requirements in (*STAGES.values(), *SPECIALIZATIONS.values())
    for requirement in requirements
    for ask in requirement.asks
)

SIGN = 127

Cells = tuple[int, bytes | None]
"""A weight and a packed sheet; no sheet where nobody has assessed it."""


@dataclass(frozen=True, slots=True)
class Estate:
    """Everything an area may be judged by."""

    assets: Sequence[Served]
    departments: Mapping[int, bytes]
    program: bytes | None
    flags: Mapping[Flag, bool | None] = field(default_factory=dict)


def areas(pack: Pack, found: Iterable[ServiceArea], estate: Estate) -> list[Area]:
    """A criterion is judged by the nearest that is asked it.

    First the sources of an area, then the department, then what serves it, what serves all, and
    the program.
    """
    places = {one.code: place for place, one in enumerate(pack.criteria) if one.code in ASKED}
    columns = [(pack.criteria[place], place) for place in places.values()]
    rings = _Rings(estate)
    flags = {
        str(flag): (Piece(1, None if said is None else 4 * said),)
        for flag, said in estate.flags.items()
    }
    return [
        Area(
            key=one.id,
            name=one.name,
            volume=one.volume,
            is_traditional=one.is_traditional,
            pieces=flags | _pieces(columns, rings.around(one)),
        )
        for one in found
    ]


Ring = Mapping[Applies, Sequence[Cells]]


class _Rings:
    """What is around each area, nearest first; sorted once for all of them."""

    def __init__(self, estate: Estate) -> None:
        self.departments = estate.departments
        self.by_id = {one.id: one for one in estate.assets}
        self.own: dict[int | None, list[Served]] = {}
        for one in estate.assets:
            self.own.setdefault(one.department_id, []).append(one)
        self.viewers = [one for one in estate.assets if one.is_enterprise_viewer]
        self.shared: Ring = _by_kind(self.own.get(None, ()))
        self.program: Ring = {Applies.PROGRAM: [(1, estate.program)]}

    def around(self, area: ServiceArea) -> tuple[Ring, ...]:
        own = self.own.get(area.id, ())
        sources = [one for one in own if one.kind is AssetKind.SOURCE]
        used = {one.destination_id for one in sources if one.destination_id in self.by_id}
        near = {one.id: one for one in own if one.kind in SERVES}
        near |= {key: self.by_id[key] for key in used if key is not None}
        if any(one.opens_enterprise_viewer for one in sources):
            near |= {one.id: one for one in self.viewers}
        return (
            {Applies.SOURCE: _weighed(sources)} if sources else {},
            {Applies.DEPARTMENT: [(1, self.departments.get(area.id))]},
            _by_kind(near.values()),
            self.shared,
            self.program,
        )


def _pieces(
    columns: Sequence[tuple[Criterion, int]], rings: Sequence[Ring]
) -> dict[str, tuple[Piece, ...]]:
    return {
        criterion.code: found
        for criterion, place in columns
        if (found := _judged_by(criterion, place, rings))
    }


def _judged_by(criterion: Criterion, place: int, rings: Sequence[Ring]) -> tuple[Piece, ...]:
    """By the nearest ring that is asked. Nothing where each that could be asked is excused."""
    excused = False
    for ring in rings:
        cells = [one for kind in criterion.applies_to for one in ring.get(kind, ())]
        pieces = tuple(_asked(cells, place))
        if any(piece.level is not None for piece in pieces) or (pieces and not excused):
            return pieces
        excused = excused or bool(cells)
    return () if excused else (Piece(1, None),)


def _asked(cells: Iterable[Cells], place: int) -> Iterator[Piece]:
    for weight, sheet in cells:
        level = NOT_KNOWN if sheet is None else _level(sheet, place)
        if level != NOT_ASKED:
            yield Piece(weight, None if level == NOT_KNOWN else level)


def _level(sheet: bytes, place: int) -> int:
    """Kept as signed bytes: below zero it is not known or not asked."""
    kept = sheet[place]
    return kept - 256 if kept > SIGN else kept & LEVEL


def _weighed(sources: Sequence[Served]) -> list[Cells]:
    """By studies a year; what nobody counted weighs as the mean of the counted ones."""
    known = [one.studies for one in sources if one.studies is not None]
    usual = sum(known) // len(known) if known else 1
    return [(max(1, usual if one.studies is None else one.studies), one.sheet) for one in sources]


def _by_kind(assets: Iterable[Served]) -> dict[Applies, list[Cells]]:
    found: dict[Applies, list[Cells]] = {}
    for one in assets:
        if one.kind in SERVES and one.sheet is not None:
            found.setdefault(SERVES[one.kind], []).append((1, one.sheet))
    return found
