"""How one fact is described: its name, its shape, the words it allows."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a fact is typed in and written out."""

    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    DECIMAL = "decimal"
    INTEGER = "integer"
    LINES = "lines"
    MONEY = "money"
    PARAGRAPHS = "paragraphs"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One fact: its name in code, how people call it, and which words are allowed."""

    name: str
    label: str
    section: str
    shape: Shape
    unit: str
    help: str
    required: bool
    optional: bool = True
    """Whether it may be not known."""
    words: tuple[StrEnum, ...] = ()
    reference: str = ""
    """What the text names, if it is the code of another thing."""


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text that is the code (for people: the address) of another thing."""

    to: str


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Marks a text that keeps its line breaks."""
