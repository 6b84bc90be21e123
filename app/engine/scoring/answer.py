"""The vocabulary: a criterion as it is asked, and what was answered."""

from dataclasses import dataclass
from enum import StrEnum

from app.engine.scoring.evidence import Evidence


class Axis(StrEnum):
    """What a criterion speaks for: use or soundness. One at most, so nothing is counted twice."""

    FUNCTIONAL = "functional"
    TECHNICAL = "technical"
    NONE = "none"


class AnswerState(StrEnum):
    """Unknown says that somebody looked and could not tell; it scores like no answer at all."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class KnockOutTest(StrEnum):
    """The two questions that end a discussion, kept apart from each other and from the score."""

    EHR_VIEWABLE = "ehr_viewable"
    PLATFORM_SUITABLE = "platform_suitable"


@dataclass(frozen=True, slots=True)
class Criterion:
    """`pass_level` is None where missing the criterion lowers the score and forbids nothing."""

    code: str
    weight: int
    element: str = ""
    axis: Axis = Axis.NONE
    pass_level: int | None = None
    test: KnockOutTest | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A level from 0 to 4 where there is one. `has_remedy`: a repair is promised with its date."""

    criterion: Criterion
    level: int | None = None
    state: AnswerState = AnswerState.ANSWERED
    has_remedy: bool = False
    evidence: Evidence = Evidence.NONE

    @property
    def counts(self) -> bool:
        """Whether the criterion applies: what does not apply is left out of every sum."""
        return self.state is not AnswerState.NOT_APPLICABLE

    @property
    def known(self) -> int | None:
        """The level, if somebody gave one."""
        return self.level if self.state is AnswerState.ANSWERED else None
