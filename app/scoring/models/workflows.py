"""What a department answered when it chose how capture begins, and what was recommended."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.paths.steps import Path, Workflow


class WorkflowChoice(Audited):
    """Never edited: who answers again adds another. `answers` by question: yes, no or null."""

    __tablename__ = "scoring_workflow_choice"

    source_id: Mapped[int] = mapped_column(ForeignKey("inventory_source.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    workflow: Mapped[Workflow]
    path_in_visit: Mapped[Path | None]
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    chosen_at: Mapped[datetime]
    chosen_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
