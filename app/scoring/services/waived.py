"""What the fit of one thing would be, were other knock-outs waived."""

from dataclasses import dataclass
from datetime import date

from app.engine.scoring.answer import Answer
from app.engine.scoring.knockout import Passage, gravest, passage
from app.engine.scoring.rollup import mean_score, readiness, weigh_by_volume
from app.engine.scoring.score import Score, score
from app.engine.scoring.status import FitStatus, fit_status
from app.scoring.queries.scores import source_sheets
from app.scoring.translate.readiness import scored
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries.assessments import answers_of
from app.standards.queries.subjects import Profile
from app.standards.translate import lines


@dataclass(frozen=True, slots=True)
class Footing:
    """The answers of one thing as they stand, and the score they give it."""

    answers: tuple[Answer, ...]
    score: Score | None

    def fit(self, waived: frozenset[str]) -> FitStatus:
        return fit_status(self.score, gravest(self.answers, waived))

    def passage(self, code: str, waived: frozenset[str] = frozenset()) -> Passage | None:
        """How one criterion stands; nothing where it forbids nothing or is not asked."""
        found = (passage(one, waived) for one in self.answers if one.criterion.code == code)
        return next(found, None)


def footing_of(pack: Pack, profile: Profile, on: date) -> Footing:
    """Computed as the stored score is: a department's from its sources as well."""
    sheet = lines(pack, profile, answers_of(pack, profile))
    answers = tuple(line.answered(on) for line in sheet)
    own = score(answers)
    if profile.subject is not Subject.DEPARTMENT:
        return Footing(answers, own)
    inside = scored(pack, source_sheets(pack, [profile.id]).get(profile.id, []))
    by_volume = mean_score(weigh_by_volume([(one, by.annual_studies) for by, one in inside]))
    return Footing(answers, readiness(by_volume, own))
