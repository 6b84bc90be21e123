"""Steps of an import that need no database."""

from datetime import date
from decimal import Decimal

import pytest

from app.audit.recorder import plain
from app.inventory.facts import SourceFacts
from app.inventory.facts.imports import RowFate, SheetKind
from app.inventory.importing import cells, suggest
from app.inventory.importing.layouts import LAYOUTS
from app.inventory.importing.mapping import Mapping, check, fitted, from_plain
from app.inventory.importing.plan import Known, Plan, Planner, digest, key_of_facts, read_rows
from app.inventory.importing.references import in_a_circle
from app.kernel.errors import RuleBroken
from app.kernel.facts import attributes_of
from tests.factories.imports import a_mapping, a_table

SOURCES, FACILITIES = LAYOUTS[SheetKind.SOURCES], LAYOUTS[SheetKind.FACILITIES]


@pytest.mark.parametrize("kind", SheetKind)
def test_every_heading_of_a_layout_is_its_own(kind):
    headings = [column.heading for column in LAYOUTS[kind].columns]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    ("name", "value", "cell"),
    [
        ("modality", "CT", None),
        ("lifecycle", "sunset", "Sunset"),
        ("annual_license", 125050, Decimal("1250.5")),
        ("go_live_on", date(2024, 2, 29), date(2024, 2, 29)),
        ("mds2_on_file", False, "no"),
        ("growth_percent", Decimal("12.5"), Decimal("12.5")),
        ("device_models", ("A, B",), "A, B;"),
        ("device_models", ("A", "B"), "A; B"),
        ("notes", "One\nTwo", "One\nTwo"),
        ("annual_studies", 0, 0),
        ("vendor_name", None, None),
    ],
)
def test_what_is_written_is_read_alike(name, value, cell):
    attribute = SOURCES.column_of[name].attribute
    written = cells.write(attribute, value)
    if cell is not None:
        assert written == cell
    read = cells.read(attribute, "" if written is None else str(written))
    facts = SourceFacts(name="x", **{name: read})
    assert getattr(facts, name) == value


@pytest.mark.parametrize("attribute", attributes_of(SourceFacts), ids=lambda one: one.name)
def test_every_word_is_read_back_from_what_is_written(attribute):
    for word in attribute.words:
        value = (word,) if attribute.shape == "choices" else word
        read = cells.read(attribute, str(cells.write(attribute, value)))
        assert getattr(SourceFacts(name="x", **{attribute.name: read}), attribute.name) == value


@pytest.mark.parametrize("text", ["", "not known", "N/A", "Not available", "?"])
def test_words_for_the_unknown_say_nothing(text):
    assert cells.read(SOURCES.column_of["annual_studies"].attribute, text) is None


@pytest.mark.parametrize("text", ["2024-02-29", "2/29/2024", "20240229", "2024-02-29 00:00:00"])
def test_days_are_read_as_sheets_write_them(text):
    assert cells.read(SOURCES.column_of["go_live_on"].attribute, text) == "2024-02-29"


def test_columns_are_suggested_by_heading_and_by_the_look_of_values():
    table = a_table(
        "Asset ID,Manufacturer,MODEL,Kind of picture,Comments",
        "X1,GE,A,CR,x",
        "X2,GE,B,DX,y",
        "X3,GE,C,MG,z",
    )
    assert dict(suggest.mapping_for(SOURCES, table).columns) == {
        "Asset ID": "code",
        "Manufacturer": "vendor_name",
        "MODEL": "product",
        "Kind of picture": "modality",
        "Comments": "notes",
    }


def test_a_sheet_of_ours_is_understood_heading_by_heading():
    for layout in LAYOUTS.values():
        headings = ",".join(f'"{column.heading}"' for column in layout.columns)
        table = a_table(headings, ",".join("x" for _ in layout.columns))
        found = dict(suggest.mapping_for(layout, table).columns)
        assert found == {column.heading: column.name for column in layout.columns}
        assert suggest.kind_of([table])[0] is layout.kind


def test_the_kind_and_the_table_are_found_by_the_headings():
    facilities = a_table("Provider ID,Hospital Name,City,State", "1,A,B,C")
    about = a_table("What,Ever", "a,b")
    kind, table = suggest.kind_of([about, facilities])
    assert (kind, table) == (SheetKind.FACILITIES, facilities)


