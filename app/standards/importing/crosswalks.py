"""Read a cross-walk file with every fault named, and write it back byte for byte."""

from app.kernel.words import Word
from app.standards.facts.crosswalks import CrosswalkFacts, CrosswalkFile, CrosswalkLineFacts
from app.standards.importing.amending import as_written
from app.standards.importing.reading import Lines, PackRefused, checked_rows, tables_of
from app.standards.importing.writing import text_of
from app.standards.models import Crosswalk

HEAD = """\
# The way from the criteria of one pack to those of another.
#
# relation  same: one question; covers: whoever meets it meets the other; part_of: a part of it
# levels    the level given by each level; those not named answer nothing. Without it: same gives
#           the same level, covers gives 4 for 4, part_of is shown and answers nothing
"""
TABLES = {"crosswalk": dict, "lines": list}


def read_crosswalk(content: bytes) -> CrosswalkFile:
    """The cross-walk, or PackRefused with everything that is wrong with the file."""
    tables = tables_of(content, TABLES)
    lines = Lines(content, tables)
    faults: list[str] = []
    heads = checked_rows(
        CrosswalkFacts, "crosswalk", as_written([tables["crosswalk"]]), lines, faults
    )
    rows = checked_rows(CrosswalkLineFacts, "line", as_written(tables["lines"]), lines, faults)
    if faults:
        raise PackRefused(faults)
    return CrosswalkFile(crosswalk=heads[0], lines=tuple(rows))


def written_crosswalk(file: CrosswalkFile) -> bytes:
    head = file.crosswalk.model_dump(by_alias=True)
    tables = ["\n".join(["[crosswalk]", *(_said(n, v) for n, v in head.items()), ""])]
    for one in file.lines:
        said = one.model_dump(by_alias=True, exclude_defaults=True)
        tables.append("\n".join(["[[lines]]", *(_said(n, v) for n, v in said.items()), ""]))
    return "\n".join([HEAD, *tables]).encode()


def crosswalk_file_of(walk: Crosswalk) -> CrosswalkFile:
    """A stored cross-walk as the file it can be written as."""
    head = {name: getattr(walk, name) for name in CrosswalkFacts.model_fields}
    return CrosswalkFile(
        crosswalk=CrosswalkFacts.model_validate(head),
        lines=tuple(
            CrosswalkLineFacts(
                from_code=one.from_code,
                to_code=one.to_code,
                relation=one.relation,
                levels={int(level): given for level, given in one.levels.items()},
                note=one.note,
            )
            for one in walk.lines
        ),
    )


def _said(name: str, value: str | Word | dict[int, int]) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f"{level} = {given}" for level, given in value.items())
        return f"{name} = {{ {pairs} }}"
    return f"{name} = {text_of(str(value))}"
