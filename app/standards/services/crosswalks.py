"""Publish a cross-walk between two packs."""

from collections.abc import Iterator, Mapping

from app.engine.scoring.scale import LEVELS_OF, Scale
from app.kernel.db import db
from app.standards.facts.crosswalks import CrosswalkFile, CrosswalkLineFacts, Relation
from app.standards.importing import PackRefused
from app.standards.importing.crosswalks import read_crosswalk
from app.standards.models import Criterion, Crosswalk, CrosswalkLine
from app.standards.queries import catalog, crosswalks
from app.standards.services.derived import derive


def publish_crosswalk(content: bytes) -> Crosswalk:
    """Add it, or put it in the place of the one with the same code; answers follow at once."""
    file = read_crosswalk(content)
    if faults := list(_faults(file)):
        raise PackRefused(faults)
    head = file.crosswalk.model_dump()
    walk = crosswalks.find_crosswalk(file.crosswalk.code) or Crosswalk(**head, lines=[])
    for name, value in head.items():
        setattr(walk, name, value)
    walk.lines = [_line(facts, place) for place, facts in enumerate(file.lines)]
    db.session.add(walk)
    db.session.flush()
    derive(walk)
    return walk


def _line(facts: CrosswalkLineFacts, position: int) -> CrosswalkLine:
    return CrosswalkLine(
        position=position,
        from_code=facts.from_code,
        to_code=facts.to_code,
        relation=facts.relation,
        levels={str(level): given for level, given in facts.levels.items()},
        gives_nothing=not facts.gives,
        note=facts.note,
    )


def _faults(file: CrosswalkFile) -> Iterator[str]:
    """What only the packs can tell: criteria that are not there, levels that do not exist."""
    ends: list[Mapping[str, Criterion]] = []
    for code in (file.crosswalk.from_code, file.crosswalk.to_code):
        pack = catalog.version_in_force(code)
        if pack is None:
            yield f"crosswalk: There is no pack {code!r} here. Publish it first."
            return
        ends.append({one.code: one for one in pack.criteria})
    for number, line in enumerate(file.lines, start=1):
        first, then = ends[0].get(line.from_code), ends[1].get(line.to_code)
        for code, one, side in ((line.from_code, first, 0), (line.to_code, then, 1)):
            if one is None:
                pack_code = (file.crosswalk.from_code, file.crosswalk.to_code)[side]
                yield f"line {number}: {pack_code} has no criterion {code!r} in force."
        if first is not None and then is not None:
            yield from (f"line {number}: {fault}" for fault in _unfit(line, first, then))


def _unfit(line: CrosswalkLineFacts, first: Criterion, then: Criterion) -> Iterator[str]:
    if then.scale is Scale.NUM and line.gives:
        yield f"{then.code} is measured and cannot follow from a level."
    if line.relation is Relation.SAME and not line.levels and first.scale is not then.scale:
        yield f"{first.code} and {then.code} have different scales; say which levels give which."
    if strange := set(line.levels) - set(LEVELS_OF[first.scale]):
        yield f"{first.code} has no level {', '.join(map(str, sorted(strange)))}."
    if strange := set(line.levels.values()) - set(LEVELS_OF[then.scale]):
        yield f"{then.code} has no level {', '.join(map(str, sorted(strange)))}."
