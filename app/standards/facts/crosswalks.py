"""What may be said in a file that leads from the criteria of one pack to those of another."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.engine.scoring.scale import TOP
from app.kernel.words import Word
from app.standards.facts.packs import Code, Line, Text

Level = Annotated[int, Field(ge=0, le=TOP)]


class Relation(Word):
    """How a criterion of one pack stands to one of another."""

    SAME = "same", "is the same as"
    COVERS = "covers", "covers"
    PART_OF = "part_of", "is a part of"


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True
    )


class CrosswalkFacts(_Table):
    """[crosswalk]: `from` and `to` are the codes of packs; it holds for the versions in force."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
    title: Line
    from_code: Annotated[str, Field(alias="from", max_length=60)]
    to_code: Annotated[str, Field(alias="to", max_length=60)]
    source: Line
    licence: Line

    @model_validator(mode="after")
    def _leads_elsewhere(self) -> Self:
        if self.from_code == self.to_code:
            raise ValueError("It leads from one pack to another.")
        return self


class CrosswalkLineFacts(_Table):
    """[[lines]]: one criterion and the one it answers, at which level for which.

    Levels that are not named answer nothing. Without `levels` the same question gives the same
    level, both ways; one that covers another answers it where it is fully met; and a part of
    another is shown beside it and answers nothing.
    """

    from_code: Annotated[Code, Field(alias="from")]
    to_code: Annotated[Code, Field(alias="to")]
    relation: Relation
    levels: dict[Level, Level] = {}
    note: Text = ""

    @property
    def gives(self) -> dict[int, int]:
        if self.levels:
            return dict(self.levels)
        if self.relation is Relation.SAME:
            return {level: level for level in range(TOP + 1)}
        return {TOP: TOP} if self.relation is Relation.COVERS else {}


class CrosswalkFile(BaseModel):
    """A whole file, of which every part was checked."""

    crosswalk: CrosswalkFacts
    lines: tuple[CrosswalkLineFacts, ...]
