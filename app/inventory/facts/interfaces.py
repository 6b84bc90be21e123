"""What may be said of an interface: who does what for whom, how, and whether it works."""

from datetime import date

from pydantic import ValidationInfo, field_validator

from app.inventory.facts.assets import AssetCode, AssetFacts, as_key
from app.inventory.facts.vocabulary.applications import IheProfile
from app.inventory.facts.vocabulary.assets import Section
from app.inventory.facts.vocabulary.interfaces import Carries, InterfaceStatus, Standard
from app.kernel.facts import Short, fact


class InterfaceFacts(AssetFacts):
    from_asset: AssetCode = fact("From", Section.INTEGRATION, default=...)
    carries: Carries = fact("Connection", Section.INTEGRATION, default=...)
    to_asset: AssetCode = fact("To", Section.INTEGRATION, default=...)
    standard: Standard | None = fact("Standard", Section.INTEGRATION)
    profile: IheProfile | None = fact("IHE profile", Section.INTEGRATION)
    message: Short | None = fact(
        "Message", Section.INTEGRATION, help="Such as ORU^R01, C-STORE or ImagingStudy."
    )
    status: InterfaceStatus = fact("Status", Section.INTEGRATION, default=InterfaceStatus.PLANNED)
    evidence_on: date | None = fact(
        "Seen to work on", Section.INTEGRATION, help="The day of the test or the last good message."
    )

    @field_validator("from_asset", "to_asset", mode="before")
    @classmethod
    def _ends_in_capitals(cls, code: object) -> object:
        return as_key(code) if isinstance(code, str) else code

    @field_validator("to_asset")
    @classmethod
    def _connects_two(cls, code: str, info: ValidationInfo) -> str:
        if code == info.data.get("from_asset"):
            raise ValueError("An interface connects two different assets.")
        return code
