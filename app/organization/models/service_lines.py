"""A service line: reference data that departments point to."""

from sqlalchemy.orm import Mapped, mapped_column

from app.audit.recorder import Audited
from app.kernel.columns import Words
from app.organization.facts import Intent, Sensitivity, Tradition, Workflow


class ServiceLine(Audited):
    __tablename__ = "organization_service_line"

    number: Mapped[int] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    tradition: Mapped[Tradition]
    sources: Mapped[str]
    workflow: Mapped[Workflow]
    intent: Mapped[tuple[Intent, ...] | None] = mapped_column(Words(Intent))
    usual_system: Mapped[str | None]
    sensitivity: Mapped[tuple[Sensitivity, ...] | None] = mapped_column(Words(Sensitivity))
