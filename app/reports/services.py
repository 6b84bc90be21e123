"""Make a file of a report, and keep who made it."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.permissions import Actor
from app.kernel.version import VERSION
from app.reports.catalog import CONTENT, RENDERINGS, formats_of
from app.reports.document import Document, Edition, Letterhead
from app.reports.facts import Format, Kind
from app.reports.models import Export


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes
    document: Document
    edition: Edition


def build(kind: Kind, letterhead: Letterhead, as_of: date) -> Document:
    return CONTENT[kind](letterhead, as_of)


def make_file(kind: Kind, form: Format, document: Document, *, actor: Actor, at: datetime) -> File:
    if form not in formats_of(kind):
        raise NotFound("This report does not come as rows: it is more than one list.")
    rendering = RENDERINGS[form]
    edition = Edition(actor.name, at, VERSION)
    name = f"{kind}-{document.as_of}.{form}"
    return File(name, rendering.media_type, rendering.render(document, edition), document, edition)


def record_export(kind: Kind, form: Format, file: File, *, actor: Actor) -> Export:
    export = Export(
        kind=kind,
        format=form,
        title=file.document.title,
        filters="; ".join(file.document.filters),
        as_of=file.document.as_of,
        version=file.edition.version,
        digest=sha256(file.content).hexdigest(),
        bytes=len(file.content),
        made_at=file.edition.made_at,
        made_by_id=actor.person_id,
    )
    db.session.add(export)
    return export
