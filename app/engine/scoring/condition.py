"""Conditions people can read: parsed once, then true, false or not known for what is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import ge, gt, le, lt

Value = str | Decimal | frozenset[str]
"""A word, a number, or several words."""

Known = Mapping[str, Value]
"""What is not known is not in it."""


class Verb(StrEnum):
    IS = "is"
    IS_KNOWN = "is known"
    IN = "in"
    HAS = "has"
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"


@dataclass(frozen=True, slots=True)
class Claim:
    """One comparison; numbers are kept as numbers."""

    name: str
    verb: Verb
    operands: tuple[str | Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple["Condition", ...]


Condition = Claim | Not | All | Any


class Unreadable(ValueError):
    """The message says in a sentence where the text stops making sense."""


def holds(condition: Condition, known: Known) -> bool | None:
    """None where it hangs on something that is not known."""
    if isinstance(condition, Claim):
        return _claim_holds(condition, known)
    if isinstance(condition, Not):
        held = holds(condition.part, known)
        return None if held is None else not held
    parts = [holds(part, known) for part in condition.parts]
    decisive = isinstance(condition, Any)
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def claims(condition: Condition) -> tuple[Claim, ...]:
    """Every comparison in it, in the order they are written."""
    if isinstance(condition, Claim):
        return (condition,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(claim for part in parts for claim in claims(part))


def _claim_holds(claim: Claim, known: Known) -> bool | None:
    value = known.get(claim.name)
    if claim.verb is Verb.IS_KNOWN:
        return value is not None
    return None if value is None else _compares(value, claim)


def _compares(value: Value, claim: Claim) -> bool:
    if claim.verb is Verb.HAS:
        return isinstance(value, frozenset) and claim.operands[0] in value
    if claim.verb in {Verb.IS, Verb.IN}:
        return value in claim.operands
    number = claim.operands[0]
    if not isinstance(value, Decimal) or not isinstance(number, Decimal):
        return False
    return bool(_ORDERS[claim.verb](value, number))


_ORDERS = {Verb.AT_LEAST: ge, Verb.AT_MOST: le, Verb.MORE: gt, Verb.LESS: lt}


_TOKENS = re.compile(
    r"""\s*(?:"(?P<quoted>[^"]+)"|(?P<number>-?\d+(?:\.\d+)?)(?![\w.-])"""
    r"""|(?P<word>\w[\w.-]*)|(?P<sign><=|>=|[<>(),]))"""
)
_RESERVED = {"and", "or", "not", "is", "in", "has"}


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_name: bool = False
    is_number: bool = False


@dataclass(slots=True)
class _Reader:
    """What is left to read, word by word."""

    tokens: list[_Token]
    at: int = 0

    def peek(self) -> str:
        """The next word of the language, or nothing where a name or the end comes."""
        if self.at == len(self.tokens) or self.tokens[self.at].is_name:
            return ""
        return self.tokens[self.at].text

    def take(self, *texts: str) -> str:
        """The next word if it is one of these."""
        if found := self.peek() if self.peek() in texts else "":
            self.at += 1
        return found

    def need(self, text: str) -> None:
        if not self.take(text):
            raise Unreadable(f"{text!r} is expected {self.where()}.")

    def name(self) -> str:
        return str(self._value(numbers=False))

    def value(self) -> str | Decimal:
        return self._value(numbers=True)

    def where(self) -> str:
        if self.at == len(self.tokens):
            return "at the end"
        return f"before {self.tokens[self.at].text!r}"

    def _value(self, *, numbers: bool) -> str | Decimal:
        token = self.tokens[self.at] if self.at < len(self.tokens) else _Token("")
        if not token.is_name and not (numbers and token.is_number):
            raise Unreadable(f"A {'value' if numbers else 'name'} is expected {self.where()}.")
        self.at += 1
        return Decimal(token.text) if token.is_number else token.text


def parse(text: str) -> Condition:
    """Reads what a pack file says; raises Unreadable.

        hosting in (public_cloud, vendor_saas) and not dicom_services has stow
        "170.315 (b)(1)" >= 3 or mpps is known

    A name is a fact or the code of a criterion; a code with blanks stands in quotes. `is` compares
    with a word or a number, `has` looks into a set, `in` compares with several. What is not known
    makes a claim not known, which `and`, `or` and `not` carry on as far as it matters.
    """
    reader = _Reader(_tokens(text))
    condition = _either(reader)
    if reader.at < len(reader.tokens):
        raise Unreadable(f"Nothing is expected {reader.where()}.")
    return condition


def _tokens(text: str) -> list[_Token]:
    tokens, at, text = [], 0, text.rstrip()
    while at < len(text):
        found = _TOKENS.match(text, at)
        if found is None:
            raise Unreadable(f"{text[at:].strip()[:20]!r} cannot be read.")
        at, word = found.end(), found["word"] or ""
        quoted, number = found["quoted"], found["number"]
        is_name = quoted is not None or (bool(word) and word not in _RESERVED)
        tokens.append(
            _Token(quoted or number or word or found["sign"], is_name, number is not None)
        )
    return tokens


def _either(reader: _Reader) -> Condition:
    parts = [_both(reader)]
    while reader.take("or"):
        parts.append(_both(reader))
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _both(reader: _Reader) -> Condition:
    parts = [_term(reader)]
    while reader.take("and"):
        parts.append(_term(reader))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _term(reader: _Reader) -> Condition:
    if reader.take("not"):
        return Not(_term(reader))
    if reader.take("("):
        inner = _either(reader)
        reader.need(")")
        return inner
    return _claim(reader)


def _claim(reader: _Reader) -> Condition:
    name = reader.name()
    if sign := reader.take(*_ORDERS):
        return Claim(name, Verb(sign), (_number(reader),))
    if reader.take("has"):
        return Claim(name, Verb.HAS, (reader.value(),))
    if reader.take("in"):
        return Claim(name, Verb.IN, _several(reader))
    reader.need("is")
    is_denied = bool(reader.take("not"))
    value = reader.value()
    claim = Claim(name, Verb.IS_KNOWN) if value == "known" else Claim(name, Verb.IS, (value,))
    return Not(claim) if is_denied else claim


def _number(reader: _Reader) -> Decimal:
    where, value = reader.where(), reader.value()
    if not isinstance(value, Decimal):
        raise Unreadable(f"A number is expected {where}.")
    return value


def _several(reader: _Reader) -> tuple[str | Decimal, ...]:
    reader.need("(")
    values = [reader.value()]
    while reader.take(","):
        values.append(reader.value())
    reader.need(")")
    return tuple(values)
