"""What may be said of a piece of evidence."""

from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from app.kernel.facts import Facts, Long, Short, fact
from app.standards.facts.vocabulary import EvidenceKind

SECTION = "Evidence"


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    except ValueError:
        good = False
    if not good or any(sign in text for sign in "\"'<>\\ "):
        raise ValueError("Write a web address that begins with https:// or http://.")
    return text


def _some_kind(kind: EvidenceKind) -> EvidenceKind:
    if kind is EvidenceKind.NONE:
        raise ValueError("Say what kind of evidence it is.")
    return kind


WebAddress = Annotated[str, Field(max_length=500), AfterValidator(_web_address)]


class EvidenceFacts(Facts):
    title: Short = fact("Title", SECTION, default=...)
    kind: Annotated[EvidenceKind, AfterValidator(_some_kind)] = fact(
        "Kind", SECTION, default=EvidenceKind.DOCUMENT
    )
    dated_on: date = fact(
        "Dated", SECTION, default=..., help="The day of the document, the test or the measurement."
    )
    url: WebAddress | None = fact("Link", SECTION)
    note: Long | None = fact("Note", SECTION, help="Never anything about a patient.")
