"""What may be said of a facility: a place in the tree of places."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator

from app.kernel.facts import Facts, Refers, fact
from app.organization.facts.vocabulary import FacilityLevel

PLACE = "Place"


class FacilityFacts(Facts):
    code: Annotated[str, Field(min_length=1, max_length=40)] = fact(
        "Code", PLACE, help="The number others know it by; leading zeros are kept.", default=...
    )
    name: Annotated[str, Field(min_length=1, max_length=160)] = fact("Name", PLACE, default=...)
    official_name: Annotated[str, Field(max_length=200)] | None = fact("Official name", PLACE)
    level: FacilityLevel = fact("Level", PLACE, default=FacilityLevel.FACILITY)
    parent: Annotated[str, Field(max_length=40), Refers("organization_facility")] | None = fact(
        "Belongs to", PLACE, help="The code of the facility, system or region above."
    )
    city: Annotated[str, Field(max_length=80)] | None = fact("City", PLACE)
    state: Annotated[str, Field(max_length=40)] | None = fact("State", PLACE)
    closed_on: date | None = fact("Closed on", PLACE)

    @field_validator("code", "parent")
    @classmethod
    def _as_key(cls, code: str | None) -> str | None:
        return code.upper() if code else code
