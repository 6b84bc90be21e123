"""Every report there is, and every format it comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.reports.content import clock, readiness, register, representation, roadmap
from app.reports.document import Document, Edition, Letterhead
from app.reports.facts import Format, Kind
from app.reports.renderers import csv, pdf
from app.reports.renderers.xlsx import book


@dataclass(frozen=True, slots=True)
class Rendering:
    media_type: str
    render: Callable[[Document, Edition], bytes]


CONTENT: dict[Kind, Callable[[Letterhead, date], Document]] = {
    Kind.ROADMAP: roadmap.build,
    Kind.CLOCK: clock.build,
    Kind.REPRESENTATION: representation.build,
    Kind.READINESS: readiness.build,
    Kind.REGISTER: register.build,
}
RENDERINGS: dict[Format, Rendering] = {
    Format.XLSX: Rendering(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book.render
    ),
    Format.PDF: Rendering("application/pdf", pdf.render),
    Format.CSV: Rendering("text/csv; charset=utf-8", csv.render),
}
ABOUT: dict[Kind, str] = {
    Kind.ROADMAP: "What happens when, under which decisions, and with which money.",
    Kind.CLOCK: "How long decisions take to money and to first use, and what waiting costs.",
    Kind.REPRESENTATION: "Who makes images, who has a seat, and who takes part.",
    Kind.READINESS: "How program, elements and departments score, and what stands behind it.",
    Kind.REGISTER: "What was decided by whom, since when it holds, and what is to be reviewed.",
}
LISTS = frozenset({Kind.REGISTER})
"""Reports that are one list, and so make sense as rows."""


def formats_of(kind: Kind) -> tuple[Format, ...]:
    return tuple(one for one in Format if one is not Format.CSV or kind in LISTS)
