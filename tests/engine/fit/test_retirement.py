from dataclasses import replace

import pytest

from app.engine.fit.disposition import Disposition, Kind
from app.engine.fit.retirement import Condition, Leaving, residuals

READY = Leaving(
    "Old archive",
    Kind.STORAGE,
    decided=Disposition.REPLACE,
    successor="Enterprise archive",
    successor_is_live=True,
    keeps_images=True,
    held=1000,
    moved=990,
    excepted=10,
    has_owner=True,
)


def unmet(**changed):
    return [(one.condition, one.sentence) for one in residuals(replace(READY, **changed))]


def test_with_everything_met_it_may_go():
    assert unmet() == []


@pytest.mark.parametrize(
    ("changed", "condition", "sentence"),
    [
        ({"decided": None}, Condition.DECISION, "No decision in force"),
        ({"decided": Disposition.CONTAIN}, Condition.DECISION, "No decision in force"),
        ({"successor": None}, Condition.SUCCESSOR, "No successor is named"),
        ({"successor_is_live": False}, Condition.SUCCESSOR, "Enterprise archive is to take over"),
        ({"senders": ("CT 1",)}, Condition.REPOINTED, "CT 1 still sends images to it."),
        ({"wires": ("INT-1",)}, Condition.DISCONNECTED, "INT-1 is still live."),
        ({"held": None}, Condition.RECONCILED, "Nobody has said how many"),
        ({"moved": 900}, Condition.RECONCILED, "90 of 1,000 studies are neither moved nor"),
        ({"moved": None}, Condition.RECONCILED, "990 of 1,000 studies"),
        ({"excepted": None}, Condition.RECONCILED, "10 of 1,000 studies"),
        ({"moved": 1000}, Condition.RECONCILED, "1,010 studies are moved or excepted, more than"),
        ({"has_owner": False}, Condition.RETENTION, "Nobody is named who answers"),
    ],
)
def test_each_unmet_condition_blocks_with_its_sentence(changed, condition, sentence):
    found = unmet(**changed)
    assert [one for one, _ in found] == [condition]
    assert found[0][1].startswith(sentence)


def test_all_that_is_unmet_is_said_at_once():
    found = unmet(decided=None, successor=None, senders=("A",), held=None, has_owner=False)
    assert [one for one, _ in found] == [
        Condition.DECISION,
        Condition.REPOINTED,
        Condition.RECONCILED,
        Condition.RETENTION,
    ]


def test_what_is_simply_retired_needs_no_successor():
    assert unmet(decided=Disposition.RETIRE, successor=None) == []


def test_an_empty_archive_has_nothing_to_reconcile():
    assert unmet(held=0, moved=None, excepted=None) == []


def test_what_keeps_no_images_is_not_asked_for_them():
    assert unmet(kind=Kind.VIEWER, keeps_images=False, held=None, has_owner=False) == []


def test_many_names_are_counted():
    assert unmet(senders=tuple("ABCDE"))[0][1] == "A, B, C and 2 more still sends images to it."


@pytest.mark.parametrize("kind", [Kind.SOURCE, Kind.INTERFACE])
def test_a_device_or_an_interface_goes_when_its_life_is_over(kind):
    assert unmet(kind=kind, decided=None, held=None) == []
