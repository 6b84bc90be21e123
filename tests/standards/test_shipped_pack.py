"""The pack that ships is complete: nobody has to guess what a level means or what would show it."""

from collections import Counter

import pytest

from app.engine.scoring.scale import LEVELS_OF, WORDS_OF, Scale
from app.standards.facts import Tier
from app.standards.importing import SHIPPED, read_pack

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
