"""Every report there is, and every format it comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.reports.content import clock, readiness, representation, roadmap
from app.reports.document import Document, Edition, Letterhead
from app.reports.facts import Format, Kind
from app.reports.renderers import pdf
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
}
RENDERINGS: dict[Format, Rendering] = {
    Format.XLSX: Rendering(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book.render
    ),
    Format.PDF: Rendering("application/pdf", pdf.render),
}
ABOUT: dict[Kind, str] = {
    Kind.ROADMAP: "What happens when, under which decisions, and with which money.",
    Kind.CLOCK: "How long decisions take to money and to first use, and what waiting costs.",
    Kind.REPRESENTATION: "Who makes images, who has a seat, and who takes part.",
    Kind.READINESS: "How program, elements and departments score, and what stands behind it.",
}
