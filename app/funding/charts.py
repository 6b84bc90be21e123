"""Money by fiscal year and kind."""

from collections.abc import Mapping

from app.engine.values import MoneyKind
from app.kernel.words import label_of
from app.web.charts import Figure, stacked


def by_year(sums: Mapping[int, Mapping[MoneyKind, int]], unit: str) -> Figure:
    """Columns of capital and operating, from cents; drawn in whole currency units."""
    series = {label_of(kind): [of[kind] / 100 for of in sums.values()] for kind in MoneyKind}
    return stacked([f"FY{year}" for year in sums], series, unit)
