"""What a file must be before anything opens it: whole, of its kind, bounded, without entities."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from app.kernel.errors import RuleBroken
from app.kernel.spreadsheets.tables import MAX_BYTES, Format

MAX_MEMBERS = 200
MAX_INFLATED = 100 * 1024 * 1024
MAX_RATIO = 200
CHUNK = 1024 * 1024
OVERLAP = 64

_ZIP = b"PK\x03\x04"
_OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls) or one with a password",
    b"%PDF": "a PDF",
    b"PK": "a ZIP archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\x1f\x8b": "a compressed archive",
    b"\x89PNG": "a picture",
    b"{\\rtf": "a text document",
}
_PLAIN_WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ACTIVE = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_END_OF_DIRECTORY = struct.Struct("<4s4H2LH")


def admit(data: bytes, file_name: str) -> Format:
    """The format of a file that may be parsed; RuleBroken says why another may not."""
    if not data:
        raise RuleBroken("This file is empty.")
    if len(data) > MAX_BYTES:
        raise RuleBroken(f"A file may have at most {MAX_BYTES // 1024 // 1024} MB. Split this one.")
    extension = PurePosixPath(file_name.strip().lower()).suffix
    if extension == ".xlsx":
        _check_workbook(data)
        return Format.XLSX
    if extension in {".csv", ".tsv", ".txt"}:
        _refuse_other_kind(data, "a CSV file")
        return Format.CSV
    raise RuleBroken("Choose an Excel workbook (.xlsx) or a CSV file (.csv).")


def _refuse_other_kind(data: bytes, expected: str) -> None:
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise RuleBroken(f"This file is {kind}, not {expected}.")


def _check_workbook(data: bytes) -> None:
    if not data.startswith(_ZIP):
        _refuse_other_kind(data, "a plain Excel workbook")
        raise RuleBroken("This file is not an Excel workbook, although its name says so.")
    _check_directory_size(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members)
            _check_parts(archive, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as damage:
        raise RuleBroken("This workbook is damaged. Save it again and retry.") from damage
    except (zlib.error, ValueError, RuntimeError, OSError, struct.error) as damage:
        raise RuleBroken("This workbook is damaged. Save it again and retry.") from damage


def _check_directory_size(data: bytes) -> None:
    """Before the directory is read at all: its end says how long it is."""
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or len(data) - at < _END_OF_DIRECTORY.size:
        raise RuleBroken("This workbook is cut off. Save it again and retry.")
    _, disk, start_disk, here, members, size, offset, _ = _END_OF_DIRECTORY.unpack_from(data, at)
    if disk or start_disk or here != members or offset + size != at:
        raise RuleBroken("This workbook is damaged. Save it again and retry.")
    if members > MAX_MEMBERS:
        raise RuleBroken(f"This workbook has {members} parts; at most {MAX_MEMBERS} are allowed.")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise RuleBroken(f"A workbook may have at most {MAX_MEMBERS} parts.")
    names = {member.filename.casefold() for member in members}
    if len(names) != len(members):
        raise RuleBroken("This workbook holds a part twice.")
    for member in members:
        _check_name(member)
        if member.flag_bits & 0x1:
            raise RuleBroken("This workbook is protected by a password. Save it without one.")
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise RuleBroken("This workbook is compressed in an unusual way. Save it again.")
        if member.file_size > CHUNK and member.file_size > MAX_RATIO * member.compress_size:
            raise RuleBroken("This workbook unpacks to far more than its size.")
    if sum(member.file_size for member in members) > MAX_INFLATED:
        raise RuleBroken("This workbook unpacks to more than 100 MB. Split it.")


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.filename
    odd = name.startswith("/") or ".." in name.split("/") or any(c in name for c in "\\:\0")
    if odd or name != member.orig_filename:
        raise RuleBroken("This workbook names a part outside itself.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RuleBroken("This workbook holds a link in place of a part.")


def _check_parts(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise RuleBroken("This archive is not an Excel workbook.")
    left = MAX_INFLATED
    for member in members:
        _refuse_active(member.filename.encode())
        for start, chunk in _chunks(archive, member):
            left -= len(chunk) - (OVERLAP if start else 0)
            if left < 0:
                raise RuleBroken("This workbook unpacks to more than 100 MB. Split it.")
            _check_chunk(member.filename, chunk, is_first=start == 0)
    types = archive.read("[Content_Types].xml")
    _refuse_active(types)
    if _PLAIN_WORKBOOK not in types:
        raise RuleBroken("This is not a plain workbook. Save it as .xlsx.")


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """A part piece by piece, each with the end of the one before, so that nothing hides between."""
    with archive.open(member) as part:
        at, tail = 0, b""
        while piece := part.read(CHUNK):
            yield at, tail + piece
            at, tail = at + len(piece), piece[-OVERLAP:].rjust(OVERLAP)


def _check_chunk(name: str, chunk: bytes, *, is_first: bool) -> None:
    if _ENTITIES.search(chunk):
        raise RuleBroken("This workbook defines entities of its own, which no spreadsheet does.")
    if is_first and name.endswith((".xml", ".rels", ".vml")):
        declared = _ENCODING.match(chunk.removeprefix(b"\xef\xbb\xbf").lstrip())
        encoding = declared.group(1).lower() if declared else b"utf-8"
        if b"\0" in chunk[:64] or chunk[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            encoding = b"utf-16"
        if encoding not in {b"utf-8", b"us-ascii", b"ascii"}:
            raise RuleBroken("This workbook is not written in UTF-8. Save it again.")


def _refuse_active(text: bytes) -> None:
    if _ACTIVE.search(text):
        raise RuleBroken("This workbook holds macros or embedded programs. Save it as plain .xlsx.")
