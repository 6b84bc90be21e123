"""Facts to the columns of a row and back; a reference is a code in facts and a key in a row."""

from typing import Any, TypeVar

from app.kernel.facts import Facts
from app.organization.queries.references import Directory, references_of

SomeFacts = TypeVar("SomeFacts", bound=Facts)


def columns_of(facts: Facts, directory: Directory) -> dict[str, Any]:
    """What to write; Refused where a code leads nowhere."""
    references = {one.name for one in references_of(type(facts))}
    plain = {name: getattr(facts, name) for name in type(facts).model_fields}
    return {k: v for k, v in plain.items() if k not in references} | directory.columns_of(facts)


def facts_of(model: type[SomeFacts], row: Any, directory: Directory) -> SomeFacts:
    """What is said now; not checked again, since it was when it was written."""
    codes = directory.codes_for(model, row)
    plain = {name: getattr(row, name) for name in model.model_fields if name not in codes}
    return model.model_construct(**plain | codes)
