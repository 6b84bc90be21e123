"""Scores are anchored: what happens to one asset moves its own score and no other asset's."""

from random import Random

import pytest
from sqlalchemy import select

from app.inventory.facts import AssetKind
from app.inventory.services.assets import retire_asset
from app.kernel import clock
from app.kernel.db import db
from app.scoring.models import Score
from app.standards.facts import Subject
from tests.factories.accounts import an_actor
from tests.factories.inventory import a_source, a_viewer, an_application
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer

pytestmark = pytest.mark.usefixtures("session")
MAKERS = (a_source, a_viewer, an_application)


def a_mixed_pack():
    return a_pack(
        a_criterion("PLT-01", weight=5, scale="L5", axis="technical", knock_out=True),
        a_criterion("PLT-02", weight=3, axis="technical"),
        a_criterion("VWR-01", weight=4, scale="L5", axis="functional"),
    )


def points():
    """Of each asset, all that its score says; what is suggested may name another asset."""
    db.session.expire_all()
    rows = db.session.scalars(select(Score).where(Score.subject_key == Subject.ASSET.key))
    return {
        row.subject_id: (
            row.confirmed,
            row.provisional,
            row.best,
            row.completeness,
            row.evidenced,
            row.fit,
            row.functional,
            row.technical,
            row.sheet,
        )
        for row in rows
    }


@pytest.mark.parametrize("seed", range(4))
def test_adding_changing_and_deleting_assets_moves_no_other_score(seed):
    random, pack, department = Random(seed), a_mixed_pack(), a_department()
    planner, living = an_actor("planner"), {}

    def levels():
        codes = random.sample(["PLT_01", "PLT_02", "VWR_01"], random.randint(1, 3))
        return {code: random.choice((0, 2, 4)) for code in codes}

    def add():
        made = random.choice(MAKERS)(department=department, name=f"Thing {random.random()}")
        living[made.id] = made
        answer(pack, Subject.ASSET, made.id, actor=planner, **levels())
        return made.id

    def change():
        one = random.choice(list(living))
        answer(pack, Subject.ASSET, one, actor=planner, **levels())
        return one

    def delete():
        """A source goes at once; an application or a viewer only when nothing is left on it."""
        one = random.choice([key for key, made in living.items() if made.kind is AssetKind.SOURCE])
        retire_asset(living.pop(one), actor=planner, on=clock.today())
        db.session.commit()
        return one

    for _ in range(3):
        add()
    for _ in range(9):
        before = points()
        is_source = any(made.kind is AssetKind.SOURCE for made in living.values())
        act = random.choice((add, change, delete) if is_source else (add, change))
        moved = act()
        after = points()
        assert {one: after.get(one) for one in before if one != moved} == {
            one: said for one, said in before.items() if one != moved
        }
