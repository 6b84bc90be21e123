"""What the engine finds for a group of subjects, as values of their stored scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.engine.scoring.answer import Axis, KnockOutTest
from app.engine.scoring.batch import ORDER, passage_at
from app.engine.scoring.knockout import Passage
from app.engine.scoring.rollup import readiness
from app.engine.scoring.score import Score, thousandths
from app.engine.scoring.status import fit_status
from app.engine.scoring.weighed import weighed_score
from app.scoring.queries.answers import Numbers
from app.scoring.queries.scores import SourceSheet
from app.scoring.queries.trial import sources_in
from app.scoring.translate.conditions import without_unasked
from app.scoring.translate.dispositions import Result, archive_is_weak, standards_reach
from app.scoring.translate.elements import element_parts
from app.scoring.translate.sheets import Group, Waived, groups, packed, unpacked, waived_cells
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries.subjects import Profile

RULES_VERSION = "3"
"""Raised when the arithmetic or the rules change, so that a stored score says by which it came."""


UNSETTLED = ORDER.index(Passage.UNDETERMINED)
"""From here on a passage is open or failed, so that some criterion is to be named."""


@dataclass(slots=True)
class Found:
    """One subject: its exact score, what the rules need, and the values to store.

    `parts`: where many sheets make its score, its points by element.
    """

    profile: Profile
    score: Score | None
    gravest: Passage | None
    result: Result
    values: dict[str, Any]
    parts: dict[str, list[int | None]] | None = None


def found_in(group: Group, waived: Waived) -> Iterator[Found]:
    """Sums for all rows at once, then each row by itself, exactly."""
    sheet = group.sheet
    sums = sheet.sums()
    functional, technical = sheet.sums(Axis.FUNCTIONAL), sheet.sums(Axis.TECHNICAL)
    passages = sheet.passages(waived_cells(group, waived))
    gravest = sheet.gravest(passages)
    tests = {test: sheet.gravest(passages, test) for test in KnockOutTest}
    of_test = {
        test: {one.code for one in sheet.criteria if one.test is test} for test in KnockOutTest
    }
    stands = gravest >= UNSETTLED
    rows = packed(sheet)
    reached, weak = standards_reach(sheet), archive_is_weak(sheet)
    for row, profile in enumerate(group.profiles):
        score = sums.tally(row).score
        failing = sheet.codes(passages, row, Passage.FAILS) if stands[row] else ()
        result = Result(
            completeness=score.completeness if score else Fraction(0),
            functional=functional.tally(row).provisional,
            technical=technical.tally(row).provisional,
            open_knock_outs=sheet.codes(passages, row, Passage.UNDETERMINED) if stands[row] else (),
            fails_platform=_among(failing, of_test[KnockOutTest.PLATFORM_SUITABLE]),
            fails_ehr_view=_among(failing, of_test[KnockOutTest.EHR_VIEWABLE]),
            is_open=bool(reached[row]),
            archive_is_weak=bool(weak[row]),
        )
        worst = passage_at(int(gravest[row]))
        values = score_values(score, worst) | {
            "sheet": rows[row],
            "functional": thousandths(result.functional),
            "technical": thousandths(result.technical),
            "failing": len(failing),
            "open_knock_outs": len(result.open_knock_outs),
            "ehr_viewable": passage_at(int(tests[KnockOutTest.EHR_VIEWABLE][row])),
            "platform_suitable": passage_at(int(tests[KnockOutTest.PLATFORM_SUITABLE][row])),
        }
        yield Found(profile, score, worst, result, values)


def found_by(
    pack: Pack, subject: Subject, profiles: Sequence[Profile], numbers: Numbers, waived: Waived
) -> list[Found]:
    """From answers as bare numbers, without those that conditions leave out."""
    asked = without_unasked(pack, subject, profiles, numbers)
    return [one for group in groups(pack, profiles, asked) for one in found_in(group, waived)]


def sources_with(
    sheets: Mapping[int, bytes], department_ids: Sequence[int] | None = None
) -> dict[int, list[SourceSheet]]:
    """Sources that have one of these packed sheets, by department."""
    found = {
        department: [
            SourceSheet(one.id, one.code, one.name, department, one.annual_studies, sheet, 0, 0)
            for one in sources
            if (sheet := sheets.get(one.id)) is not None
        ]
        for department, sources in sources_in(department_ids).items()
    }
    return {department: sources for department, sources in found.items() if sources}


def add_sources(pack: Pack, one: Found, inside: Sequence[SourceSheet]) -> None:
    """Readiness in place of the department's own score, and the same by element."""
    sheet = unpacked(pack, [source.sheet for source in inside])
    volumes = [source.annual_studies for source in inside]
    known = [volume for volume in volumes if volume is not None]
    whole = readiness(weighed_score(sheet.sums(), volumes), one.score)
    one.values.update(score_values(whole, one.gravest))
    one.values["volume"] = sum(known) if known else None
    one.parts = element_parts(pack, unpacked(pack, [one.values["sheet"]]), sheet, volumes)


def score_values(score: Score | None, gravest: Passage | None) -> dict[str, Any]:
    """The columns that follow from a score and its knock-outs."""
    return {
        "confirmed": thousandths(score.confirmed) if score else None,
        "provisional": thousandths(score.provisional) if score else None,
        "best": thousandths(score.best) if score else None,
        "completeness": thousandths(score.completeness) if score else None,
        "evidenced": thousandths(score.evidenced) if score else None,
        "fit": fit_status(score, gravest),
    }


def _among(codes: tuple[str, ...], some: set[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in some)
