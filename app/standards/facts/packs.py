"""What may be said in a pack file: the pack, its elements, its criteria."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from app.engine.scoring.answer import Axis, KnockOutTest
from app.engine.scoring.condition import Unreadable, parse
from app.engine.scoring.scale import LEVELS_OF, PASS_LEVEL, Scale
from app.standards.facts.vocabulary import Applies, EvidenceCode, EvidenceKind, Tier, When

Code = Annotated[str, Field(min_length=1, max_length=40)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(max_length=2000)]
Weight = Annotated[int, Field(ge=1, le=100)]
Band = Annotated[Decimal, Field(ge=-(10**9), le=10**9, decimal_places=3)]


def _readable(text: str) -> str:
    if text:
        try:
            parse(text)
        except Unreadable as fault:
            raise ValueError(f"The condition cannot be read. {fault}") from fault
    return text


Condition = Annotated[str, Field(max_length=500), AfterValidator(_readable)]


class _Table(BaseModel):
    """One table of the file: no key that is not known, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PackFacts(_Table):
    """[pack]: one version of one set of criteria; `changes` says what is new in it."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    version: Annotated[str, Field(min_length=1, max_length=20)]
    title: Line
    source: Line
    licence: Line
    changes: Text = ""


class ElementFacts(_Table):
    """[[elements]]: a chapter, and its weight in the roll-up to the program."""

    code: Code
    title: Line
    weight: Weight
    question: Text = ""


class CriterionFacts(_Table):
    """[[criteria]]: one line one can answer.

    `scale` is YPN (yes, partly, no), L5 (levels 0 to 4) or NUM: a measure in `unit`, whose four
    `bands` begin levels 1 to 4; with `rising = false` a lower measure is better. `applies_to` says
    of what it is asked, `when` in which circumstance. A `knock_out` below `pass_level` (YPN: yes,
    L5 and NUM: 3, unless said otherwise) cannot be fit; `knock_out_for` and `knock_out_when` narrow
    that to kinds and to a circumstance, and `test` says which of the two tests it belongs to.
    `tier` is mandatory for a knock-out and recommended for others, unless said otherwise. `levels`
    are the levels in words, lowest first; a measured one may leave them to its bands. `wanted` says
    what shows that it is met, `evidence` the same as codes. `formerly` is its code in the version
    before, if that was another. `superseded` is kept to be looked up and no longer asked.

    `asked_if` is a condition on facts of the inventory and levels of other criteria: where it does
    not hold, the criterion is neither asked nor counted; where that is not known, it is asked.
    """

    code: Code
    element: Code
    statement: Text
    guidance: Text = ""
    levels: tuple[Line, ...] = ()
    tier: Tier = Tier.RECOMMENDED
    scale: Scale
    weight: Weight
    applies_to: Annotated[tuple[Applies, ...], Field(min_length=1)]
    when: When = When.ALWAYS
    asked_if: Condition = ""
    axis: Axis = Axis.NONE
    knock_out: bool = False
    knock_out_for: tuple[Applies, ...] = ()
    knock_out_when: When = When.ALWAYS
    pass_level: Annotated[int, Field(ge=1, le=4)] | None = None
    test: KnockOutTest | None = None
    unit: Annotated[str, Field(max_length=80)] = ""
    bands: tuple[Band, ...] | None = None
    rising: bool = True
    reference: Text = ""
    evidence: Annotated[str, Field(max_length=40)] = ""
    wanted: Text = ""
    formerly: Annotated[str, Field(max_length=40)] = ""
    superseded: bool = False

    @property
    def pass_line(self) -> int:
        return PASS_LEVEL[self.scale] if self.pass_level is None else self.pass_level

    @model_validator(mode="before")
    @classmethod
    def _in_one_form(cls, said: Any) -> Any:
        """The tier that follows is said; the pass line that holds anyway is not."""
        if not isinstance(said, dict):
            return said
        kept = dict(said)
        kept.setdefault("tier", Tier.MANDATORY if said.get("knock_out") else Tier.RECOMMENDED)
        if said.get("scale") in set(Scale) and said.get("pass_level") == PASS_LEVEL[said["scale"]]:
            del kept["pass_level"]
        return kept

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if faults := [
            *self._faults_of_the_scale(),
            *self._faults_of_the_words(),
            *self._faults_of_the_knock_out(),
        ]:
            raise ValueError(" ".join(faults))
        return self

    def _faults_of_the_scale(self) -> Iterator[str]:
        if self.scale is Scale.NUM:
            yield from self._faults_of_the_bands()
        elif self.bands is not None or self.unit:
            yield "Only a measured criterion (NUM) has bands and a unit."
        if self.pass_line not in LEVELS_OF[self.scale]:
            yield f"Level {self.pass_line} is not on the scale {self.scale}."

    def _faults_of_the_bands(self) -> Iterator[str]:
        if not self.unit:
            yield "A measured criterion (NUM) needs a unit."
        if self.bands is None or len(self.bands) != 4:
            yield "A measured criterion (NUM) needs four bands."
        elif not all((a < b) == self.rising and a != b for a, b in pairwise(self.bands)):
            yield f"The bands must be {'rising' if self.rising else 'falling'}."

    def _faults_of_the_words(self) -> Iterator[str]:
        if self.levels and len(self.levels) != (wanted := len(LEVELS_OF[self.scale])):
            yield f"Say {wanted} levels in words, from the lowest up, or none."
        if strange := set(filter(None, self.evidence.split("/"))) - set(EvidenceCode):
            yield f"There is no kind of evidence called {', '.join(sorted(strange))}."
        if self.formerly == self.code:
            yield "What was formerly another code cannot be the same."

    def _faults_of_the_knock_out(self) -> Iterator[str]:
        if self.knock_out and self.tier is not Tier.MANDATORY:
            yield f"A knock-out is mandatory; {self.tier} forbids nothing."
        narrowed = self.test or self.knock_out_for or self.knock_out_when is not When.ALWAYS
        if narrowed and not self.knock_out:
            yield "Only a knock-out belongs to a test or is narrowed."
        if strange := set(self.knock_out_for) - set(self.applies_to):
            yield f"It knocks out {', '.join(sorted(strange))} and is not asked of them."


class RuleFacts(_Table):
    """[[rules]]: a criterion that follows from facts of the inventory.

    Where the condition `when` holds, the answer is `level` or, for a measured criterion, the number
    called `measure`. Of several rules for one criterion the first that holds is taken. `evidence`
    says how such an answer is known.
    """

    criterion: Code
    when: Condition = ""
    level: Annotated[int, Field(ge=0, le=4)] | None = None
    measure: Annotated[str, Field(max_length=60)] = ""
    evidence: EvidenceKind = EvidenceKind.SELF_DECLARED

    @model_validator(mode="after")
    def _answers(self) -> Self:
        if (self.level is None) == (not self.measure):
            raise ValueError("A rule gives either a level or a measure.")
        if self.level is not None and not self.when:
            raise ValueError("A rule that gives a level needs a condition.")
        return self


class PackFile(_Table):
    """A whole file, of which every part was checked."""

    pack: PackFacts
    elements: tuple[ElementFacts, ...]
    criteria: tuple[CriterionFacts, ...]
    rules: tuple[RuleFacts, ...] = ()
