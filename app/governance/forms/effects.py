"""The fields of an effect, made from what its kind says it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from app.engine.values import amount_in_words
from app.kernel.subjects import EffectField, EffectKind, FieldKind
from app.web.forms import Form, MoneyField, OptionalDateField


class EffectForm(Form):
    """The base of forms made by `effect_form`; `effect_kind` says what they are for."""

    effect_kind: EffectKind

    def payload(self) -> dict[str, str]:
        """What was typed, as text by field name; what was left empty is left out."""
        typed = {one.name: _text(one.kind, self[one.name].data) for one in self.effect_kind.fields}
        return {name: text for name, text in typed.items() if text}

    def fields(self) -> list[Field]:
        return [self[one.name] for one in self.effect_kind.fields]


def effect_form(kind: EffectKind, suggested: Mapping[str, str] | None = None) -> EffectForm:
    """`suggested` is text by field name, as a link to the form may bring it."""
    made = {one.name: _MAKERS[one.kind](one, _options(one)) for one in kind.fields}
    form: type[EffectForm] = type("EffectFormOfKind", (EffectForm,), {"effect_kind": kind} | made)
    if not suggested:
        return form(prefix="effect")
    typed = MultiDict({f"effect-{name}": text for name, text in suggested.items()})
    return form(formdata=typed, prefix="effect")


def _options(one: EffectField) -> dict[str, Any]:
    needed = InputRequired(f"{one.label} is needed.")
    return {"description": one.help, "validators": [needed if one.required else Optional()]}


def _choice(one: EffectField, options: dict[str, Any]) -> Any:
    """The blank comes first, so that nothing is chosen by leaving it alone."""
    choices = [SelectChoice("", "choose"), *(SelectChoice(*pair) for pair in one.choices())]
    return SelectField(one.label, choices=choices, **options)


def _year(one: EffectField, options: dict[str, Any]) -> Any:
    sensible = NumberRange(1990, 2100, message="Write a year such as 2027.")
    options["validators"] = [*options["validators"], sensible]
    return IntegerField(one.label, **options)


_MAKERS: dict[FieldKind, Callable[[EffectField, dict[str, Any]], Any]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: lambda one, options: OptionalDateField(one.label, **options),
    FieldKind.MONEY: lambda one, options: MoneyField(one.label, **options),
    FieldKind.TEXT: lambda one, options: StringField(one.label, **options),
    FieldKind.YEAR: _year,
}


def _text(kind: FieldKind, value: Any) -> str:
    """Days as 2026-11-24, money in whole units with cents where there are any."""
    if value is None:
        return ""
    if kind is FieldKind.MONEY:
        return amount_in_words(value).replace(",", "")
    return value.isoformat() if kind is FieldKind.DATE else str(value).strip()
