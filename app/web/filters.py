"""How money, days, moments, scores and words of an enum are printed."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flask import Flask, current_app
from markupsafe import Markup

from app.kernel.words import day_in_words, label_of, moment_in_words, spelled

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "CAD": "C$", "AUD": "A$"}
NOT_KNOWN = "not known"
MINUS = "\N{MINUS SIGN}"


def money(cents: int | None) -> str:
    """Whole currency units, rounded half up; the cents are in files."""
    if cents is None:
        return NOT_KNOWN
    currency = current_app.config["ISOCENTER"].currency
    units = (abs(cents) + 50) // 100
    sign = MINUS if cents < 0 and units else ""
    return f"{sign}{SIGNS.get(currency, currency + ' ')}{units:,}"


def day(value: date | None) -> str:
    return day_in_words(value) if value else NOT_KNOWN


def moment(value: datetime | None) -> str:
    return moment_in_words(value) if value else NOT_KNOWN


def words(value: StrEnum | str | None) -> str:
    """An enum member, or its stored value, as people write it."""
    if value is None:
        return NOT_KNOWN
    return label_of(value) if isinstance(value, StrEnum) else spelled(value)


def all_words(values: Iterable[StrEnum | str] | None) -> str:
    return ", ".join(words(value) for value in values) if values else NOT_KNOWN


def score(thousandths: int | None) -> str:
    """Thousandths of a point as a score with one decimal."""
    if thousandths is None:
        return NOT_KNOWN
    tenths = (abs(thousandths) + 50) // 100
    return f"{MINUS if thousandths < 0 else ''}{tenths // 10}.{tenths % 10}"


def fine_score(thousandths: int | None) -> str:
    """A score with all of its three decimals, where one decimal would hide it."""
    return NOT_KNOWN if thousandths is None else f"{Decimal(thousandths) / 1000:.3f}"


def count(number: int | None) -> str:
    return NOT_KNOWN if number is None else f"{number:,}"


def exact(value: str, unit: str) -> str:
    """A value kept as exact text, for people; its unit is one of app.kernel.outlook."""
    if not value:
        return NOT_KNOWN
    if unit == "day":
        return day(date.fromisoformat(value))
    if unit == "money":
        return _exact_money(Decimal(value))
    return f"{int(value):,}" if unit == "count" else value


def _exact_money(amount: Decimal) -> str:
    """With its cents where there are any."""
    currency = current_app.config["ISOCENTER"].currency
    sign = SIGNS.get(currency, currency + " ")
    digits = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"{MINUS if amount < 0 else ''}{sign}{digits}"


def lines(text: str | None) -> Markup:
    """Plain text with its line breaks kept; everything in it is escaped."""
    return Markup("<br>").join((text or "").splitlines())


def init_app(app: Flask) -> None:
    for one in (money, day, moment, words, all_words, score, fine_score, count, exact, lines):
        app.jinja_env.filters[one.__name__] = one
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
