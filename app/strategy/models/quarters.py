"""What the quarters of the fit map are called."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.fit.axes import Quarter, Quarters


class QuarterSetting(Audited):
    """The latest counts. Never edited: who changes a word adds a row with the reason.

    The first word of a column is functional fit, the second technical fit.
    """

    __tablename__ = "strategy_quarter_setting"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_a_reason"),)

    high_high: Mapped[Quarter]
    low_high: Mapped[Quarter]
    high_low: Mapped[Quarter]
    low_low: Mapped[Quarter]
    reason: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    set_at: Mapped[datetime]
    set_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @property
    def quarters(self) -> Quarters:
        return {
            (True, True): self.high_high,
            (False, True): self.low_high,
            (True, False): self.high_low,
            (False, False): self.low_low,
        }
