import pytest

from app.engine.scoring.basis import Basis, Floors, is_provisional


@pytest.mark.parametrize(
    ("basis", "floors", "expected"),
    [
        (Basis(60, 100, 30), Floors(60, 50), False),
        (Basis(59, 100, 59), Floors(60, 50), True),
        (Basis(60, 100, 29), Floors(60, 50), True),
        (Basis(60, 100, 0), Floors(60, 0), False),
        (Basis(0, 100, 0), Floors(0, 0), True),
        (Basis(0, 0, 0), Floors(0, 0), True),
    ],
)
def test_a_figure_is_provisional_below_either_floor(basis, floors, expected):
    assert is_provisional(basis, floors) is expected


def test_without_records_there_is_no_share():
    assert Basis(0, 0, 0).behind_share is None
    assert Basis(0, 4, 0).fresh_share is None
