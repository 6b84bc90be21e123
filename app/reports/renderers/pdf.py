"""Pages for print: tagged, with the table headings on each page and words for each chart."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

from app.reports.document import Block, CellKind, Chart, Document, Edition, Paragraph, Table
from app.reports.renderers import drawings
from app.reports.renderers.fonts import BREAK_HERE, FAMILIES, displayable, fonts, only_sure
from app.reports.renderers.words import clean, written_rows, written_total
from app.web.filters import day

LAYOUT = Path(__file__).parents[3] / "templates" / "reports" / "document.typ"
LONGEST_WORD = 28
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")

Part = dict[str, Any]


def render(document: Document, edition: Edition) -> bytes:
    """The values go in as data; nothing in them is ever read as markup."""
    parts = {
        "title": document.title,
        "as_of": day(document.as_of),
        "date": [document.as_of.year, document.as_of.month, document.as_of.day],
        "made": f"Made by {edition.made_by}, {edition.made_at:%Y-%m-%d %H:%M} UTC, "
        f"Isocenter {edition.version}",
        "filters": document.filters,
        "sources": document.sources,
        "fonts": FAMILIES,
        "sections": [
            {
                "heading": section.heading,
                "blocks": [_part(block, document) for block in section.blocks],
            }
            for section in document.sections
        ],
    }
    values = displayable(json.dumps(_cleaned(parts), ensure_ascii=False))
    try:
        return _typeset(values, edition)
    except typst.TypstError:  # a mark on a letter, say, that no one font has together
        return _typeset(only_sure(values), edition)


def _part(block: Block, document: Document) -> Part:
    if isinstance(block, Paragraph):
        return {"shape": "paragraph", "text": block.text}
    if isinstance(block, Table):
        return _table(block)
    return _chart(block, document)


def _table(table: Table) -> Part:
    rows = written_rows(table)
    return {
        "shape": "table",
        "title": table.title,
        "heads": [column.label for column in table.columns],
        "numbers": [column.kind not in (CellKind.TEXT, CellKind.DATE) for column in table.columns],
        "widths": [_width(table, rows, place) for place in range(len(table.columns))],
        "rows": [[_with_breaks(text) for text in row] for row in rows],
        "total": written_total(table),
        "empty": table.empty,
    }


def _chart(chart: Chart, document: Document) -> Part:
    is_empty = not chart.drawn()
    return {
        "shape": "chart",
        "title": chart.title,
        "answer": chart.answer,
        "left_out": chart.left_out(),
        "alt": f"{chart.title} {chart.answer} The values are in the table {chart.table.title}.",
        "svg": "" if is_empty else drawings.svg(chart, document.as_of.isoformat()),
    }


def _width(table: Table, rows: list[list[str]], place: int) -> int:
    """The share of the page a column gets: by its longest value, within reason."""
    longest = max((len(row[place]) for row in rows), default=0)
    words = (len(word) for word in table.columns[place].label.split())
    return min(max(longest, *words, 8), 40)


def _typeset(values: str, edition: Edition) -> bytes:
    """PDF/UA: the typesetter refuses pages without a title, or a picture without words."""
    return typst.compile(
        LAYOUT.read_bytes(),
        font_paths=fonts(),
        pdf_standards="ua-1",
        sys_inputs={"document": values},
        timestamp=int(edition.made_at.timestamp()),
    )


def _cleaned(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _cleaned(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_cleaned(one) for one in part]
    return clean(part) if isinstance(part, str) else part


def _with_breaks(text: str) -> str:
    """A word wider than its column may break: an invisible space says where."""
    return _LONG_WORD.sub(lambda word: BREAK_HERE.join(_cut(word[0])), text)


def _cut(word: str) -> Iterator[str]:
    for start in range(0, len(word), LONGEST_WORD):
        yield word[start : start + LONGEST_WORD]
