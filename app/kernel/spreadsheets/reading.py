"""Read a file into tables of clean text: through the gate, then in a limited process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets import child
from app.kernel.spreadsheets.gate import admit
from app.kernel.spreadsheets.tables import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    Format,
    Refused,
    Row,
    Table,
    Workbook,
    letter,
)
from app.kernel.spreadsheets.text import clean, unguard

PATIENCE = child.MAX_SECONDS + 2


def read_table(data: bytes, file_name: str) -> Workbook:
    """Every sheet with headings. RuleBroken says in a sentence why a file cannot be read."""
    kind = admit(data, file_name)
    answer = _parse(data, kind)
    tables = tuple(
        table for found in answer["tables"] if (table := _table(found, kind, file_name)) is not None
    )
    if not tables:
        raise RuleBroken("This file has no rows under a row of headings.")
    return Workbook(kind, tables, tuple(answer["notes"]))


def _parse(data: bytes, kind: Format) -> dict[str, Any]:
    """What the child made of the file; its death is an answer too."""
    command = [sys.executable, "-I", "-X", "utf8", child.__file__, kind.value]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=PATIENCE, cwd="/", env={}, check=True
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as failure:
        raise RuleBroken(
            "This file could not be read within its limits of time and memory. It is damaged, or "
            "built in an unusual way: copy the table into a new workbook and retry."
        ) from failure
    if "refusal" in answer:
        raise RuleBroken(answer["refusal"])
    return answer


def _table(found: dict[str, Any], kind: Format, file_name: str) -> Table | None:
    """The first row that holds anything gives the headings; without rows below, it is no table."""
    numbered = found["rows"]
    if not numbered:
        return None
    tidy = clean if kind is Format.XLSX else lambda text: unguard(clean(text))
    width = max(len(cells) for _, cells in numbered)
    if width > MAX_COLUMNS:
        raise RuleBroken(f"A table may have at most {MAX_COLUMNS} columns; this one has {width}.")
    first, headings = numbered[0]
    rows = []
    for number, cells in numbered[1:]:
        tidied = [tidy(text) if text else "" for text in cells]
        if any(tidied):
            rows.append(Row(number, (*tidied, *[""] * (width - len(tidied)))))
    if not rows:
        return None
    return Table(
        found["name"] or file_name,
        tuple(_headings([tidy(text) for text in headings], width)),
        tuple(rows),
        tuple(_refused(found, rows, first)),
    )


def _headings(headings: list[str], width: int) -> Iterator[str]:
    """Each column has a heading of its own: a missing one is its letter, a second one is marked."""
    seen: dict[str, int] = {}
    for column in range(width):
        heading = " ".join((headings[column] if column < len(headings) else "").split())
        heading = heading or f"Column {letter(column)}"
        seen[heading] = seen.get(heading, 0) + 1
        yield heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"


def _refused(found: dict[str, Any], rows: list[Row], first: int) -> Iterator[Refused]:
    for row, column, reason in found["refused"]:
        if row == first:
            raise RuleBroken(f"The heading of column {letter(column)} {reason}.")
        yield Refused(row, column, reason)
    for read in rows:
        for column, text in enumerate(read.cells):
            if len(text) > MAX_CHARACTERS:
                yield Refused(read.number, column, f"has more than {MAX_CHARACTERS:,} characters")
