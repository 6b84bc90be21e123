from datetime import date

import pytest

from app.engine.scoring.evidence import is_stale


@pytest.mark.parametrize(
    ("dated", "stale"),
    [(date(2024, 11, 23), True), (date(2024, 11, 24), True), (date(2024, 11, 25), False)],
)
def test_evidence_is_stale_after_its_months(dated, stale):
    assert is_stale(dated, on=date(2026, 11, 24), months=24) is stale
