"""Write a pack as a file: the same pack gives the same bytes, and reading them gives it back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.standards.facts import CriterionFacts, ElementFacts, PackFacts, PackFile, RuleFacts
from app.standards.models import Criterion, Pack

HEAD = """\
# A pack of criteria. The guide "How to write a pack" explains every key.
#
# scale       YPN no, partly, yes; L5 levels 0 to 4; NUM a measured number
# levels      the levels in words, from the lowest up
# bands       NUM: where levels 1 to 4 begin; with rising = false a lower number is better
# tier        mandatory, recommended, or deprecated: on its way out
# applies_to  SRC source, APP application, VWR viewer, STO storage, INT interface, AIM AI model,
#             DEP department, PRG program
# when        asked only where this holds of the asset or department
# asked_if    asked only where this condition holds, on facts and on levels of other criteria
# knock_out   below its pass line the asset cannot be fit; knock_out_for limits it to these kinds,
#             knock_out_when to this circumstance; pass_level moves the line (YPN: yes, others: 3)
# test        which of the two knock-out tests it belongs to: ehr_viewable or platform_suitable
# evidence    DOC policy, DCS DICOM conformance statement, IIS IHE integration statement,
#             CAP FHIR capability statement, TST witnessed test, LOG measurement, CTR contract,
#             MIN minutes, INV inventory, AUD audit, SUR survey, FIN ledger
#
# rules       at the end: answers that follow from the inventory. Where `when` holds, the answer is
#             `level`, or for NUM the number called `measure`; the first rule that holds counts
"""

ALWAYS = {
    "code",
    "element",
    "scale",
    "weight",
    "applies_to",
    "tier",
    "statement",
    "title",
    "criterion",
}
"""Keys that stand in the file even where they say what would hold without them."""

ORDER = (
    *("code", "formerly", "element", "tier", "statement", "guidance", "scale", "levels"),
    *("unit", "bands", "rising", "weight", "applies_to", "when", "asked_if", "axis"),
    *("knock_out", "knock_out_for", "knock_out_when", "pass_level", "test"),
    *("reference", "evidence", "wanted", "superseded"),
)


def written(file: PackFile) -> bytes:
    """The file in its one form: keys in one order, nothing said that holds anyway."""
    tables = [
        _table("[pack]", PackFacts, file.pack.model_dump()),
        *(_table("[[elements]]", ElementFacts, one.model_dump()) for one in file.elements),
        *(_table("[[criteria]]", CriterionFacts, _ordered(one)) for one in file.criteria),
        *(_table("[[rules]]", RuleFacts, one.model_dump()) for one in file.rules),
    ]
    return "\n".join([HEAD, *tables]).encode()


def file_of(pack: Pack) -> PackFile:
    """A stored version as the file it can be written as."""
    codes = {element.id: element.code for element in pack.elements}
    return PackFile(
        pack=PackFacts(**{name: getattr(pack, name) for name in PackFacts.model_fields}),
        elements=tuple(
            ElementFacts(**{name: getattr(one, name) for name in ElementFacts.model_fields})
            for one in pack.elements
        ),
        criteria=tuple(_facts(one, codes[one.element_id]) for one in pack.criteria),
        rules=tuple(_rule_facts(pack)),
    )


def _rule_facts(pack: Pack) -> Iterator[RuleFacts]:
    codes = {criterion.id: criterion.code for criterion in pack.criteria}
    for one in pack.rules:
        yield RuleFacts(
            criterion=codes[one.criterion_id],
            when=one.condition,
            level=one.level,
            measure=one.measure,
            evidence=one.evidence_kind,
        )


def _facts(one: Criterion, element: str) -> CriterionFacts:
    same = CriterionFacts.model_fields.keys() & set(Criterion.__table__.columns.keys())
    return CriterionFacts.model_validate(
        {name: getattr(one, name) for name in same}
        | {
            "element": element,
            "levels": one.level_words,
            "when": one.asked_when,
            "knock_out": one.is_knock_out,
            "pass_level": one.pass_line,
            "bands": one.cut_points or None,
            "rising": one.is_rising,
            "superseded": one.is_superseded,
        }
    )


def _ordered(facts: CriterionFacts) -> dict[str, Any]:
    said = facts.model_dump()
    return {name: said[name] for name in ORDER}


def _table(heading: str, model: type[Any], said: Mapping[str, Any]) -> str:
    fields = model.model_fields
    kept = {n: v for n, v in said.items() if n in ALWAYS or v != fields[n].get_default()}
    return "\n".join([heading, *_lines(kept), ""])


def _lines(said: Mapping[str, Any]) -> Iterator[str]:
    for name, value in said.items():
        if name == "levels":
            yield from (f"{name} = [", *(f"  {_value(line)}," for line in value), "]")
        else:
            yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, StrEnum | str):
        return text_of(str(value))
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    return str(value)


def text_of(value: str) -> str:
    """A basic string: its escapes are those of JSON, but for one sign that JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
