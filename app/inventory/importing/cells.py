"""How the text of a cell becomes a value, and how a value is written so that it reads back."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from app.kernel.facts import Attribute, Shape, key_of
from app.kernel.words import label_of

Value = str | int | Decimal | date | None
_UNKNOWN = frozenset({"n/a", "na", "not available", "unknown", "none known", "?", "-"})
_OURS = "not known"
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_PLAIN_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[ T]00:00(?::00)?)?")
_WORDLESS = {Shape.TEXT, Shape.PARAGRAPHS, Shape.LINES}


def read(attribute: Attribute, text: str) -> object:
    """What the model of the facts is given for a cell; None where the cell says nothing."""
    if not text or _says_unknown(attribute, text):
        return None
    if attribute.shape in (Shape.CHOICES, Shape.LINES):
        return _several(text)
    if attribute.shape is Shape.DAY:
        return _day(text)
    if attribute.shape is Shape.DECIMAL:
        return text.replace(",", "").rstrip("% ")
    return text


def write(attribute: Attribute, value: Any) -> Value:
    """A value, or the plain form in which history keeps it, as a cell that `read` reads alike."""
    if value is None:
        return None
    if attribute.shape is Shape.CHOICE:
        return _word(attribute, value)
    if attribute.shape is Shape.CHOICES:
        return _joined([_word(attribute, one) for one in value])
    if attribute.shape is Shape.LINES:
        return _joined([str(one) for one in value])
    return _plain(attribute, value)


def shown(attribute: Attribute, value: Any) -> str:
    """A value in words, for a preview."""
    cell = write(attribute, value)
    if cell is None:
        return _OURS
    if attribute.shape is Shape.MONEY:
        return f"{Decimal(str(cell)):,.2f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell).rstrip(";")


def _plain(attribute: Attribute, value: Any) -> Value:
    if attribute.shape is Shape.YES_NO:
        return "yes" if value else "no"
    if attribute.shape is Shape.MONEY:
        return Decimal(value) / 100
    if attribute.shape is Shape.DECIMAL:
        return Decimal(value)
    if attribute.shape is Shape.DAY:
        return value if isinstance(value, date) else date.fromisoformat(value)
    return int(value) if attribute.shape is Shape.INTEGER else str(value)


def _says_unknown(attribute: Attribute, text: str) -> bool:
    word = text.casefold()
    if word == _OURS:
        return True
    if attribute.shape in _WORDLESS or word not in _UNKNOWN:
        return False
    return not any(key_of(text) in (one.value, key_of(label_of(one))) for one in attribute.words)


def _several(text: str) -> object:
    """Parts between semicolons, bars or line breaks; the model itself splits at commas."""
    parts = re.split(r"[;|\n]", text)
    return parts if len(parts) > 1 else text


def _day(text: str) -> str:
    if found := _PLAIN_DAY.fullmatch(text):
        return "-".join(found.groups())
    if found := _US_DAY.fullmatch(text):
        month, day, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    return text


def _word(attribute: Attribute, value: Any) -> str:
    """The label of a word; its value where the label would be torn apart when read."""
    member = next((one for one in attribute.words if one.value == str(value)), None)
    if member is None:
        return str(value)
    label = label_of(member)
    return member.value if attribute.shape is Shape.CHOICES and re.search("[,;|]", label) else label


def _joined(parts: list[str]) -> str:
    """One part that holds a comma gets a semicolon behind it, so that it stays one."""
    return parts[0] + ";" if len(parts) == 1 and "," in parts[0] else "; ".join(parts)
