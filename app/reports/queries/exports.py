"""Files that were made of reports."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.db import db
from app.reports.models import Export


def latest(limit: int = 50) -> Sequence[Export]:
    """The newest first, each with the person who made it."""
    made = select(Export).order_by(Export.id.desc()).limit(limit)
    return db.session.scalars(made.options(joinedload(Export.made_by))).unique().all()
