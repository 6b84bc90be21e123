from fractions import Fraction

import pytest

from app.engine.paths.check import Soundness
from app.engine.paths.stages import WORDS_OF_STAGE, Reading, SourceWay, Stage, along

HOLDS = {stage: Reading(Soundness.HOLDS, "it works") for stage in Stage}


def way(name="Camera", volume=100, **broken):
    """Whole, but for stages with what breaks them."""
    said = {Stage(stage): Reading(Soundness.BROKEN, why) for stage, why in broken.items()}
    return SourceWay(1, name, volume, HOLDS | said)


def test_a_whole_path_has_no_break():
    found = along([way(), way("Scope")])
    assert (found.first_break, found.broken) == (None, ())
    assert found.sentence == "Whole from capture to analysis."
    assert [one.stage for one in found.stages] == list(Stage) == list(WORDS_OF_STAGE)


PLANTED = [
    ({}, ()),
    ({"capture": "patients are typed by hand"}, ("capture",)),
    ({"index": "not listed in the chart"}, ("index",)),
    ({"store": "images stay on the device"}, ("store",)),
    ({"distribute": "no standard reaches the archive"}, ("distribute",)),
    ({"view": "opens with a second sign-in"}, ("view",)),
    ({"exchange": "no exchange"}, ("exchange",)),
    ({"analyze": "no analysis"}, ("analyze",)),
    ({"view": "no", "index": "no"}, ("index", "view")),
    ({stage.value: "no" for stage in Stage}, tuple(Stage)),
]


@pytest.mark.parametrize(("broken", "found"), PLANTED)
def test_every_planted_break_is_found_and_none_invented(broken, found):
    path = along([way("Whole"), way("Broken", **broken)])
    assert path.broken == found
    assert (path.first_break.stage if path.first_break else None) == (found[0] if found else None)


def test_the_first_break_is_named_with_its_source():
    path = along([way(), way("Cart", store="images stay on the device"), way("Two", store="no")])
    assert path.sentence == "Images stay on the device (Cart, and 1 more)."


def test_a_stage_is_as_good_as_its_weakest_source():
    partial = HOLDS | {Stage.VIEW: Reading(Soundness.PARTIAL, "in part")}
    unknown = HOLDS | {Stage.VIEW: Reading(Soundness.UNKNOWN, "not known")}
    sources = [SourceWay(1, "A", 1, HOLDS), SourceWay(2, "B", 1, partial)]
    assert along(sources).stages[4].how is Soundness.PARTIAL
    assert along(sources).sentence == "Whole, in part only: viewed from the record."
    sources.append(SourceWay(3, "C", 1, unknown))
    assert along(sources).stages[4].how is Soundness.UNKNOWN
    assert along(sources).sentence == "No break is known; not known: viewed from the record."


def test_a_stage_nobody_spoke_of_is_not_known():
    assert along([SourceWay(1, "A", 1, {})]).stages[0].how is Soundness.UNKNOWN


def test_without_sources_there_is_no_path():
    found = along([])
    assert found.sentence == "No source is recorded, so there is no path to follow."
    assert found.stages[0].share_held is None


def test_shares_are_of_the_images_that_are_counted():
    found = along([way(volume=300), way(volume=100, view="no"), way(volume=None)])
    assert found.stages[4].share_held == Fraction(3, 4)
    assert found.stages[0].share_held == Fraction(1)
