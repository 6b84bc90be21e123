"""The way from the criteria of one pack to those of another."""

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audit.recorder import Audited
from app.standards.facts.crosswalks import Relation


class Crosswalk(Audited):
    """Between packs by their codes, so that it holds for whichever versions are in force."""

    __tablename__ = "standards_crosswalk"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    from_code: Mapped[str]
    to_code: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    lines: Mapped[list["CrosswalkLine"]] = relationship(
        back_populates="crosswalk",
        order_by="CrosswalkLine.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )


class CrosswalkLine(Audited):
    """`levels` holds the level given by each level, with text as keys, as far as the file says it.

    One that gives nothing is shown beside the criterion it is a part of.
    """

    __tablename__ = "standards_crosswalk_line"
    __table_args__ = (Index(None, "from_code"), Index(None, "to_code"))

    crosswalk_id: Mapped[int] = mapped_column(ForeignKey("standards_crosswalk.id"), index=True)
    position: Mapped[int]
    from_code: Mapped[str]
    to_code: Mapped[str]
    relation: Mapped[Relation]
    levels: Mapped[dict[str, int]] = mapped_column(JSON)
    gives_nothing: Mapped[bool]
    note: Mapped[str]
    crosswalk: Mapped[Crosswalk] = relationship(back_populates="lines", lazy="raise_on_sql")