def test_a_mapping_survives_being_kept_and_fits_another_file_as_far_as_it_can():
    mapping = Mapping(
        columns=(("a", "code"), ("b", "name")), texts=(("notes", "{a} {c}"),), keys=("code",)
    )
    assert from_plain(mapping.plain()) == mapping
    assert fitted(mapping, a_table("a,x", "1,2")) == Mapping(
        columns=(("a", "code"),), texts=(), keys=("code",)
    )


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        (Mapping(), "at least one column"),
        (Mapping(columns=(("code", "code"), ("name", "code")), keys=("code",)), "chosen twice"),
        (Mapping(columns=(("code", "password"),), keys=("password",)), "no fact “password”"),
        (Mapping(columns=(("other", "code"),), keys=("code",)), "no column “other”"),
        (Mapping(columns=(("name", "name"),), keys=("code",)), "Rows must be recognized"),
        (Mapping(texts=(("code", "{x}"),), keys=("code",)), "no column “x”"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(mapping, says):
    with pytest.raises(RuleBroken, match=says):
        check(mapping, SOURCES, a_table("code,name", "1,2"))


def test_a_fact_can_be_put_together_from_several_cells():
    table = a_table("code,make,model", "1,GE,Optima", "2,,")
    mapping = a_mapping(SheetKind.SOURCES, table, texts=(("name", "{make} {model} scanner"),))
    names = [row.texts["name"] for row in read_rows(SOURCES, mapping, table)]
    assert names == ["GE Optima scanner", ""]


def drafted(table, known=(), **given):
    mapping = a_mapping(SheetKind.SOURCES, table, **given)
    by_key = {key_of_facts(SOURCES, mapping.keys, one.facts): one for one in known}
    return Planner(SOURCES, mapping, by_key).draft(read_rows(SOURCES, mapping, table))


KNOWN = Known(7, SourceFacts(code="S-1", name="One", vendor_name="GE", notes="Old"))


def test_rows_are_created_changed_left_or_named_with_every_problem():
    table = a_table(
        "code,name,modality,annual_studies,go_live_on",
        "s-1,One,,,",
        "S-1,Uno,,,",
        "S-2,Two,CT,5,",
        ",,NONSENSE,-1,2024-13-01",
    )
    lines = drafted(table, [KNOWN])
    assert [line.fate.value for line in lines] == ["same", "problem", "create", "problem"]
    assert lines[1].problems[0].text == "Row 2 is the same source."
    assert [problem.heading for problem in lines[3].problems] == [
        *("code", "name", "modality", "annual_studies", "go_live_on")
    ]


def test_an_empty_cell_leaves_or_clears_as_was_said():
    table = a_table("code,name,notes", "S-1,Uno,")
    (leaves,) = drafted(table, [KNOWN])
    assert leaves.changes == {"name": ("One", "Uno")}
    (clears,) = drafted(table, [KNOWN], blank_clears=True)
    assert clears.changes == {"name": ("One", "Uno"), "notes": ("Old", None)}


def test_facts_are_judged_as_a_whole_also_where_a_row_says_only_some():
    known = Known(7, SourceFacts(code="S-1", name="One", go_live_on=date(2024, 1, 1)))
    (line,) = drafted(a_table("code,contract_ends_on", "S-1,2023-01-01"), [known])
    assert line.fate is RowFate.PROBLEM
    assert "before it went live" in line.problems[0].text


def test_rows_can_be_recognized_by_several_facts_together():
    known = Known(7, SourceFacts(code="S-9", name="A", vendor_name="GE", modality="CT"))
    table = a_table("vendor_name,modality,name", "ge,ct,A", "GE,MR,A")
    first, second = drafted(table, [known], keys=("vendor_name", "modality"))
    assert (first.fate, second.fate) == (RowFate.CHANGE, RowFate.CREATE)
    assert first.changes == {"vendor_name": ("GE", "ge")}


def test_the_digest_changes_with_anything_the_preview_shows():
    def of(*rows):
        return digest(Plan(tuple(drafted(a_table("code,name", *rows), [KNOWN]))), plain)

    assert of("S-1,Uno") == of("S-1,Uno")
    assert len({of("S-1,Uno"), of("S-1,Due"), of("S-2,Uno"), of("S-1,One")}) == 4


def test_a_flat_row_makes_the_places_above_it_once_and_only_if_nothing_else_does():
    table = a_table(
        "code,name,region,system",
        "402,Maine,VISN-1,402",
        "402HB,Caribou,VISN-1,402",
        "500,Alone,,",
    )
    mapping = a_mapping(SheetKind.FACILITIES, table)
    lines = Planner(FACILITIES, mapping, {}).draft(read_rows(FACILITIES, mapping, table))
    assert [(line.facts.code, line.facts.level.value, line.facts.parent) for line in lines] == [
        ("VISN-1", "region", None),
        ("402", "system", "VISN-1"),
        ("402HB", "facility", "402"),
        ("500", "facility", None),
    ]


def test_circles_are_found_and_chains_are_not():
    above = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "f"}
    assert in_a_circle(above) == {"a", "b", "c"}
