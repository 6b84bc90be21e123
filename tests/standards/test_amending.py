"""A small file that amends a big pack."""

from pathlib import Path

import pytest

from app.kernel.db import db
from app.standards.facts import CriterionFacts, ElementFacts, PackFacts, RuleFacts
from app.standards.importing import PackRefused, file_of, read_pack, written
from app.standards.importing.keys import (
    AMENDING,
    AMENDMENT,
    CRITERION,
    CROSSWALK,
    ELEMENT,
    EXAMPLE,
    PACK,
    RULE,
)
from app.standards.queries import catalog
from app.standards.services.packs import publish_file
from tests.factories.standards import a_criterion, a_pack_file

BASE = a_pack_file(
    a_criterion("A-1", scale="L5", weight=4), a_criterion("A-2"), a_criterion("B-1"), code="own"
)
HEAD = '[pack]\ncode = "own"\nversion = "2"\namends = "1"\n'


def amended(text):
    return read_pack((HEAD + text).encode(), lambda code, version: BASE if version == "1" else None)


def test_what_is_not_said_is_taken_over():
    file = amended('changes = "Heavier."\n[[criteria]]\ncode = "A-1"\nweight = 9\n')
    assert (file.pack.version, file.pack.changes, file.pack.title) == (
        "2",
        "Heavier.",
        BASE.pack.title,
    )
    assert file.elements == BASE.elements
    assert file.criteria[1:] == BASE.criteria[1:]
    assert file.criteria[0] == BASE.criteria[0].model_copy(update={"weight": 9})


def test_what_is_new_stands_with_its_element_and_what_is_dropped_is_gone():
    new = '[[criteria]]\ncode = "A-3"\nelement = "A"\nstatement = "New."\nscale = "YPN"\n'
    file = amended(f'drop = ["A-2"]\n{new}weight = 1\napplies_to = ["SRC"]\n')
    assert [one.code for one in file.criteria] == ["A-1", "A-3", "B-1"]


def test_a_new_element_comes_last():
    file = amended('[[elements]]\ncode = "C"\ntitle = "Third"\nweight = 5\n')
    assert [one.code for one in file.elements] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('drop = ["X-1"]', "Version 1 has no X-1"),
        ('[[criteria]]\ncode = "A-1"\nweight = 0', "line 7, criterion A-1: weight"),
        ('[[criteria]]\ncode = "A-1"\nelement = "Z"', "line 7, criterion A-1: there is no element"),
        ('[[criteria]]\ncode = "A-9"', "line 5, criterion A-9: statement: Field required."),
        (
            '[[criteria]]\ncode = "A-1"\n[[criteria]]\ncode = "A-1"',
            "criterion A-1: the code is used twice",
        ),
    ],
)
def test_what_is_wrong_with_an_amendment_is_named(text, fault):
    with pytest.raises(PackRefused) as refused:
        amended(text)
    assert any(fault in one for one in refused.value.faults)


def test_an_amendment_needs_its_base():
    with pytest.raises(PackRefused, match="no version '3' of 'own' here"):
        read_pack(HEAD.replace('amends = "1"', 'amends = "3"').encode())


def test_the_examples_of_the_guide_are_packs_that_can_be_published(session):
    first = publish_file(EXAMPLE.encode())
    second = publish_file(AMENDING.encode())
    db.session.commit()
    assert (first.is_in_force, second.is_in_force) == (True, False)
    assert written(file_of(catalog.get_pack(first.id))).decode().endswith(EXAMPLE)
    assert file_of(catalog.get_pack(second.id)).criteria[0].weight == 8


@pytest.mark.parametrize(
    ("model", "keys"),
    [(PackFacts, PACK), (ElementFacts, ELEMENT), (CriterionFacts, CRITERION), (RuleFacts, RULE)],
)
def test_the_guide_explains_every_key(model, keys):
    assert model.model_fields.keys() == keys.keys()


def test_the_guide_on_paper_says_the_same(guide):
    for keys in (PACK, AMENDMENT, ELEMENT, CRITERION, RULE):
        for key, meaning in keys.items():
            assert f"| `{key}` | {meaning} |" in guide
    assert EXAMPLE in guide
    assert AMENDING in guide
    assert CROSSWALK in guide


@pytest.fixture
def guide():
    return (Path(__file__).parents[2] / "docs" / "guide" / "packs.md").read_text()
