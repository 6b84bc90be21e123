"""Text of a cell: cleaned on the way in, inert on the way out, the same after both."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tab and line break
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # invisible, and what turns text around
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "\U000e0000-\U000e007f]"  # tags nobody sees
)
_LIVE = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20\u2212")
_GUARDED = re.compile("'+[" + "".join(map(re.escape, _LIVE)) + "]")


def clean(text: str) -> str:
    """Composed (NFC), without controls, without invisible or turning characters, without edges."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))).strip()


def guard(text: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula when it opens a CSV file."""
    return "'" + text if text.startswith(_LIVE) or _GUARDED.match(text) else text


def unguard(text: str) -> str:
    """The text before `guard`."""
    return text[1:] if _GUARDED.match(text) else text
