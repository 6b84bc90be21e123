"""What may be said of a thing: each fact described once, for forms, sheets, columns and the API."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Self, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo

from app.kernel.errors import RuleBroken
from app.kernel.words import label_of

INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
YES, NO = frozenset({"yes", "y", "true", "1", "on"}), frozenset({"no", "n", "false", "0", "off"})


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
    PROSE = "prose"
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
class KeepsLines:
    """Marks a text whose line breaks matter."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Marks a text that keeps its line breaks."""


def clean(text: str) -> str:
    """Composed letters, single spaces, no invisible characters: as two people would compare it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(
        c if c.isspace() or unicodedata.category(c) not in INVISIBLE else "" for c in composed
    )
    return " ".join(seen.split())


def clean_prose(text: str) -> str:
    """Text of several lines, each clean."""
    return "\n".join(clean(line) for line in text.splitlines()).strip()


def key_of(text: str) -> str:
    """Equal for texts that people would call the same; also the order of lists."""
    return unicodedata.normalize("NFC", clean(text).casefold())


def _as_cents(value: object) -> object:
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


Cents = Annotated[int, BeforeValidator(_as_cents), Field(ge=0, le=10**15)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=3)]
Quantity = Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=3)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Short = Annotated[str, Field(max_length=120)]
Long = Annotated[str, Field(max_length=4000), Paragraphs()]
Prose = Annotated[str, Field(max_length=8000), KeepsLines()]


def fact(label: str, section: str, *, unit: str = "", help: str = "", **limits: Any) -> Any:
    """A fact that may be not known; give `default=...` for one that must be said."""
    limits.setdefault("default", None)
    extra: dict[str, JsonValue] = {"section": section, "unit": unit}
    return Field(title=label, description=help or None, json_schema_extra=extra, **limits)


class Facts(BaseModel):
    """Reads text as people type it: blank is not known, words by value or by label."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        known = {attribute.name: attribute for attribute in attributes_of(cls)}
        return {
            name: _read(known[name], value) if name in known else value
            for name, value in given.items()
        }

    def changed(self, given: Mapping[str, object]) -> Self:
        """The same facts with these said otherwise, checked as a whole."""
        return check(type(self), self.model_dump() | dict(given))


class Refused(RuleBroken):
    """Facts that do not hold; `problems` says by name of the fact what is wrong with it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(f"{name}: {text}" for name, text in problems.items()))


SomeFacts = TypeVar("SomeFacts", bound=Facts)


def check(model: type[SomeFacts], given: Mapping[str, object]) -> SomeFacts:
    """The facts, or Refused with every problem at once, each in a sentence."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise Refused(_problems(model, error)) from error


@cache
def attributes_of(model: type[Facts]) -> tuple[Attribute, ...]:
    return tuple(_attribute(name, field) for name, field in model.model_fields.items())


def _attribute(name: str, field: FieldInfo) -> Attribute:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    shape, words, reference = _shape(field.annotation, tuple(field.metadata))
    return Attribute(
        name=name,
        label=field.title or name,
        section=str(extra.get("section", "")),
        unit=str(extra.get("unit", "")),
        help=field.description or "",
        required=field.is_required(),
        optional=field.default is None,
        shape=shape,
        words=words,
        reference=reference,
    )


def _shape(kind: Any, notes: tuple[Any, ...]) -> tuple[Shape, tuple[StrEnum, ...], str]:
    """The shape of an annotation, the words it allows and what it refers to."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is Annotated:
        return _shape(get_args(kind)[0], (*notes, *get_args(kind)[1:]))
    if get_origin(kind) is tuple:
        of = get_args(kind)[0]
        return (Shape.CHOICES, tuple(of), "") if _is_words(of) else (Shape.LINES, (), "")
    if _is_words(kind):
        return Shape.CHOICE, tuple(kind), ""
    reference = next((note.to for note in notes if isinstance(note, Refers)), "")
    return _plain_shape(kind, notes), (), reference


def _plain_shape(kind: Any, notes: tuple[Any, ...]) -> Shape:
    if any(isinstance(note, BeforeValidator) and note.func is _as_cents for note in notes):
        return Shape.MONEY
    if any(isinstance(note, Paragraphs) for note in notes):
        return Shape.PARAGRAPHS
    return _PLAIN[kind]


_PLAIN = {
    bool: Shape.YES_NO,
    date: Shape.DAY,
    Decimal: Shape.DECIMAL,
    int: Shape.INTEGER,
    str: Shape.TEXT,
}


def _is_words(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _read(attribute: Attribute, value: object) -> object:
    """Text as it was typed, or a list of it, to what the model expects."""
    if isinstance(value, str):
        value = value.strip() if attribute.shape is Shape.PARAGRAPHS else clean(value)
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
    return words_by_key(attribute.words).get(key_of(text), str(text))


@cache
def words_by_key(words: tuple[StrEnum, ...]) -> dict[str, StrEnum]:
    """Members by what people may write for them: their value, their label."""
    by_label = {key_of(label_of(word)): word for word in words}
    return by_label | {key_of(word.value): word for word in words}


_READERS = {Shape.CHOICE: _word, Shape.INTEGER: _whole_number, Shape.YES_NO: _yes_or_no}


def _problems(model: type[Facts], error: ValidationError) -> dict[str, str]:
    known = {attribute.name: attribute for attribute in attributes_of(model)}
    problems: dict[str, str] = {}
    for fault in error.errors(include_url=False):
        name = str(fault["loc"][0]) if fault["loc"] else ""
        problems.setdefault(name, _sentence(known.get(name), fault))
    return problems


def _sentence(attribute: Attribute | None, fault: Any) -> str:
    kind, limits = fault["type"], fault.get("ctx", {})
    if kind == "value_error":
        return str(limits["error"])
    if kind == "extra_forbidden" or attribute is None:
        return "There is no such fact."
    if kind == "enum" and attribute.words:
        return f"“{fault['input']}” is not one of the words: {_listed(attribute.words)}."
    if fault["input"] is None:
        return "This must be said."
    return str(_SENTENCES.get(kind, fault["msg"] + ".")).format(**limits)


def _listed(words: tuple[StrEnum, ...]) -> str:
    shown = ", ".join(label_of(word) for word in words[:12])
    return shown if len(words) <= 12 else f"{shown} and {len(words) - 12} more"


_SENTENCES = {
    "bool_parsing": "Write yes or no.",
    "date_from_datetime_parsing": "Write the day as 2026-11-24.",
    "date_parsing": "Write the day as 2026-11-24.",
    "decimal_max_places": "Write at most {decimal_places} decimals.",
    "decimal_parsing": "Write a number.",
    "greater_than": "This must be more than {gt}.",
    "greater_than_equal": "This must be {ge} or more.",
    "int_parsing": "Write a whole number.",
    "int_from_float": "Write a whole number.",
    "less_than_equal": "This must be {le} or less.",
    "missing": "This must be said.",
    "string_pattern_mismatch": "This is not written as expected.",
    "string_too_long": "This may have at most {max_length} characters.",
    "string_too_short": "This must be said.",
}


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
