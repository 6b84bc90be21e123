"""Papers of an item or a proposal, who has opened them, and what a member notes for oneself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.governance.models.agendas import AgendaItem
from app.governance.models.proposals import Proposal
from app.kernel.db import Base


class PaperContent(Base):
    """The bytes of a paper under their own hash; never changed, so they have no history."""

    __tablename__ = "governance_paper_content"

    digest: Mapped[str] = mapped_column(unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Paper(Audited):
    """A file with its hash, or a link. Withdrawn, it is listed no more and stays on record.

    One of a proposal goes with it to every item and every ballot on it.
    """

    __tablename__ = "governance_paper"
    __table_args__ = (
        CheckConstraint("(url <> '') = (digest IS NULL)", name="a_file_or_a_link"),
        CheckConstraint(
            "(item_id IS NULL) <> (proposal_id IS NULL)", name="of_an_item_or_a_proposal"
        ),
    )

    item_id: Mapped[int | None] = mapped_column(ForeignKey("governance_agenda_item.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_proposal.id"), index=True
    )
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    media: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str | None] = mapped_column(ForeignKey("governance_paper_content.digest"))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    item: Mapped[AgendaItem | None] = relationship(lazy="raise_on_sql")
    proposal: Mapped[Proposal | None] = relationship(lazy="raise_on_sql")
    added_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    openings: Mapped[list["PaperOpening"]] = relationship(
        order_by="PaperOpening.id", lazy="raise_on_sql"
    )


class PaperOpening(Base):
    """A read receipt: when somebody first opened a paper. A log itself, so without a history."""

    __tablename__ = "governance_paper_opening"
    __table_args__ = (UniqueConstraint("paper_id", "person_id"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("governance_paper.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    opened_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class PrivateNote(Base):
    """What a member notes on an item for themselves: nobody else reads it, no history keeps it."""

    __tablename__ = "governance_private_note"
    __table_args__ = (UniqueConstraint("person_id", "item_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("governance_agenda_item.id"), index=True)
    text: Mapped[str]
    written_at: Mapped[datetime]
