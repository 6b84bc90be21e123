"""Facts as a whole: read, checked, and refused with every problem in a sentence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from app.kernel.errors import RuleBroken
from app.kernel.facts.attributes import Attribute
from app.kernel.facts.describing import attributes_of
from app.kernel.facts.reading import read
from app.kernel.words import label_of


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
            name: read(known[name], value) if name in known else value
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
