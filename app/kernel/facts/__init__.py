"""What may be said of a thing, described once: for forms, sheets, columns and the API."""

from app.kernel.facts.attributes import Attribute, Paragraphs, Refers, Shape
from app.kernel.facts.checking import Facts, Refused, check
from app.kernel.facts.describing import (
    Cents,
    Count,
    Long,
    Percent,
    Prose,
    Quantity,
    Short,
    attributes_of,
    fact,
)
from app.kernel.facts.reading import as_typed, clean, clean_prose, key_of, words_by_key

__all__ = [
    "Attribute",
    "Cents",
    "Count",
    "Facts",
    "Long",
    "Paragraphs",
    "Percent",
    "Prose",
    "Quantity",
    "Refers",
    "Refused",
    "Shape",
    "Short",
    "as_typed",
    "attributes_of",
    "check",
    "clean",
    "clean_prose",
    "fact",
    "key_of",
    "words_by_key",
]
