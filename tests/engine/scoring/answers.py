"""Answers in few words, and strategies that make many."""

from hypothesis import strategies as st

from app.engine.scoring.answer import Answer, AnswerState, Axis, Criterion, KnockOutTest
from app.engine.scoring.evidence import Evidence


def an_answer(level=None, weight=1, code="C", **asked) -> Answer:
    """`state`, `has_remedy` and `evidence` say how it was answered; the rest how it is asked."""
    given = {key: asked.pop(key) for key in ("state", "has_remedy", "evidence") if key in asked}
    return Answer(Criterion(code, weight, **asked), level, **given)


def left_out(**asked) -> Answer:
    return an_answer(state=AnswerState.NOT_APPLICABLE, **asked)


criteria = st.builds(
    Criterion,
    code=st.uuids().map(str),
    weight=st.integers(1, 5),
    element=st.sampled_from(["GOV", "PLT", "VWR"]),
    axis=st.sampled_from(Axis),
    pass_level=st.none() | st.integers(1, 4),
    test=st.none() | st.sampled_from(KnockOutTest),
)
answered = st.builds(
    Answer,
    criteria,
    st.integers(0, 4),
    has_remedy=st.booleans(),
    evidence=st.sampled_from(Evidence),
)
unknown = st.builds(Answer, criteria, st.none(), st.just(AnswerState.UNKNOWN))
not_applicable = st.builds(Answer, criteria, st.none(), st.just(AnswerState.NOT_APPLICABLE))
answers = st.lists(answered | unknown | not_applicable, max_size=12)
