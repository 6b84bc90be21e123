"""Spellings of one maker's name: which belong together, by rule and by a list of known aliases."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_FORMS = """
ag ab as bv co company corp corporation gmbh group holding inc incorporated kg kk limited llc lp
ltd nv oy oyj plc pty pvt sa sarl sas se spa srl
"""
_TRADES = """
corporate diagnostics division electronics health healthcare healthineers imaging informatics
international medical molecular nm nuclear research solutions surgery systems technologies
technology usa
"""
LEGAL_FORMS = frozenset(_FORMS.split())
TRADES = frozenset(_TRADES.split())
"""Words that say what a maker does, not who it is; dropped from the end while something is left."""

_SECOND_NAME = re.compile(r"\s/\s|\bconverted by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What rules cannot know: by core, the name of a maker; and cores that name nobody."""

    name_of: Mapping[str, str] = field(default_factory=dict)
    nobody: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """One maker: its name, and the spellings that stand for it."""

    name: str
    spellings: tuple[str, ...]


def known_names(aliases: Mapping[str, Sequence[str]], nobody: Iterable[str]) -> KnownNames:
    """From names with their other spellings, and from spellings that name nobody."""
    name_of = {core_of(name): name for name in aliases}
    for name, spellings in aliases.items():
        name_of |= {core_of(spelling): name for spelling in spellings}
    return KnownNames(name_of, frozenset(core_of(spelling) for spelling in nobody))


def core_of(spelling: str) -> str:
    """What is left without case, signs, second names, legal forms and trades."""
    text = unicodedata.normalize("NFKC", spelling).casefold()
    first = _SECOND_NAME.split(text, maxsplit=1)[0]
    words = re.sub(r"[^\w]|_", " ", first).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[-1] in TRADES | LEGAL_FORMS:
        words.pop()
    return " ".join(words) or text.strip()


def maker_of(spelling: str, known: KnownNames) -> str | None:
    """The key of a maker, equal for spellings that belong together; None where it names nobody."""
    core = core_of(spelling)
    if not core or core in known.nobody:
        return None
    return known.name_of.get(core, core)


def grouped(counts: Mapping[str, int], known: KnownNames) -> list[Group]:
    """Makers by name; `counts` says how often each spelling is used, which chooses the name."""
    makers: dict[str, list[str]] = defaultdict(list)
    for spelling in counts:
        if maker := maker_of(spelling, known):
            makers[maker].append(spelling)
    names = set(known.name_of.values())
    found = [
        Group(maker if maker in names else _best(spellings, counts), tuple(sorted(spellings)))
        for maker, spellings in makers.items()
    ]
    return sorted(found, key=lambda group: (group.name.casefold(), group.name))


def _best(spellings: Sequence[str], counts: Mapping[str, int]) -> str:
    """The spelling people would write: one name, not shouted, used most, the shortest of these."""

    def rank(one: str) -> tuple[bool, bool, int, int, str]:
        second = _SECOND_NAME.search(one) is not None
        return second, one.isupper(), -counts[one], len(one), one

    return min(spellings, key=rank)
