"""The fonts of print, and what they can show: a tagged PDF refuses a sign that no font has."""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import category

import typst

BUILT = Path(__file__).parents[3] / "static" / "dist" / "fonts"
FAMILIES = ("Inter", "Libertinus Serif")  # the second is part of the typesetter
BREAK_HERE = "\u200b"
LAST_SURE = "\u017f"
ALSO_SURE = frozenset("–—‘’“”•…€™−≤≥" + BREAK_HERE)  # noqa: RUF001
PROBE = b"""
#set document(title: "Probe")
#set text(font: ("Inter", "Libertinus Serif"))
#for sign in sys.inputs.signs.codepoints() { par(sign) }
"""


def font_paths() -> list[str]:
    """Where Inter is, once the front end was built."""
    return [str(BUILT)] if BUILT.is_dir() else []


@cache
def fonts() -> typst.Fonts:
    """Read once a process. What Inter lacks may stand in a font of the machine."""
    return typst.Fonts(font_paths=font_paths())


def displayable(text: str) -> str:
    """The text with each sign that no font at hand has written as its code, as in [U+4E2D].

    Invisible signs of layout are left away: the typesetter has its own, and stumbles over some.
    """
    signs = {sign for sign in text if not sign.isascii()}
    invisible = {sign for sign in signs if category(sign) == "Cf" and sign != BREAK_HERE}
    instead = {ord(sign): "" for sign in invisible}
    for sign in _missing("".join(sorted(signs - invisible))):
        instead[ord(sign)] = f"[U+{ord(sign):04X}]"
    return text.translate(instead)


def only_sure(text: str) -> str:
    """The text with all but Latin letters and common signs as codes: what any font shows."""
    unsure = {ord(sign) for sign in text if sign > LAST_SURE and sign not in ALSO_SURE}
    return text.translate({sign: f"[U+{sign:04X}]" for sign in unsure})


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
    inputs = {"signs": signs}
    try:
        typst.compile(PROBE, font_paths=fonts(), pdf_standards="ua-1", sys_inputs=inputs)
    except typst.TypstError:
        return False
    return True
