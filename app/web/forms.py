"""The base of every form, and fields for what this house writes: money, enums, days."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.kernel.errors import RuleBroken
from app.kernel.facts import Refused
from app.kernel.words import label_of

NOT_KNOWN = "not known"
LARGEST_AMOUNT = 10**15
"""In minor units; more than this is a slip of the keyboard."""


class Form(FlaskForm):  # type: ignore[misc]
    """Carries the token against forged requests; says what is wrong in sentences."""

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """A rule broken inside is said at the field it names, or else above the form."""
        try:
            yield
        except Refused as refused:
            for name, sentence in refused.problems.items():
                named = self._fields.get(name)
                (named.errors if named else self.form_errors).append(sentence)
        except RuleBroken as broken:
            self.form_errors.append(str(broken))


class OptionalDateField(DateField):  # type: ignore[misc]
    """A day, or nothing."""

    def process_formdata(self, values: list[str]) -> None:
        if values and values[0].strip():
            super().process_formdata(values)
        else:
            self.data = None


class MoneyField(StringField):  # type: ignore[misc]
    """An amount typed in whole units or with cents; `data` is whole minor units, or None.

    Accepts `1,250,000`, `1250000.50`, a currency sign and spaces; refuses what it cannot read.
    """

    def process_formdata(self, values: list[str]) -> None:
        self.typed = values[0] if values else ""
        self.data = None
        text = self.typed.strip().replace(",", "").replace(" ", "").lstrip("$€£")
        if not text:
            return
        self.data = minor_units(text)
        if self.data is None:
            raise ValueError(f"{self.typed!r} is not an amount. Write it like 1,250,000 or 99.50.")

    def _value(self) -> str:
        if getattr(self, "typed", None):
            return str(self.typed)
        if self.data is None:
            return ""
        whole, cents = divmod(int(self.data), 100)
        return f"{whole:,}.{cents:02d}" if cents else f"{whole:,}"


def minor_units(text: str) -> int | None:
    """`1250.5` to 125050; None where the text is no such amount. Never a float."""
    whole, point, cents = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    whole = whole.removeprefix("-")
    if not (whole + cents).isdecimal() or not (whole + cents).isascii() or len(cents) > 2:
        return None
    amount = sign * (int(whole or "0") * 100 + int(cents.ljust(2, "0") if point else "0"))
    return amount if abs(amount) <= LARGEST_AMOUNT else None


class EnumField(SelectField):  # type: ignore[misc]
    """One of an enum, in words; with `none`, also that, which is None."""

    def __init__(self, label: str, enum: type[StrEnum], *, none: str = "", **options: Any) -> None:
        self.enum = enum
        choices = [SelectChoice("", none)] if none else []
        choices += [SelectChoice(one.value, label_of(one)) for one in enum]
        super().__init__(label, choices=choices, coerce=self._member, **options)

    def _member(self, value: object) -> StrEnum | None:
        return self.enum(str(value)) if value else None


class ChoiceField(SelectField):  # type: ignore[misc]
    """One of rows given when the form is made; `data` is the row's number, or None."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, choices=[], coerce=_number, **options)

    def offer(self, rows: Iterable[tuple[str, str]], *, none: str | None = None) -> None:
        first = [] if none is None else [SelectChoice("", none)]
        self.choices = first + [SelectChoice(value, label) for value, label in rows]


class VersionField(HiddenField):  # type: ignore[misc]
    """The version a person has seen, so that a stale edit is noticed."""

    def process_formdata(self, values: list[str]) -> None:
        try:
            self.data = int(values[0])
        except (IndexError, ValueError):
            raise ValidationError("Load the page again.") from None


def _number(value: object) -> int | None:
    return int(str(value)) if value not in {None, ""} else None


def errors_of(form: FlaskForm) -> Sequence[tuple[str, str, str]]:
    """Field id, label and sentence of everything wrong, for the summary at the top."""
    found = [
        (field.id, field.label.text, str(error)) for field in form for error in _flat(field.errors)
    ]
    return [*found, *(("", "", str(error)) for error in form.form_errors)]


def _flat(errors: Any) -> Iterable[object]:
    if isinstance(errors, dict):
        errors = errors.values()
    for error in errors:
        if isinstance(error, list | tuple | dict):
            yield from _flat(error)
        else:
            yield error
