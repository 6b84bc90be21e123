"""The way of images, followed with what the inventory knows: of a source, and of a department."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.engine.paths.check import Capture, Check, PathReport, Soundness, check, soundness
from app.engine.paths.stages import DepartmentPath, along
from app.engine.paths.standards import STANDARD_OF
from app.engine.paths.steps import (
    NEEDS,
    WORDS_OF,
    Link,
    LinkCode,
    LinkStatus,
    Need,
    Path,
    Verdict,
)
from app.scoring.queries.paths import Surroundings, surroundings_in, surroundings_of
from app.scoring.translate.paths import capture_of, links_of
from app.scoring.translate.stages import way_of

NO_RULE = Check(Verdict.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One link as it is drawn: what it says, how it holds, on which paths it is needed."""

    code: LinkCode
    says: str
    how: Soundness
    status: LinkStatus | None
    shown_by: str
    evidence_on: date | None
    paths: tuple[Path, ...]
    is_advised: bool
    is_said: bool

    def standard(self, path: Path) -> str:
        return STANDARD_OF[self.code][path]

    def months_old(self, on: date) -> int | None:
        if self.evidence_on is None:
            return None
        whole = 12 * (on.year - self.evidence_on.year) + on.month - self.evidence_on.month
        return whole - (on.day < self.evidence_on.day)


@dataclass(frozen=True, slots=True)
class Followed:
    """The verdict on a source's path, and the links that could be part of it."""

    check: Check
    links: tuple[ShownLink, ...]
    says_how_capture_begins: bool

    @property
    def first_break(self) -> str | None:
        code = self.check.first_break
        return WORDS_OF[code] if code else None

    def along(self, report: PathReport) -> list[ShownLink]:
        """The links of one path, in the order images travel."""
        return [link for link in self.links if report.path in link.paths]

    @staticmethod
    def says(code: LinkCode) -> str:
        """A link in words."""
        return WORDS_OF[code]


def follow(source_id: int, *, on: date) -> Followed | None:
    """Nothing where this is no source."""
    around = surroundings_of(source_id)
    return None if around is None else followed(around, on=on)


def followed(around: Surroundings, *, on: date) -> Followed:
    capture, links = capture_of(around.source), links_of(around)
    if capture is None:
        return Followed(NO_RULE, (), says_how_capture_begins=False)
    found = check(capture, links, on=on)
    could = {report.path for report in found.reports}
    shown = (
        _shown(link, could, on, is_said=link.code in around.said)
        for link in links
        if _is_part(link, could, capture)
    )
    return Followed(found, tuple(shown), says_how_capture_begins=True)


def department_path(department_id: int, *, on: date) -> DepartmentPath:
    """Seven stages, each as good as the weakest of the department's sources."""
    return department_paths([department_id], on=on)[department_id]


def department_paths(department_ids: Sequence[int], *, on: date) -> dict[int, DepartmentPath]:
    ways: dict[int, list[Surroundings]] = {one: [] for one in department_ids}
    for around in surroundings_in(department_ids):
        if around.department is not None:
            ways[around.department.id].append(around)
    return {
        department_id: along([way_of(one, on=on) for one in inside])
        for department_id, inside in ways.items()
    }


def _is_part(link: Link, could: set[Path], capture: Capture) -> bool:
    need, paths = NEEDS[link.code]
    return bool(paths & could) and (need is Need.RECOMMENDED or capture.needs(need))


def _shown(link: Link, could: set[Path], on: date, *, is_said: bool) -> ShownLink:
    need, paths = NEEDS[link.code]
    return ShownLink(
        code=link.code,
        says=WORDS_OF[link.code],
        how=soundness(link, on=on),
        status=link.status,
        shown_by=link.shown_by,
        evidence_on=link.evidence_on,
        paths=tuple(path for path in Path if path in paths & could),
        is_advised=need is Need.RECOMMENDED,
        is_said=is_said,
    )
