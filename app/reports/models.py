"""A file that was made of a report: by whom, of what, as of when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.reports.facts import Format, Kind


class Export(Audited):
    """`digest` is the SHA-256 of the file, so that a file at hand can be found here again."""

    __tablename__ = "reports_export"

    kind: Mapped[Kind]
    format: Mapped[Format]
    title: Mapped[str]
    filters: Mapped[str]
    as_of: Mapped[date]
    version: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)

    made_by: Mapped[Person] = relationship(lazy="raise_on_sql")
