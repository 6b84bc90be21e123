"""The colors of charts: the same on pages, in workbooks and in print."""

from enum import StrEnum
from itertools import cycle, islice

ACCENT = "#0f8a80"
INK = "#334155"
GRID = "#94a3b8"


class Hue(StrEnum):
    """Colors that mean one thing everywhere, each at least 3:1 on white and on slate."""

    CAPITAL = "#2f6fb7"
    OPERATING = "#b7791f"
    FIT = "#15803d"
    CONDITIONAL = "#b45309"
    NOT_FIT = "#c2413b"
    NOT_KNOWN = "#7b8794"


HEAT = ((0, "#f3c9c5"), (0.5, "#f5e6b8"), (1, "#9fd8c8"))
"""From low to high; light enough for dark numbers."""

SERIES = ("#0f8a80", "#8b5fbf", "#c2557a", "#64812f", "#6370c4", "#9a6b5b", "#7b8794")


def series(count: int) -> list[str]:
    """Colors for things without a color of their own, in a fixed order."""
    return list(islice(cycle(SERIES), count))


def color_of(name: str, position: int = 0) -> str:
    """Capital and operating keep their color in every chart; other series take the next one."""
    for word, hue in (("capital", Hue.CAPITAL), ("operating", Hue.OPERATING)):
        if word in name.lower():
            return hue.value
    return SERIES[position % len(SERIES)]
