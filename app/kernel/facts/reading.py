"""Text as people type it to the value it means, and back."""

import unicodedata
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any

from app.kernel.facts.attributes import Attribute, Shape
from app.kernel.words import label_of

INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
YES, NO = frozenset({"yes", "y", "true", "1", "on"}), frozenset({"no", "n", "false", "0", "off"})


def clean(text: str) -> str:
    """Composed letters, single spaces, no invisible characters: as two people would compare it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c for c in composed if c.isspace() or _is_seen(c)).split())


def _is_seen(c: str) -> bool:
    """Neither invisible nor one of the 66 code points that are no character in any version."""
    number = ord(c)
    is_none = 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
    return not is_none and unicodedata.category(c) not in INVISIBLE


def clean_prose(text: str) -> str:
    """Text of several lines, each clean."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


def key_of(text: str) -> str:
    """Equal for texts that people would call the same; also the order of lists."""
    return unicodedata.normalize("NFC", clean(text).casefold())


def as_cents(value: object) -> object:
    """Text and decimals are whole units ("1,250.50"); an integer is minor units already."""
    if isinstance(value, str):
        try:
            value = Decimal(value.replace(",", "").lstrip("$ "))
        except InvalidOperation:
            raise ValueError("Write an amount such as 1,250.50.") from None
    if isinstance(value, Decimal):
        cents = value * 100 if value.is_finite() else Decimal("0.5")
        if cents != cents.to_integral_value():
            raise ValueError("Write money with at most two decimals.")
        return int(cents)
    return value


def read(attribute: Attribute, value: object) -> object:
    """Text as it was typed, or a list of it, to what the model expects."""
    if isinstance(value, str):
        value = clean_prose(value) if attribute.shape is Shape.PARAGRAPHS else clean(value)
        if not value:
            return None
    if attribute.shape in (Shape.CHOICES, Shape.LINES):
        return _several(attribute, value)
    return _READERS.get(attribute.shape, _as_it_is)(attribute, value) if _is_text(value) else value


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, StrEnum)


def _as_it_is(_: Attribute, value: Any) -> object:
    return value


def _whole_number(_: Attribute, value: Any) -> object:
    return value.replace(",", "")


def _yes_or_no(_: Attribute, value: Any) -> object:
    word = value.casefold()
    return True if word in YES else False if word in NO else value


def _several(attribute: Attribute, value: object) -> object:
    if isinstance(value, str):
        value = value.split("," if _is_list_with_commas(attribute, value) else ";")
    if not isinstance(value, list | tuple | set | frozenset):
        return value
    parts = [
        part for part in (clean(one) if isinstance(one, str) else one for one in value) if part
    ]
    if not parts:
        return None
    if attribute.shape is Shape.LINES:
        return tuple(dict.fromkeys(parts))
    said = {_word(attribute, part) if isinstance(part, str) else part for part in parts}
    ordered = [word for word in attribute.words if word in said]
    return (*ordered, *sorted(str(one) for one in said if one not in attribute.words))


def _is_list_with_commas(attribute: Attribute, text: str) -> bool:
    """A label may hold a comma itself; then only semicolons separate."""
    return ";" not in text and _word(attribute, text) not in attribute.words


def _word(attribute: Attribute, text: Any) -> str:
    """The member meant by its value or its label; the text itself if there is none."""
    return words_by_key(attribute.words).get(key_of(text)) or str(text)


@cache
def words_by_key(words: tuple[StrEnum, ...]) -> dict[str, StrEnum]:
    """Members by what people may write for them: their value, their label."""
    by_label = {key_of(label_of(word)): word for word in words}
    return by_label | {key_of(word.value): word for word in words}


_READERS = {Shape.CHOICE: _word, Shape.INTEGER: _whole_number, Shape.YES_NO: _yes_or_no}


def as_typed(attribute: Attribute, value: Any) -> str | list[str]:
    """A value as a form would hold it; read again it is the same value."""
    if attribute.shape is Shape.CHOICES:
        return [word.value for word in value or ()]
    if value is None:
        return ""
    return str(_TYPED.get(attribute.shape, str)(value))


def _typed_money(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


_TYPED: dict[Shape, Any] = {
    Shape.DECIMAL: lambda value: f"{value:f}",
    Shape.LINES: "; ".join,
    Shape.MONEY: _typed_money,
    Shape.YES_NO: lambda value: "yes" if value else "no",
}
