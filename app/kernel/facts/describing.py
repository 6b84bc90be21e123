"""Say what a fact is, in the model; see what was said."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, Field, JsonValue
from pydantic.fields import FieldInfo

from app.kernel.facts.attributes import Attribute, Paragraphs, Refers, Shape
from app.kernel.facts.reading import as_cents

Cents = Annotated[int, BeforeValidator(as_cents), Field(ge=0, le=10**15)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=3)]
Quantity = Annotated[Decimal, Field(ge=0, le=10**9, decimal_places=3)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Short = Annotated[str, Field(max_length=120)]
Long = Annotated[str, Field(max_length=4000), Paragraphs()]
Prose = Annotated[str, Field(max_length=8000), Paragraphs()]


def fact(label: str, section: str, *, unit: str = "", help: str = "", **limits: Any) -> Any:
    """A fact that may be not known; give `default=...` for one that must be said."""
    limits.setdefault("default", None)
    extra: dict[str, JsonValue] = {"section": section, "unit": unit}
    return Field(title=label, description=help or None, json_schema_extra=extra, **limits)


@cache
def attributes_of(model: type[BaseModel]) -> tuple[Attribute, ...]:
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
    if any(isinstance(note, BeforeValidator) and note.func is as_cents for note in notes):
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
