"""Column types that every database keeps exactly: decimals, sets of words, lists of text."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import JSON, BigInteger, Dialect, String, Text, text
from sqlalchemy.types import TypeDecorator, TypeEngine

SomeWord = TypeVar("SomeWord", bound=StrEnum)

NO_TEXT = text("''")
"""The empty text, as a default that stands in the database."""

by_code_point: TypeEngine[str] = String().with_variant(String(collation="C"), "postgresql")
"""Text that sorts alike on every database: used for the keys of lists."""


class Thousandths(TypeDecorator[Decimal]):
    """A decimal with at most three places, kept as a whole number of thousandths."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value * 1000
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than three decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(value) / 1000
        return exact.quantize(Decimal(1)) if value % 1000 == 0 else exact.normalize()


class Words(TypeDecorator[tuple[SomeWord, ...]]):
    """Several members of one closed set, in the order of the set; nobody filters by it."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, of: type[SomeWord]) -> None:
        self.of = of
        super().__init__()

    def process_bind_param(
        self, value: Sequence[SomeWord] | None, dialect: Dialect
    ) -> list[str] | None:
        return None if value is None else [word.value for word in value]

    def process_result_value(
        self, value: list[str] | None, dialect: Dialect
    ) -> tuple[SomeWord, ...] | None:
        return None if value is None else tuple(self.of(word) for word in value)


class Lines(TypeDecorator[tuple[str, ...]]):
    """Several short texts; nobody filters by them."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else list(value)

    def process_result_value(
        self, value: list[str] | None, dialect: Dialect
    ) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


class TextLines(TypeDecorator[tuple[str, ...]]):
    """Several texts as one, a line for each; none of them holds a line break."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if any("\n" in one for one in value):
            raise ValueError("A line cannot hold a line break.")
        return "\n".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split("\n")) if value else ()
