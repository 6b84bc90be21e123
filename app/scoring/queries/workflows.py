"""Choices of how capture begins, as they were kept."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.db import db
from app.scoring.models import WorkflowChoice


def choices_of(source_id: int) -> Sequence[WorkflowChoice]:
    """The latest first, each with who made it."""
    return (
        db.session.scalars(
            select(WorkflowChoice)
            .where(WorkflowChoice.source_id == source_id)
            .order_by(WorkflowChoice.id.desc())
            .options(joinedload(WorkflowChoice.chosen_by))
        )
        .unique()
        .all()
    )
