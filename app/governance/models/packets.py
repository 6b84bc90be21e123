"""The sealed packet of a ballot, as it was written when the ballot closed."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.governance.models.ballots import Ballot


class Packet(Audited):
    """`seal` is the hash over all parts; it stands in the history, so the packet is held by it."""

    __derived__ = frozenset({"content"})
    __tablename__ = "governance_packet"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("governance_ballot.id"), unique=True)
    seal: Mapped[str]
    content: Mapped[str] = mapped_column(Text)

    ballot: Mapped[Ballot] = relationship(lazy="raise_on_sql")
