from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.paths.check import Capture, Soundness, check, report, soundness
from app.engine.paths.steps import (
    NEEDS,
    WORDS_OF,
    Link,
    LinkCode,
    LinkStatus,
    Path,
    Verdict,
    Workflow,
)

TODAY = date(2026, 11, 24)
FRESH = date(2026, 1, 1)


def links(live=(), **others):
    """Codes that are live, and others by their status."""
    found = [Link(LinkCode(code), LinkStatus.LIVE, FRESH) for code in live]
    return found + [Link(LinkCode(code), status, FRESH) for code, status in others.items()]


def codes(*numbers):
    return tuple(LinkCode(f"L{number:02}") for number in numbers)


DERMATOLOGY = codes(1, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15)
MISSING = {"L02": LinkStatus.NONE, "L10": LinkStatus.NONE, "L11": LinkStatus.NONE}
VISIT = Capture(Workflow.ENCOUNTER)


def by_path(found):
    return {one.path: one for one in found.reports}


def test_a_skin_camera_is_supported_by_notice():
    found = check(VISIT, links(DERMATOLOGY, **MISSING), on=TODAY)
    assert found.verdict is Verdict.SUPPORTED
    assert found.taken == (Path.NOTICE,)
    assert by_path(found)[Path.NOTICE].verdict is Verdict.SUPPORTED
    assert by_path(found)[Path.ORDER_ON_DEMAND].gaps == codes(2, 10, 11)
    assert found.first_break is None


def test_it_is_not_when_the_record_refuses_what_nobody_ordered():
    live = [code for code in DERMATOLOGY if code != "L09"]
    planned = MISSING | {"L09": LinkStatus.NONE, "L10": LinkStatus.PLANNED}
    found = check(VISIT, links(live, **planned), on=TODAY)
    assert found.verdict is Verdict.UNSUPPORTED
    assert by_path(found)[Path.NOTICE].gaps == codes(9)
    assert by_path(found)[Path.ORDER_ON_DEMAND].gaps == codes(2, 10, 11)


def test_a_scanner_without_commitment_is_supported_and_advised():
    live = codes(1, 2, 3, 4, 5, 6, 8, 12, 13, 14, 15, 16)
    found = check(
        Capture(Workflow.ORDER, is_diagnostic=True), links(live, L07=LinkStatus.NONE), on=TODAY
    )
    assert found.verdict is Verdict.SUPPORTED
    assert found.reports[0].advised == codes(7)


def test_a_cart_where_names_are_typed_breaks_at_the_context_though_images_arrive():
    live = [code for code in DERMATOLOGY if code != "L04"]
    found = check(VISIT, links(live, L04=LinkStatus.NONE, **MISSING), on=TODAY)
    assert found.verdict is Verdict.UNSUPPORTED
    assert found.first_break == "L04"
    assert found.outcomes.viewable is Verdict.SUPPORTED


def test_poor_descriptors_alone_are_a_condition():
    live = [code for code in DERMATOLOGY if code != "L05"]
    found = check(VISIT, links(live, L05=LinkStatus.NONE, **MISSING), on=TODAY)
    assert found.verdict is Verdict.CONDITIONAL
    assert found.outcomes.described is Verdict.UNSUPPORTED
    assert found.first_break == "L05"


@pytest.mark.parametrize("status", [LinkStatus.BUILT, LinkStatus.TESTED])
def test_a_link_not_yet_live_is_a_condition(status):
    live = [code for code in DERMATOLOGY if code != "L13"]
    found = check(VISIT, links(live, L13=status, **MISSING), on=TODAY)
    assert found.verdict is Verdict.CONDITIONAL
    assert by_path(found)[Path.NOTICE].partial == codes(13)


def test_an_open_link_leaves_it_open_unless_another_fails():
    live = [code for code in DERMATOLOGY if code != "L13"]
    found = check(VISIT, links(live, **MISSING), on=TODAY)
    assert found.verdict is Verdict.UNDETERMINED
    assert by_path(found)[Path.NOTICE].unknown == codes(13)
    broken = check(VISIT, links(live[1:], L01=LinkStatus.NONE, **MISSING), on=TODAY)
    assert broken.verdict is Verdict.UNSUPPORTED


def test_a_mixed_source_must_manage_both_ways():
    mixed = Capture(Workflow.MIXED)
    visit_alone = check(mixed, links(DERMATOLOGY, **MISSING), on=TODAY)
    assert visit_alone.verdict is Verdict.UNSUPPORTED
    assert visit_alone.taken == (Path.ORDER, Path.NOTICE)
    assert visit_alone.first_break == "L02"
    both = check(mixed, links([*DERMATOLOGY, "L02"]), on=TODAY)
    assert both.verdict is Verdict.SUPPORTED


def test_without_a_rule_for_capture_there_is_nothing_to_follow():
    found = check(Capture(Workflow.NONE), links(DERMATOLOGY), on=TODAY)
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert found.lacks_a_rule
    assert found.first_break is None
    assert not check(VISIT, [], on=TODAY).lacks_a_rule


@pytest.mark.parametrize(
    ("capture", "needed"),
    [
        (VISIT, ()),
        (Capture(Workflow.ENCOUNTER, is_diagnostic=True), codes(16)),
        (Capture(Workflow.ENCOUNTER, is_billable=True), codes(17)),
        (Capture(Workflow.ENCOUNTER, is_diagnostic=True, is_billable=True), codes(16, 17)),
    ],
)
def test_reports_and_charges_are_needed_where_there_are_any(capture, needed):
    sound = dict.fromkeys(DERMATOLOGY, Soundness.HOLDS)
    assert report(Path.NOTICE, capture, sound).unknown == needed


@pytest.mark.parametrize(
    ("evidence_on", "how"),
    [
        (date(2024, 11, 24), Soundness.HOLDS),
        (date(2024, 11, 23), Soundness.PARTIAL),
        (None, Soundness.PARTIAL),
    ],
)
def test_evidence_ages(evidence_on, how):
    link = Link(LinkCode.STORED, LinkStatus.LIVE, evidence_on)
    assert soundness(link, on=TODAY) is how


def test_a_leap_day_is_a_day_like_others():
    link = Link(LinkCode.STORED, LinkStatus.LIVE, date(2026, 2, 28))
    assert soundness(link, on=date(2028, 2, 29)) is Soundness.PARTIAL


def test_each_link_has_its_words_and_its_place():
    assert list(NEEDS) == list(WORDS_OF) == list(LinkCode)


@given(
    st.sampled_from([Workflow.ORDER, Workflow.ENCOUNTER, Workflow.MIXED]),
    st.dictionaries(st.sampled_from(LinkCode), st.none() | st.sampled_from(LinkStatus)),
    st.sampled_from(LinkCode),
)
def test_mending_a_link_never_makes_it_worse(workflow, statuses, mended):
    capture = Capture(workflow)
    before = check(capture, [Link(c, s, FRESH) for c, s in statuses.items()], on=TODAY)
    after_statuses = statuses | {mended: LinkStatus.LIVE}
    after = check(capture, [Link(c, s, FRESH) for c, s in after_statuses.items()], on=TODAY)
    order = list(Verdict)
    assert order.index(after.verdict) <= order.index(before.verdict)
