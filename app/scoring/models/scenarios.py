"""A scenario: changes that are tried out in numbers and touch nothing that is live."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.audit.recorder import Audited
from app.engine.fit.disposition import Disposition
from app.engine.scoring.answer import AnswerState
from app.governance.models import Proposal
from app.inventory.models import Asset
from app.kernel.db import Versioned
from app.kernel.words import Word
from app.standards.facts import EvidenceKind
from app.standards.models import Pack


class ChangeKind(Word):
    """What a scenario may have otherwise than it is."""

    ANSWER = "answer", "An answer"
    WEIGHT = "weight", "The weight of a criterion"
    ELEMENT_WEIGHT = "element_weight", "The weight of an element"
    WAIVER = "waiver", "A waiver granted"
    WAIVER_ENDS = "waiver_ends", "A waiver ended"
    DISPOSITION = "disposition", "What becomes of an asset"


class Scenario(Versioned, Audited):
    """Of one person; shared, others see it and may copy it, and only its owner changes it.

    `changed_at` is when its changes were last written: what moved later is said on its page.
    """

    __tablename__ = "scoring_scenario"
    __table_args__ = (CheckConstraint("name <> ''", name="has_a_name"),)

    name: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    is_shared: Mapped[bool] = mapped_column(default=False)
    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("account_person.id"), index=True)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_proposal.id"), index=True
    )
    pack: Mapped[Pack] = relationship(lazy="raise_on_sql")
    owner: Mapped[Person] = relationship(lazy="raise_on_sql")
    proposal: Mapped[Proposal | None] = relationship(lazy="raise_on_sql")
    changes: Mapped[list["ScenarioChange"]] = relationship(
        order_by="ScenarioChange.id", cascade="all, delete-orphan", lazy="raise_on_sql"
    )


class ScenarioChange(Audited):
    """One thing that is otherwise; `before` says in words what it was when this was written.

    `subject_key` and `subject_id` name the thing, `code` the criterion or element, as the kind
    needs them. The terms of a waiver are kept for the proposal that may come of it.
    """

    __tablename__ = "scoring_scenario_change"
    __table_args__ = (
        UniqueConstraint("scenario_id", "kind", "subject_key", "subject_id", "code"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weights_go_from_1_to_100"),
        CheckConstraint("level BETWEEN 0 AND 4", name="levels_go_from_0_to_4"),
        Index(None, "subject_key", "subject_id"),
    )

    scenario_id: Mapped[int] = mapped_column(ForeignKey("scoring_scenario.id"))
    kind: Mapped[ChangeKind]
    subject_key: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(default="")
    state: Mapped[AnswerState | None]
    level: Mapped[int | None]
    evidence_kind: Mapped[EvidenceKind | None]
    weight: Mapped[int | None]
    disposition: Mapped[Disposition | None]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("inventory_asset.id"), index=True)
    control: Mapped[str] = mapped_column(default="")
    ends_on: Mapped[date | None]
    owner_email: Mapped[str] = mapped_column(default="")
    before: Mapped[str] = mapped_column(default="")
    target: Mapped[Asset | None] = relationship(lazy="raise_on_sql")
