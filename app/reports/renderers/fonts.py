"""The fonts of print, and what they can show: a tagged PDF refuses a sign that no font has."""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import typst

BUILT = Path(__file__).parents[3] / "static" / "dist" / "fonts"
FAMILIES = ("Inter", "Libertinus Serif")  # the second is part of the typesetter
PROBE = b"""
#set document(title: "Probe")
#set text(font: ("Inter", "Libertinus Serif"))
#sys.inputs.signs
"""


def font_paths() -> list[str]:
    """Where Inter is, once the front end was built."""
    return [str(BUILT)] if BUILT.is_dir() else []


@cache
def fonts() -> typst.Fonts:
    """Read once a process. What Inter lacks may stand in a font of the machine."""
    return typst.Fonts(font_paths=font_paths())


def displayable(text: str) -> str:
    """The text with each sign that no font at hand has written as its code, as in [U+4E2D]."""
    signs = "".join(sorted({sign for sign in text if not sign.isascii()}))
    missing = {ord(sign): f"[U+{ord(sign):04X}]" for sign in _missing(signs)}
    return text.translate(missing)


def _missing(signs: str) -> Iterator[str]:
    """Halved until each refused sign stands alone; mostly the first try shows all."""
    if not signs or _shows(signs):
        return
    if len(signs) == 1:
        yield signs
        return
    middle = len(signs) // 2
    yield from _missing(signs[:middle])
    yield from _missing(signs[middle:])


@lru_cache(maxsize=4096)
def _shows(signs: str) -> bool:
    inputs = {"signs": " ".join(signs)}
    try:
        typst.compile(PROBE, font_paths=fonts(), pdf_standards="ua-1", sys_inputs=inputs)
    except typst.TypstError:
        return False
    return True
