"""What may be said of a service line: what a department offers."""

from typing import Annotated

from pydantic import Field

from app.kernel.facts import Facts, fact
from app.organization.facts.vocabulary import Intent, Sensitivity, Tradition, Workflow

LINE = "Service line"


class ServiceLineFacts(Facts):
    number: Annotated[int, Field(ge=1, le=999)] = fact("Number", LINE, default=...)
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)] = fact(
        "Code", LINE, default=...
    )
    name: Annotated[str, Field(min_length=1, max_length=160)] = fact("Name", LINE, default=...)
    tradition: Tradition = fact("Tradition", LINE, default=...)
    sources: Annotated[str, Field(max_length=400)] = fact(
        "What makes its images", LINE, default=...
    )
    workflow: Workflow = fact("Workflow", LINE, default=...)
    intent: tuple[Intent, ...] | None = fact("Made for", LINE)
    usual_system: Annotated[str, Field(max_length=200)] | None = fact("Usual system today", LINE)
    sensitivity: tuple[Sensitivity, ...] | None = fact("Usual sensitivity", LINE)
