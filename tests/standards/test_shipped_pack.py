"""The pack that ships is complete: nobody has to guess what a level means or what would show it."""

from collections import Counter
from decimal import Decimal

import pytest

from app.engine.scoring.condition import claims, parse
from app.engine.scoring.scale import LEVELS_OF, WORDS_OF, Scale
from app.standards.facts import Subject, Tier
from app.standards.importing import SHIPPED, read_pack
from app.standards.queries.subjects import profile_of
from app.standards.translate import asked_of
from tests.factories.inventory import a_source
from tests.factories.standards import the_shipped_pack

FILE = read_pack(SHIPPED.read_bytes())
SENTENCE = 12


def texts_of(one):
    return [one.statement, one.guidance, one.wanted, *one.levels]


@pytest.mark.parametrize("one", FILE.criteria, ids=lambda one: one.code)
def test_every_criterion_says_how_to_tell_what_shows_it_and_what_each_level_means(one):
    assert "To raise it" in one.guidance or "to raise it" in one.guidance
    assert one.reference
    assert one.evidence
    assert len(one.wanted) > 3 * SENTENCE
    if one.scale is Scale.NUM:
        assert one.bands
        assert one.unit
    else:
        assert len(one.levels) == len(LEVELS_OF[one.scale])
        generic = set(WORDS_OF[one.scale].values())
        assert not {level.casefold().rstrip(".") for level in one.levels} & generic
    assert all(text.endswith((".", "?")) for text in texts_of(one))


def test_no_text_serves_two_criteria():
    counts = Counter(text for one in FILE.criteria for text in texts_of(one))
    short = {text for text in counts if len(text) < 2 * SENTENCE}
    assert [text for text, times in counts.items() if times > 1 and text not in short] == []


def test_the_best_level_of_five_asks_for_more_than_the_one_below():
    for one in FILE.criteria:
        if one.scale is Scale.L5:
            assert one.levels[4] != one.levels[3]
            assert len(set(one.levels)) == 5


def test_each_tier_is_used_and_every_knock_out_is_mandatory():
    tiers = Counter(one.tier for one in FILE.criteria)
    assert tiers == {Tier.MANDATORY: 41, Tier.RECOMMENDED: 72, Tier.DEPRECATED: 2}
    assert all(one.tier is Tier.MANDATORY for one in FILE.criteria if one.knock_out)


def test_what_is_asked_only_after_another_answer_waits_for_one_asked_of_the_same_kinds():
    """Or else it would never be asked: to what is not asked nothing is said."""
    by_code = {one.code: one for one in FILE.criteria}
    waiting = {one.code: one for one in FILE.criteria if one.asked_if}
    assert set(waiting) == {"VWR-02", "VWR-15", "EXC-06", "EXC-07", "EXC-10"}
    for one in waiting.values():
        (claim,) = claims(parse(one.asked_if))
        before = by_code[claim.name]
        assert set(one.applies_to) <= set(before.applies_to)
        assert before.when is one.when
        assert not one.knock_out


def test_where_nothing_opens_from_the_chart_nobody_is_asked_which_viewer_opens(session):
    pack, source = the_shipped_pack(), a_source()
    profile = profile_of(Subject.ASSET, source.id)
    asked = lambda level: {  # noqa: E731
        one.code for one in asked_of(pack.criteria, profile, {"VWR-01": Decimal(level)})
    }
    assert asked(1) - asked(0) == {"VWR-02"}
    assert "VWR-02" in {one.code for one in asked_of(pack.criteria, profile)}
