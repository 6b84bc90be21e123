"""Packs come from readable files and go back to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.standards.facts import Tier
from app.standards.importing import SHIPPED, PackRefused, file_of, read_pack, written
from app.standards.queries.catalog import get_pack
from app.standards.services.packs import publish
from tests.factories.standards import a_criterion, a_pack, a_pack_file

BANDS = ("0.5", "1.25", "99", "99.999")
FULL = (
    a_criterion(
        "PLT-01",
        scale="L5",
        levels=("none", "some", "half", "most", "all"),
        tier="mandatory",
        knock_out=True,
        knock_out_for=["STO"],
        knock_out_when="sensitive",
        pass_level=2,
        test="platform_suitable",
        when="mobile",
        evidence="DCS/LOG",
        wanted="The statement, and a log of a week.",
        formerly="PLT-99",
    ),
    a_criterion("PLT-02", scale="NUM", unit="%", bands=BANDS, axis="technical"),
    a_criterion("PLT-03", tier="deprecated", superseded=True, statement='Say "no"\tor \\ ü ≥ \x7f'),
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=80)


def test_a_stored_pack_is_exported_and_read_back_byte_for_byte(session):
    file = a_pack_file(*FULL, changes="Two new.\nOne gone.")
    pack = a_pack(*FULL, code=file.pack.code, changes=file.pack.changes)
    content = written(file_of(get_pack(pack.id)))
    again = read_pack(content)
    assert again.criteria == FULL
    assert written(again) == content
    assert publish(again).id == pack.id, "the same content is the version that is there"


def test_the_shipped_pack_is_exported_as_it_ships(session):
    pack = publish(read_pack(SHIPPED.read_bytes()))
    assert written(file_of(pack)) == SHIPPED.read_bytes()


@given(statement=TEXTS, guidance=TEXTS, weight=st.integers(1, 100))
def test_any_text_survives_the_file(statement, guidance, weight):
    statement = statement.strip() or "x"
    file = a_pack_file(a_criterion(statement=statement, guidance=guidance, weight=weight))
    assert read_pack(written(file)) == file


def test_a_tier_that_is_not_said_follows_from_the_knock_out():
    assert a_criterion().tier is Tier.RECOMMENDED
    assert a_criterion(knock_out=True).tier is Tier.MANDATORY


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"knock_out": True, "tier": "deprecated"}, "A knock-out is mandatory"),
        ({"scale": "L5", "levels": ["a", "b"]}, "Say 5 levels in words"),
        ({"scale": "YPN", "levels": ["a"] * 5}, "Say 3 levels in words"),
        ({"evidence": "DOC/XYZ"}, "no kind of evidence called XYZ"),
        ({"formerly": "GOV-01"}, "formerly another code"),
        ({"tier": "nice"}, "tier"),
    ],
)
def test_what_a_criterion_may_not_say(said, fault):
    with pytest.raises(ValueError, match=fault):
        a_criterion(**said)


def test_every_fault_has_its_line():
    lines = written(a_pack_file(*FULL)).decode().splitlines()
    weights = [place for place, line in enumerate(lines) if line == "weight = 1"]
    for place in weights[:2]:
        lines[place] = "weight = 0"
    lines.append('color = "red"')
    with pytest.raises(PackRefused) as refused:
        read_pack("\n".join(lines).encode())
    assert [fault.split(": ")[0] for fault in refused.value.faults] == [
        f"line {weights[0] + 1}, criterion PLT-01",
        f"line {weights[1] + 1}, criterion PLT-02",
        f"line {len(lines)}, criterion PLT-03",
    ]
