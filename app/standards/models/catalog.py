"""Packs of criteria: each version its own rows, never changed once published."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.engine.scoring.answer import Axis, KnockOutTest
from app.engine.scoring.scale import LEVELS_OF, WORDS_OF, Scale
from app.governance.models import Decision
from app.kernel.columns import Lines, Words
from app.standards.facts import Applies, EvidenceCode, EvidenceKind, Tier, When


class Pack(Audited):
    """One version of one set of criteria; the leading pack feeds lists, suggestions and reports.

    Of the versions of one set, one is in force: the first, until a decision adopts another. One
    that was replaced is kept to be looked up, and is not scored any more.
    """

    __tablename__ = "standards_pack"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        Index(
            "one_version_in_force",
            "code",
            unique=True,
            sqlite_where=text("is_in_force"),
            postgresql_where=text("is_in_force"),
        ),
    )

    code: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    digest: Mapped[str]
    changes: Mapped[str] = mapped_column(default="")
    is_leading: Mapped[bool] = mapped_column(default=False)
    is_in_force: Mapped[bool] = mapped_column(default=False)
    adopted_on: Mapped[date | None]
    replaced_on: Mapped[date | None]
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("governance_decision.id"), index=True
    )
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql")
    elements: Mapped[list["Element"]] = relationship(
        back_populates="pack", order_by="Element.position", lazy="raise_on_sql"
    )
    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="pack", order_by="Criterion.position", lazy="raise_on_sql"
    )
    rules: Mapped[list["Rule"]] = relationship(order_by="Rule.position", lazy="raise_on_sql")


class Element(Audited):
    """A chapter of a pack, with its weight in the roll-up to the program."""

    __tablename__ = "standards_element"
    __table_args__ = (UniqueConstraint("pack_id", "code"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    code: Mapped[str]
    title: Mapped[str]
    question: Mapped[str]
    weight: Mapped[int]
    position: Mapped[int]
    pack: Mapped[Pack] = relationship(back_populates="elements", lazy="raise_on_sql")


class Criterion(Audited):
    """One line one can answer; what each word means is said in CriterionFacts.

    `pass_line` is the level from which it counts as met; a knock-out for no kind in particular is
    one for all. `bands` are in thousandths of the unit. A superseded one is kept and not counted.
    """

    __tablename__ = "standards_criterion"
    __table_args__ = (UniqueConstraint("pack_id", "code"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"))
    element_id: Mapped[int] = mapped_column(ForeignKey("standards_element.id"), index=True)
    code: Mapped[str]
    position: Mapped[int]
    statement: Mapped[str]
    guidance: Mapped[str]
    level_words: Mapped[tuple[str, ...]] = mapped_column(Lines, default=())
    tier: Mapped[Tier] = mapped_column(default=Tier.RECOMMENDED)
    scale: Mapped[Scale]
    weight: Mapped[int]
    applies_to: Mapped[tuple[Applies, ...]] = mapped_column(Words(Applies))
    asked_when: Mapped[When]
    asked_if: Mapped[str] = mapped_column(default="")
    axis: Mapped[Axis]
    is_knock_out: Mapped[bool]
    knock_out_for: Mapped[tuple[Applies, ...]] = mapped_column(Words(Applies))
    knock_out_when: Mapped[When]
    test: Mapped[KnockOutTest | None]
    pass_line: Mapped[int]
    unit: Mapped[str]
    bands: Mapped[list[int] | None] = mapped_column(JSON)
    is_rising: Mapped[bool]
    reference: Mapped[str]
    evidence: Mapped[str]
    wanted: Mapped[str] = mapped_column(default="")
    formerly: Mapped[str] = mapped_column(default="")
    is_superseded: Mapped[bool] = mapped_column(default=False)
    pack: Mapped[Pack] = relationship(back_populates="criteria", lazy="raise_on_sql")
    element: Mapped[Element] = relationship(lazy="raise_on_sql")

    @property
    def levels(self) -> list[tuple[int, str]]:
        """The levels one can choose, with their words."""
        return [(level, WORDS_OF[self.scale][level]) for level in LEVELS_OF[self.scale]]

    @property
    def levels_said(self) -> list[tuple[int, str, str]]:
        """Each level with its short word and, where the pack says so, what it means here."""
        said = self.level_words or ("",) * len(self.levels)
        return [(level, word, more) for (level, word), more in zip(self.levels, said, strict=True)]

    @property
    def evidence_codes(self) -> list[EvidenceCode]:
        return [EvidenceCode(code) for code in self.evidence.split("/") if code]

    @property
    def cut_points(self) -> list[Decimal]:
        """Where levels 1 to 4 begin, in the unit; none where nothing is measured."""
        return [Decimal(cut) / 1000 for cut in self.bands or ()]


class Rule(Audited):
    """An answer that follows from facts of the inventory; what it says is said in RuleFacts."""

    __tablename__ = "standards_rule"

    pack_id: Mapped[int] = mapped_column(ForeignKey("standards_pack.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("standards_criterion.id"), index=True)
    position: Mapped[int]
    condition: Mapped[str]
    level: Mapped[int | None]
    measure: Mapped[str]
    evidence_kind: Mapped[EvidenceKind]
    criterion: Mapped[Criterion] = relationship(lazy="raise_on_sql")
