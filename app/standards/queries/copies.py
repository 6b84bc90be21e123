"""Copies of a pack that belong to no session: nothing done to them reaches the database."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import inspect

from app.kernel.db import Base
from app.standards.models import Criterion, Element, Pack

Row = TypeVar("Row", bound=Base)
AS_IT_IS: Mapping[str, int] = {}


def copy_of(
    pack: Pack,
    weights: Mapping[str, int] = AS_IT_IS,
    element_weights: Mapping[str, int] = AS_IT_IS,
) -> Pack:
    """With its elements, criteria and rules; some of them by other weights, by code."""
    copy = _bare(pack)
    copy.elements = [_weighing(_bare(one), element_weights) for one in pack.elements]
    copy.criteria = [_weighing(_bare(one), weights) for one in pack.criteria]
    copy.rules = [_bare(one) for one in pack.rules]
    return copy


Weighed = TypeVar("Weighed", Element, Criterion)


def _weighing(one: Weighed, weights: Mapping[str, int]) -> Weighed:
    one.weight = weights.get(one.code, one.weight)
    return one


def _bare(row: Row) -> Row:
    """Its columns, and no relation."""
    names = inspect(type(row)).column_attrs.keys()
    return type(row)(**{name: getattr(row, name) for name in names})
