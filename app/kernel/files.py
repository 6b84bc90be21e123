"""Files people hand in: their kind told by content, and a name that is safe to give back."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from app.kernel.errors import RuleBroken

MOST_PARTS = 5_000
MOST_UNPACKED = 500 * 1024 * 1024
LONGEST_NAME = 100

OFFICE = {
    "word/document.xml": ("docx", "wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", "presentationml.presentation"),
}
STARTS = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
}
TEXT = "text/plain"
SAME = {"jpeg": "jpg", "log": "txt", "text": "txt", "md": "txt"}
KINDS = "a PDF, a Word, Excel or PowerPoint file, a PNG or JPEG picture, or plain text"

_ACTIVE = re.compile(r"vbaproject|activex|oleobject|macrosheets", re.IGNORECASE)
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|\?xml|iframe|body)", re.IGNORECASE)
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be kept: its clean name and its kind."""

    name: str
    media: str


def admit(data: bytes, name: str) -> Admitted:
    """RuleBroken says why another may not be kept; nothing is unpacked."""
    if not data:
        raise RuleBroken("This file is empty.")
    _refuse_patient_data(data)
    extension, media = _kind(data)
    said = PurePosixPath(_last(name)).suffix.lstrip(".").lower()
    said = SAME.get(said, said)
    known = {one for one, _ in (*STARTS.values(), *OFFICE.values())} | {"txt", "csv"}
    if said in known and said != extension and not (said == "csv" and media == TEXT):
        raise RuleBroken(f"The name of this file says {said}, but its content is {extension}.")
    if said == "csv" and media == TEXT:
        extension, media = "csv", "text/csv"
    return Admitted(f"{_stem(name)}.{extension}", media)


def _refuse_patient_data(data: bytes) -> None:
    if data[128:132] == b"DICM":
        raise RuleBroken("This is a DICOM file. It names a patient, so it is not kept here.")
    if re.match(rb"\s*(?:\x0b)?MSH\|", data[:64]):
        raise RuleBroken("This is an HL7 message. It names a patient, so it is not kept here.")


def _kind(data: bytes) -> tuple[str, str]:
    for start, kind in STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if _is_text(data):
        return "txt", TEXT
    raise RuleBroken(f"This is not a kind of file that can be kept. Hand in {KINDS}.")


def _office(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as damage:
        raise RuleBroken("This file is damaged. Save it again and retry.") from damage
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RuleBroken("This file unpacks to far more than its size.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise RuleBroken("This file is protected by a password. Save it without one.")
    if any(_ACTIVE.search(name) for name in names):
        raise RuleBroken("This file holds macros or embedded programs. Save it without them.")
    for part, (extension, media) in OFFICE.items():
        if part in names and "[Content_Types].xml" in names:
            return extension, f"application/vnd.openxmlformats-officedocument.{media}"
    raise RuleBroken(f"An archive cannot be kept. Hand in {KINDS}.")


def _is_text(data: bytes) -> bool:
    """Words alone: no control characters, and nothing a browser would take for a page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in set(text)):
        return False
    if _MARKUP.search(data):
        raise RuleBroken("Web pages and drawings with markup are not kept. Hand in a PDF of it.")
    return True


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _stem(name: str) -> str:
    """The name without way and ending, in signs that mean nothing to any system."""
    stem = PurePosixPath(unicodedata.normalize("NFC", _last(name)) or "file").stem
    seen = "".join(
        sign
        for sign in stem
        if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
    )
    kept = " ".join(re.sub(r'[<>:"|?*;%/\\.$`\']+', "_", seen).split()).strip("_ -")
    kept = kept[:LONGEST_NAME].strip() or "file"
    return f"_{kept}" if _RESERVED.match(kept) else kept
