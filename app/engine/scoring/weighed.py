"""The mean of many scores by volume, exact and fast: sums by denominator, then fractions."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.engine.scoring.batch import Sums, Whole
from app.engine.scoring.evidence import WHOLE
from app.engine.scoring.scale import TOP
from app.engine.scoring.score import Score

SAFE = 2**62
"""Sums that could grow past this are made of Python's own whole numbers."""


def weighed_score(sums: Sums, volumes: Sequence[int | None]) -> Score | None:
    """What `mean_score(weigh_by_volume(...))` gives for the scores of these rows."""
    asked = np.flatnonzero(sums.weight)
    shares = _shares([volumes[row] for row in asked.tolist()])
    if not shares.any():
        return None
    rows = sums.among(asked)
    missing = TOP * (rows.weight - rows.known_weight)
    confirmed = _mean(rows.earned, TOP * rows.weight, shares)
    best = _mean(rows.earned + missing, TOP * rows.weight, shares)
    completeness = _mean(rows.known, rows.asked, shares)
    assert confirmed is not None
    assert best is not None
    assert completeness is not None
    return Score(
        confirmed=100 * confirmed,
        provisional=_points(rows.earned, TOP * rows.known_weight, shares),
        best=100 * best,
        completeness=completeness,
        evidenced=_points(rows.evidenced, TOP * WHOLE * rows.known_weight, shares),
    )


def _shares(volumes: Sequence[int | None]) -> NDArray[np.object_]:
    """Whole numbers in the ratio of the volumes; what is not known counts as the mean of the rest.

    Objects, because a sum of volumes times their number may be any size.
    """
    known = [volume for volume in volumes if volume is not None]
    total = sum(known)
    if not total:
        return np.array([1] * len(volumes), object)
    if len(known) == len(volumes):
        return np.array(known, object)
    shares = [total if volume is None else volume * len(known) for volume in volumes]
    return np.array(shares, object)


def _points(earned: Whole, against: Whole, shares: NDArray[np.object_]) -> Fraction | None:
    mean = _mean(earned, against, shares)
    return None if mean is None else 100 * mean


def _mean(parts: Whole, wholes: Whole, shares: NDArray[np.object_]) -> Fraction | None:
    """The mean of parts over wholes by their shares; a row whose whole is nothing takes no part."""
    rows = np.flatnonzero(wholes)
    weights = shares[rows]
    total = sum(weights.tolist())
    if not total:
        return None
    dens, place = np.unique(wholes[rows], return_inverse=True)
    if total * int(parts[rows].max()) < SAFE:
        sums = np.zeros(len(dens), np.int64)
        np.add.at(sums, place, parts[rows] * weights.astype(np.int64))
    else:
        sums = np.zeros(len(dens), object)
        np.add.at(sums, place, parts[rows].astype(object) * weights)
    pairs = zip(sums.tolist(), dens.tolist(), strict=True)
    found = sum((Fraction(part, whole) for part, whole in pairs), Fraction(0))
    return found / int(total)
