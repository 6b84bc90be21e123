"""What mending each criterion of one sheet would give to its department and to the program."""

from dataclasses import replace
from fractions import Fraction

from app.engine.scoring.mend import program_gain
from app.engine.scoring.rollup import SOURCES_SHARE, Asked
from app.engine.scoring.scale import TOP
from app.engine.scoring.score import thousandths
from app.scoring.queries.scores import columns_of, source_sheets
from app.scoring.services.explain import Above, ElementPart, Explanation, Part
from app.scoring.translate.program import asked_rows
from app.scoring.translate.readiness import source_parts
from app.standards.facts import Applies, Subject
from app.standards.models import Pack
from app.standards.queries.subjects import Profile


def lifted(pack: Pack, own: Explanation) -> Explanation:
    """The same explanation, each criterion with what it would lift above its own score."""
    rows = asked_rows(pack, columns_of(pack))
    share = _share_of_department(pack, own.profile)
    return replace(own, elements=tuple(_element(pack, one, rows, share) for one in own.elements))


def _element(
    pack: Pack, element: ElementPart, rows: list[Asked], share: Fraction | None
) -> ElementPart:
    parts = (replace(part, above=_above(pack, part, rows, share)) for part in element.parts)
    return replace(element, parts=tuple(parts))


def _above(pack: Pack, part: Part, rows: list[Asked], share: Fraction | None) -> Above | None:
    code = part.line.criterion.code
    if part.mend is None or all(row.criterion != code for row in rows):
        return None
    answer = part.line.answer
    levels = TOP - ((answer.level if answer else None) or 0)
    weights = {element.code: element.weight for element in pack.elements}
    return Above(
        department=None if share is None else thousandths(share * part.mend.confirmed),
        program=thousandths(program_gain(code, levels, rows, weights)),
    )


def _share_of_department(pack: Pack, profile: Profile) -> Fraction | None:
    """What a point of this sheet gives to the readiness of its department, if it counts there."""
    if profile.subject is Subject.DEPARTMENT:
        has_sources = bool(source_sheets(pack, [profile.id]))
        return 1 - SOURCES_SHARE if has_sources else None
    if profile.applies is not Applies.SOURCE or profile.department_id is None:
        return None
    inside = source_sheets(pack, [profile.department_id]).get(profile.department_id, [])
    shares = {part.source.id: part.share for part in source_parts(pack, inside)}
    mine = shares.get(profile.id)
    return None if mine is None else SOURCES_SHARE * Fraction(mine, 1000)
