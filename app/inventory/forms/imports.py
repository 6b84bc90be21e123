"""Bring a file, say what its columns hold, agree to a plan, take a sheet back."""

from collections.abc import Iterator, Sequence

import wtforms
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.inventory.facts.imports import SheetKind
from app.inventory.importing.layouts import LAYOUTS, Layout
from app.inventory.importing.mapping import Mapping, usual_keys
from app.kernel.spreadsheets.tables import Table
from app.kernel.words import label_of
from app.web.forms import NOT_KNOWN, EnumField, Form

LEFT_OUT = "Leave out"
SPARE_TEXTS = 3
WHY = "Said in the history of everything it changes. Never anything about a patient."


class UploadForm(Form):
    file = FileField(
        "File",
        description="An Excel workbook (.xlsx) or a CSV file, at most 20 MB and 50,000 rows.",
        validators=[FileRequired("Choose a file.")],
    )
    kind = EnumField("It holds", SheetKind, none=NOT_KNOWN)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.kind.choices[0] = SelectChoice("", "What its headings say")


class TextForm(wtforms.Form):  # type: ignore[misc]
    fact = SelectField("Fact", choices=[])
    text = StringField("Text", validators=[Length(max=400)])


class ColumnsForm(Form):
    kind = HiddenField()
    table_name = HiddenField()
    columns = FieldList(SelectField(choices=[]))
    texts = FieldList(FormField(TextForm))
    keys = SelectMultipleField("Rows are recognized by", choices=[], validate_choice=False)
    blank_clears = BooleanField(
        "An empty cell clears what is known",
        description="Otherwise an empty cell leaves it as it is.",
    )
    save_as = StringField(
        "Keep this mapping as",
        description="Its name. Leave it empty if the next file will look different.",
        validators=[Length(max=120)],
    )

    def mapping(self, table: Table, layout: Layout) -> Mapping:
        """What was chosen; the keys are the usual ones where none are ticked."""
        chosen = zip(table.headings, self.columns.data, strict=False)
        columns = tuple((heading, name) for heading, name in chosen if name)
        texts = tuple((one["fact"], one["text"].strip()) for one in self.texts.data if one["fact"])
        facts = frozenset([name for _, name in columns] + [name for name, _ in texts])
        keys = tuple(self.keys.data) or usual_keys(layout, facts)
        return Mapping(columns, texts, keys, bool(self.blank_clears.data))


def columns_form(layout: Layout, table: Table, mapping: Mapping) -> ColumnsForm:
    """The form for one table, filled with a mapping until something is chosen."""
    fact_of = dict(mapping.columns)
    texts = [{"fact": name, "text": text} for name, text in mapping.texts]
    form = ColumnsForm(
        data={
            "kind": layout.kind.value,
            "table_name": table.name,
            "columns": [fact_of.get(heading, "") for heading in table.headings],
            "texts": texts + [{"fact": "", "text": ""}] * SPARE_TEXTS,
            "keys": list(mapping.keys),
            "blank_clears": mapping.blank_clears,
        }
    )
    facts = list(_fact_choices(layout))
    for column in form.columns:
        column.choices = facts
    for text in form.texts:
        text.form.fact.choices = facts
    form.keys.choices = [
        SelectChoice(name, layout.column_of[name].heading) for name in _key_names(layout, mapping)
    ]
    return form


def _fact_choices(layout: Layout) -> Iterator[SelectChoice]:
    yield SelectChoice("", LEFT_OUT)
    for column in layout.columns:
        section = column.attribute.section
        group = getattr(section, "label", None) or section.capitalize()
        yield SelectChoice(column.name, column.heading, optgroup=group)


def _key_names(layout: Layout, mapping: Mapping) -> Sequence[str]:
    """What rows may be recognized by: what is usual for the kind, and whatever is mapped."""
    usual = [name for names in layout.recognized_by for name in names]
    mapped = [column.name for column in layout.columns if column.name in mapping.facts]
    return list(dict.fromkeys(one for one in [*usual, *mapped] if one in layout.own))


class StartForm(wtforms.Form):  # type: ignore[misc]
    """Which table of the file, as what, by which kept mapping: asked by the address."""

    table = SelectField("Sheet", choices=[], id="start-table")
    kind = SelectField(
        "Its rows are",
        choices=[SelectChoice(one.value, label_of(one)) for one in LAYOUTS],
        id="start-kind",
    )
    mapping = SelectField("Read it", choices=[], id="start-mapping")


class ApplyForm(Form):
    digest = HiddenField()
    reason = StringField(
        "Why",
        description=WHY,
        validators=[InputRequired("Say why this is brought in."), Length(max=500)],
    )
    only_good_rows = BooleanField("Apply the good rows and leave out those with a problem")


class UndoForm(Form):
    reason = StringField(
        "Why",
        description=WHY,
        validators=[InputRequired("Say why it is taken back."), Length(max=500)],
    )
