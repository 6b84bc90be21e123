"""Packs have versions, tiers and levels in words"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

OF_CRITERIA = {
    "level_words": (sa.JSON(none_as_null=True), "[]"),
    "tier": (sa.String(length=40), "recommended"),
}
OF_CRITERIA |= {name: (sa.String(), "") for name in ("wanted", "formerly")}
OF_PACKS = {"changes": (sa.String(), ""), "is_in_force": (sa.Boolean(), sa.false())}


def upgrade() -> None:
    _add("standards_criterion", OF_CRITERIA)
    _add("standards_pack", OF_PACKS)
    op.execute("UPDATE standards_criterion SET tier = 'mandatory' WHERE is_knock_out")
    first = "SELECT min(id) FROM standards_pack GROUP BY code"
    op.execute(f"UPDATE standards_pack SET is_in_force = true WHERE id IN ({first})")
    with op.batch_alter_table("standards_pack", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adopted_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decision_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_standards_pack_decision_id_governance_decision"),
            "governance_decision",
            ["decision_id"],
            ["id"],
        )
        batch_op.create_index(batch_op.f("ix_standards_pack_decision_id"), ["decision_id"])
        batch_op.create_index(
            "one_version_in_force",
            ["code"],
            unique=True,
            sqlite_where=sa.text("is_in_force"),
            postgresql_where=sa.text("is_in_force"),
        )


def downgrade() -> None:
    with op.batch_alter_table("standards_pack", schema=None) as batch_op:
        batch_op.drop_index("one_version_in_force")
        batch_op.drop_index(batch_op.f("ix_standards_pack_decision_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_standards_pack_decision_id_governance_decision"), type_="foreignkey"
        )
        for name in ("decision_id", "adopted_on", *OF_PACKS):
            batch_op.drop_column(name)
    with op.batch_alter_table("standards_criterion", schema=None) as batch_op:
        for name in OF_CRITERIA:
            batch_op.drop_column(name)


def _add(table: str, columns: dict) -> None:
    """Rows that are there already say what holds without saying; new ones always say it."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name, (kind, default) in columns.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table(table, schema=None) as batch_op:
        for name, (kind, _) in columns.items():
            batch_op.alter_column(name, existing_type=kind, server_default=None)
