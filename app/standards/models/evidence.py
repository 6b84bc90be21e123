"""What shows that an answer is so: a file in versions, a link or a note."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.kernel.db import Base, Versioned
from app.standards.facts import EvidenceKind
from app.standards.models.assessments import Answer


class Content(Base):
    """The bytes of a file under their own hash: the same bytes are kept once.

    Never changed, so they have no history; the rows that name them have.
    """

    __tablename__ = "standards_content"

    digest: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Evidence(Versioned, Audited):
    """`dated_on` is the day of what it shows; a withdrawn piece shows nothing any more."""

    __tablename__ = "standards_evidence"

    title: Mapped[str]
    kind: Mapped[EvidenceKind]
    dated_on: Mapped[date]
    url: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    added_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    files: Mapped[list["EvidenceFile"]] = relationship(
        order_by="EvidenceFile.number.desc()", lazy="raise_on_sql"
    )
    supports: Mapped[list["Support"]] = relationship(back_populates="evidence", lazy="raise_on_sql")


class EvidenceFile(Audited):
    """One version of the file of a piece of evidence."""

    __tablename__ = "standards_evidence_file"
    __table_args__ = (UniqueConstraint("evidence_id", "number"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("standards_evidence.id"))
    number: Mapped[int]
    name: Mapped[str]
    media: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(ForeignKey("standards_content.digest"), index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    added_at: Mapped[datetime]
    added_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Support(Audited):
    """A piece of evidence serves an answer."""

    __tablename__ = "standards_support"
    __table_args__ = (UniqueConstraint("evidence_id", "answer_id"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("standards_evidence.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("standards_answer.id"), index=True)
    evidence: Mapped[Evidence] = relationship(back_populates="supports", lazy="raise_on_sql")
    answer: Mapped[Answer] = relationship(lazy="raise_on_sql")
