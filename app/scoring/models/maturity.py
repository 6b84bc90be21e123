"""What maturity is judged by."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited


class MaturitySetting(Audited):
    """The thresholds of maturity, in percent, and what is said of the program; the latest counts.

    Never edited: who changes one adds a row with the reason, so that old levels can be explained.
    """

    __tablename__ = "scoring_maturity_setting"
    __table_args__ = (
        CheckConstraint("first BETWEEN 1 AND 100", name="first_is_a_share"),
        CheckConstraint("fourth BETWEEN 1 AND 100", name="fourth_is_a_share"),
        CheckConstraint("specialization BETWEEN 1 AND 100", name="specialization_is_a_share"),
        CheckConstraint("reason <> ''", name="has_a_reason"),
    )

    first: Mapped[int]
    fourth: Mapped[int]
    specialization: Mapped[int]
    order_decision_support: Mapped[bool | None]
    clinical_pathways: Mapped[bool | None]
    predictive_protocols: Mapped[bool | None]
    reason: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("account_person.id"), index=True)
    set_at: Mapped[datetime]
    set_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
