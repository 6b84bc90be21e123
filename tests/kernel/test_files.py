import zipfile
from io import BytesIO
from itertools import product

import pytest

from app.kernel.errors import RuleBroken
from app.kernel.files import admit


def office(*names, data=b"<x/>"):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, data)
    return kept.getvalue()


PDF, PNG, JPEG = b"%PDF-1.7\n%%EOF", b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."
DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")
DICOM = b"\0" * 128 + b"DICM" + b"\x02\0\0\0"


@pytest.mark.parametrize(
    ("data", "name", "kept", "media"),
    [
        (PDF, "Test report.pdf", "Test report.pdf", "application/pdf"),
        (PDF, "noname", "noname.pdf", "application/pdf"),
        (PNG, "screen.PNG", "screen.png", "image/png"),
        (JPEG, "photo.jpeg", "photo.jpg", "image/jpeg"),
        (DOCX, "a.docx", "a.docx", None),
        (XLSX, "a.xlsx", "a.xlsx", None),
        (office("ppt/presentation.xml"), "a.pptx", "a.pptx", None),
        (b"time;value\n1;2\n", "log.csv", "log.csv", "text/csv"),
        ("Grüße\r\n".encode(), "note.log", "note.txt", "text/plain"),
    ],
)
def test_a_file_is_kept_as_what_it_is(data, name, kept, media):
    admitted = admit(data, name)
    assert admitted.name == kept
    assert media is None or admitted.media == media


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (DICOM, "It names a patient"),
        (b"MSH|^~\\&|ADT|", "It names a patient"),
        (b"MZ\x90\0\x03", "not a kind of file"),
        (b"\x7fELF\x02", "not a kind of file"),
        (b"\xd0\xcf\x11\xe0\xa1", "not a kind of file"),
        (b"\x1f\x8b\x08\0", "not a kind of file"),
        (b"<svg onload='x'/>", "markup"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "markup"),
        (b"text <SCRIPT>x</SCRIPT>", "markup"),
        (office("any.txt"), "An archive cannot be kept"),
        (office("word/document.xml", "word/vbaProject.bin"), "macros"),
        (office("xl/workbook.xml", "xl/embeddings/oleObject1.bin"), "embedded"),
        (b"PK\x03\x04damaged", "damaged"),
    ],
)
def test_what_may_not_be_kept_is_refused_whatever_its_name(data, sentence):
    for name in ("a.pdf", "a.png", "a.txt", "a.docx", "a", "a.dcm"):
        with pytest.raises(RuleBroken, match=sentence):
            admit(data, name)


def test_a_protected_file_and_one_that_unpacks_to_too_much_are_refused(monkeypatch):
    locked = bytearray(DOCX)
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(RuleBroken, match="password"):
        admit(bytes(locked), "a.docx")
    monkeypatch.setattr("app.kernel.files.MOST_UNPACKED", 5)
    with pytest.raises(RuleBroken, match="far more"):
        admit(DOCX, "a.docx")


@pytest.mark.parametrize(
    ("data", "name"), [(PDF, "a.png"), (PNG, "a.pdf"), (b"words", "a.docx"), (XLSX, "a.docx")]
)
def test_a_name_that_says_something_else_is_refused(data, name):
    with pytest.raises(RuleBroken, match="but its content is"):
        admit(data, name)


NAMES = [
    "../../etc/passwd", "..\\..\\boot.ini", "/abs/olute", "C:\\x\\y", "a/b/c", "....", ".", "..",
    ".htaccess", "", " ", "con", "NUL.pdf", "com1", "a\0b", "a\r\nSet-Cookie: x", "a\tb",
    "inv\u202efdp.exe", "zero\u200bwidth", "\ufeffbom", "quo\"te", "apo'strophe", "semi;colon",
    "per%2e%2ecent", "<script>", "a|b", "a?b", "a*b", "a:b", "$(rm)", "`rm`", "x" * 500,
    "ümläut", "名前", "report.exe",
]  # fmt: skip
WAYS = ["{}", "{}.pdf", "x/{}", "x\\{}", "{}.exe.pdf", "{}\u202e", " {} ", "{}.", "-{}", "{}{}"]
WAYS += ["{}\0.pdf", "\n{}"]


@pytest.mark.parametrize(("name", "way"), list(product(NAMES, WAYS)))
def test_a_name_given_back_is_harmless(name, way):
    kept = admit(PDF, way.format(name, name)).name
    stem, ending = kept.rsplit(".", 1)
    assert ending == "pdf"
    assert 1 <= len(stem) <= 101
    assert not set(kept) & set("/\\<>:\"|?*;%$`'\0\r\n\t\u202e\u200b\ufeff")
    assert "." not in stem
    assert not stem.startswith(("-", " "))
    assert stem.lower() not in {"con", "nul", "com1"}
