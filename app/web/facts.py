"""Forms made from facts: one field for each, drawn by its shape, read and checked by the facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar, TypeVar

from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, DateInput

from app.kernel.facts import Attribute, Facts, Shape, as_typed, attributes_of, check
from app.kernel.words import Word, label_of
from app.web.forms import NOT_KNOWN, Form, VersionField

SomeFacts = TypeVar("SomeFacts", bound=Facts)


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]
    """Several of a closed set, each with its own box."""

    option_widget = CheckboxInput()


class Needed:
    """Marks a field that must be filled in; the facts themselves refuse an empty one."""

    field_flags: ClassVar[Mapping[str, bool]] = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        """Said by the facts, together with all other problems."""


class OneOfField(SelectField):  # type: ignore[misc]
    """One of a list; what is not said is not known."""

    def process_data(self, value: object) -> None:
        super().process_data("" if value is None else value)


class FactsForm(Form):
    """The base of forms made by `form_of`; `facts` is their model."""

    facts: type[Facts]
    sections: type[Word] | None = None
    version = VersionField(default=0)
    reason = StringField(
        "Why",
        description="Said in the history of this change. Never anything about a patient.",
        render_kw={"maxlength": 500},
    )

    def given(self) -> dict[str, Any]:
        return {
            one.name: self[one.name].data for one in attributes_of(self.facts) if one.name in self
        }

    def checked(self, model: type[SomeFacts], **said: object) -> SomeFacts:
        """The facts as typed, with others said beside them; Refused with every problem."""
        return check(model, self.given() | said)

    def offer(self, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Fill in what can be chosen; what is said now stays a choice even if it is gone."""
        for name, pairs in choices.items():
            field, known = self[name], {value for value, _ in pairs}
            now = [] if field.data in known or not field.data else [(field.data, field.data)]
            field.choices = [
                SelectChoice("", "choose one" if field.flags.required else NOT_KNOWN),
                *(SelectChoice(value, label) for value, label in [*pairs, *now]),
            ]

    def parts(self) -> Iterator[tuple[str, str, list[Field]]]:
        """The fields in their sections: value and heading of the section, and its fields."""
        shown = (one for one in attributes_of(self.facts) if one.name in self)
        in_order = sorted(shown, key=self._place)
        for section, attributes in groupby(in_order, key=lambda one: one.section):
            heading = self.sections(section).label if self.sections else section
            yield section, heading, [self[one.name] for one in attributes]

    def _place(self, attribute: Attribute) -> int:
        return list(self.sections).index(self.sections(attribute.section)) if self.sections else 0


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact that is said otherwise now than in what the person wants to save."""

    attribute: Attribute
    now: Any
    yours: Any


def compare(form: FactsForm, now: Facts, version: int) -> list[Clash]:
    """What would be written over; the form then holds the version that was compared with."""
    yours = now.changed(form.given())
    form.version.data, form.version.raw_data = version, None
    return [
        Clash(one, getattr(now, one.name), getattr(yours, one.name))
        for one in attributes_of(type(now))
        if getattr(now, one.name) != getattr(yours, one.name)
    ]


def form_of(
    model: type[Facts],
    *,
    sections: type[Word] | None = None,
    chosen: frozenset[str] = frozenset(),
    only: Iterable[str] = (),
) -> type[FactsForm]:
    """The form for these facts. `chosen` are references picked from a list; `only` some facts."""
    wanted = set(only)
    fields = {
        one.name: _field(one, is_chosen=one.reference in chosen)
        for one in attributes_of(model)
        if not wanted or one.name in wanted
    }
    return type(
        f"{model.__name__}Form", (FactsForm,), {"facts": model, "sections": sections} | fields
    )


def typed(facts: Facts) -> dict[str, str | list[str]]:
    """Facts as their form holds them."""
    return {one.name: as_typed(one, getattr(facts, one.name)) for one in attributes_of(type(facts))}


def _field(attribute: Attribute, *, is_chosen: bool) -> Any:
    label = f"{attribute.label}, {attribute.unit}" if attribute.unit else attribute.label
    options: dict[str, Any] = {"description": attribute.help}
    if attribute.required:
        options["validators"] = [Needed()]
    if is_chosen:
        return OneOfField(label, choices=[], **options)
    if attribute.shape in _CHOSEN:
        return _CHOSEN[attribute.shape](attribute, label, options)
    return _typed_field(attribute, label, options)


def _choice(attribute: Attribute, label: str, options: dict[str, Any]) -> Any:
    first = [SelectChoice("", NOT_KNOWN)] if attribute.optional and not attribute.required else []
    return OneOfField(label, choices=[*first, *_words(attribute)], **options)


def _choices(attribute: Attribute, label: str, options: dict[str, Any]) -> Any:
    return CheckboxesField(label, choices=_words(attribute), **options)


def _yes_no(_: Attribute, label: str, options: dict[str, Any]) -> Any:
    pairs = (("", NOT_KNOWN), ("yes", "Yes"), ("no", "No"))
    return OneOfField(label, choices=[SelectChoice(*pair) for pair in pairs], **options)


def _words(attribute: Attribute) -> list[SelectChoice]:
    return [SelectChoice(word.value, label_of(word)) for word in attribute.words]


_CHOSEN = {Shape.CHOICE: _choice, Shape.CHOICES: _choices, Shape.YES_NO: _yes_no}
_NUMBERS = {Shape.INTEGER: "numeric", Shape.DECIMAL: "decimal", Shape.MONEY: "decimal"}


def _typed_field(attribute: Attribute, label: str, options: dict[str, Any]) -> Any:
    if attribute.shape is Shape.PARAGRAPHS:
        return TextAreaField(label, **options)
    if attribute.shape is Shape.DAY:
        return StringField(label, widget=DateInput(), **options)
    if attribute.shape in _NUMBERS:
        options["render_kw"] = options.get("render_kw", {}) | {
            "inputmode": _NUMBERS[attribute.shape]
        }
    if attribute.shape is Shape.LINES:
        options["description"] = f"{attribute.help} Separate them with semicolons.".strip()
    return StringField(label, **options)
