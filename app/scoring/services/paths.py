"""The way of a source's images, followed link by link with what the inventory knows."""

from dataclasses import dataclass
from datetime import date

from app.engine.paths.check import Capture, Check, Soundness, check, soundness
from app.engine.paths.steps import NEEDS, WORDS_OF, Link, LinkCode, Need, Path, Verdict
from app.scoring.queries.paths import surroundings_of
from app.scoring.translate.paths import capture_of, links_of

NO_RULE = Check(Verdict.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One link as it is drawn: what it says, how it holds, on which paths it is needed."""

    code: LinkCode
    says: str
    how: Soundness
    shown_by: str
    evidence_on: date | None
    paths: tuple[Path, ...]
    is_advised: bool


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

    @staticmethod
    def says(code: LinkCode) -> str:
        """A link in words."""
        return WORDS_OF[code]


def follow(source_id: int, *, on: date) -> Followed | None:
    """Nothing where this is no source."""
    around = surroundings_of(source_id)
    if around is None:
        return None
    capture, links = capture_of(around.source), links_of(around)
    if capture is None:
        return Followed(NO_RULE, (), says_how_capture_begins=False)
    found = check(capture, links, on=on)
    could = {report.path for report in found.reports}
    shown = (_shown(link, could, on) for link in links if _is_part(link, could, capture))
    return Followed(found, tuple(shown), says_how_capture_begins=True)


def _is_part(link: Link, could: set[Path], capture: Capture) -> bool:
    need, paths = NEEDS[link.code]
    return bool(paths & could) and (need is Need.RECOMMENDED or capture.needs(need))


def _shown(link: Link, could: set[Path], on: date) -> ShownLink:
    need, paths = NEEDS[link.code]
    return ShownLink(
        code=link.code,
        says=WORDS_OF[link.code],
        how=soundness(link, on=on),
        shown_by=link.shown_by,
        evidence_on=link.evidence_on,
        paths=tuple(path for path in Path if path in paths & could),
        is_advised=need is Need.RECOMMENDED,
    )
