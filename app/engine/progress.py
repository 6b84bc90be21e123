"""How far a measure has come on its way from a baseline to a target."""

from decimal import Decimal
from fractions import Fraction


def progress(
    baseline: Decimal | None, target: Decimal | None, actual: Decimal | None
) -> Fraction | None:
    """1 at the target, 0 at the baseline, below 0 when it moved the wrong way; None if not known.

    Also None where baseline and target are the same: there is no way between them to measure.
    """
    if baseline is None or target is None or actual is None or baseline == target:
        return None
    return (Fraction(actual) - Fraction(baseline)) / (Fraction(target) - Fraction(baseline))
