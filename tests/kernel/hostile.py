"""Files that mean harm or are badly broken, made on the spot: no such file lies in the project."""

import struct
import zipfile
from io import BytesIO
from random import Random

from openpyxl.utils import get_column_letter

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.rels+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type='
    f'"{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
    '<sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type='
    f'"{RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


GOOD_ROWS = (
    f'<row r="1">{text_cell("A1", "Code")}{text_cell("B1", "Name")}</row>'
    f'<row r="2">{text_cell("A2", "X-1")}{text_cell("B2", "One")}</row>'
)


def a_sheet(rows: str = GOOD_ROWS, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def a_workbook(sheet: str | bytes = a_sheet(), **parts: str | bytes) -> bytes:
    """A workbook of one sheet; parts are added or replaced by name."""
    content: dict[str, str | bytes] = {**PARTS, "xl/worksheets/sheet1.xml": sheet}
    return packed(list((content | parts).items()))


def packed(members: list[tuple[str | zipfile.ZipInfo, str | bytes]]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members:
            archive.writestr(name, part)
    return out.getvalue()


def with_members(*extra: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    return packed([*PARTS.items(), ("xl/worksheets/sheet1.xml", a_sheet()), *extra])


def a_link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("xl/link.xml")
    info.external_attr = 0o120777 << 16
    return info


def says_it_is_encrypted() -> bytes:
    data = bytearray(a_workbook())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def lies_about_its_size() -> bytes:
    """The directory says a part is small; it is not."""
    data = bytearray(a_workbook(a_sheet(GOOD_ROWS + " " * 2_000_000)))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


def noise(length: int) -> str:
    """Text that does not shrink much, always the same."""
    return Random(1).randbytes(length // 2).hex()


def many_texts() -> str:
    texts = "".join(f"<si><t>{number * 7919}</t></si>" for number in range(1_500_000))
    return f'<sst xmlns="{MAIN}">{texts}</sst>'


def wide(rows: int, columns: int) -> str:
    names = [get_column_letter(one) for one in range(1, columns + 1)]
    return "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{name}{row}"><v>1</v></c>' for name in names)
        + "</row>"
        for row in range(1, rows + 1)
    )


DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 10))
    + "]><worksheet>&j;</worksheet>"
)

WORKBOOKS = {
    "a bomb of one part": lambda: a_workbook(a_sheet(before="<!--" + " " * 150_000_000 + "-->")),
    "a bomb of many parts": lambda: with_members(
        *[(f"xl/media/{n}.bin", bytes(2_000_000)) for n in range(60)]
    ),
    "a part that lies about its size": lies_about_its_size,
    "entities in the sheet": lambda: a_workbook(DOCTYPE + a_sheet()),
    "a billion laughs": lambda: a_workbook(BILLION),
    "a doctype in the styles": lambda: a_workbook(**{"xl/styles.xml": DOCTYPE}),
    "a doctype in the relations": lambda: with_members(("xl/_rels/x.rels", DOCTYPE)),
    "a doctype in the types": lambda: packed([("[Content_Types].xml", DOCTYPE + TYPES)]),
    "a doctype across two pieces": lambda: a_workbook(
        "<!--" + noise(1024 * 1024 - 12) + "-->" + DOCTYPE + a_sheet()
    ),
    "a doctype in UTF-16": lambda: a_workbook((DOCTYPE + a_sheet()).encode("utf-16")),
    "another encoding": lambda: a_workbook('<?xml version="1.0" encoding="UTF-7"?>' + a_sheet()),
    "an outside entity": lambda: a_workbook(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + a_sheet()
    ),
    "too many parts": lambda: with_members(*[(f"xl/p{n}.xml", "<a/>") for n in range(300)]),
    "a path upwards": lambda: with_members(("../../etc/passwd", "x")),
    "an absolute path": lambda: with_members(("/etc/passwd", "x")),
    "a path of another system": lambda: with_members(("xl\\..\\x.xml", "x")),
    "a link": lambda: with_members((a_link(), "/etc/passwd")),
    "a part twice": lambda: with_members(("XL/workbook.xml", PARTS["xl/workbook.xml"])),
    "a password": says_it_is_encrypted,
    "macros": lambda: a_workbook(**{"xl/vbaProject.bin": b"x"}),
    "macros in the types": lambda: a_workbook(
        **{"[Content_Types].xml": TYPES.replace("sheet.main", "sheet.macroEnabled.main")}
    ),
    "no workbook inside": lambda: packed([("word/document.xml", "<a/>")]),
    "half a file": lambda: a_workbook()[: len(a_workbook()) // 2],
    "bytes after the end": lambda: a_workbook()[:-22] + b"x" * 100 + a_workbook()[-22:],
    "damaged inside": lambda: a_workbook().replace(b"sheet1.xml", b"sheet2.xml", 1),
    "16,384 columns": lambda: a_workbook(a_sheet(wide(20, 16_384))),
    "121 columns": lambda: a_workbook(a_sheet(wide(3, 121))),
    "one cell far away": lambda: a_workbook(
        a_sheet(GOOD_ROWS + '<row r="9"><c r="XFD1048576"/></row>')
    ),
    "one row far down": lambda: a_workbook(
        a_sheet(GOOD_ROWS + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    ),
    "far away, with odd spelling": lambda: a_workbook(
        a_sheet(GOOD_ROWS + "<row><c r = 'XFD1048576'><v>1</v></c></row>")
    ),
    "1.5 million texts": lambda: with_members(("xl/sharedStrings.xml", many_texts())),
    "a sheet that is not there": lambda: a_workbook(
        **{
            "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
                "sheet1", "s9"
            )
        }
    ),
    "a sheet of no XML": lambda: a_workbook("<worksheet><sheetData><row"),
    "no rows": lambda: a_workbook(a_sheet("")),
    "only headings": lambda: a_workbook(a_sheet(GOOD_ROWS.partition("</row>")[0] + "</row>")),
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a PDF": lambda: b"%PDF-1.7\n" + bytes(100),
    "nothing": lambda: b"",
}
"""Each is refused with a sentence."""

TEXTS = {
    "a workbook": a_workbook,
    "a program": lambda: b"\x7fELF" + bytes(100),
    "characters no text has": lambda: b"code,name\nA,\0\n",
    "half a UTF-16 file": lambda: "code,name\nA,B\n".encode("utf-16")[:-1],
    "a quotation mark that stays open": lambda: b'code,name\nA,"B\nC,D\n',
    "a quotation mark astray": lambda: b'code,name\nA,"B"x\n',
    "a cell without end": lambda: b"code,name\nA," + b"x" * 40_000 + b"\n",
    "too many columns": lambda: b"A," * 121 + b"\nA\n",
    "a million columns": lambda: b"code\n" + b"A," * 1_000_000,
    "too many rows": lambda: b"code\n" + b"A\n" * 50_002,
    "too many bytes": lambda: b"code\n" + b"A" * (20 * 1024 * 1024),
    "only blank lines": lambda: b"\n\n  \n,,,\n",
    "nothing": lambda: b"",
}
