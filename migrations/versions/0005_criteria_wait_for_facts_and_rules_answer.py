"""criteria wait for facts and rules answer"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "standards_rule",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("evidence_kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["standards_criterion.id"],
            name=op.f("fk_standards_rule_criterion_id_standards_criterion"),
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["standards_pack.id"],
            name=op.f("fk_standards_rule_pack_id_standards_pack"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_rule")),
    )
    with op.batch_alter_table("standards_rule", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standards_rule_criterion_id"), ["criterion_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_standards_rule_pack_id"), ["pack_id"], unique=False)

    with op.batch_alter_table("standards_criterion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_if", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("standards_criterion", schema=None) as batch_op:
        batch_op.alter_column("asked_if", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("standards_criterion", schema=None) as batch_op:
        batch_op.drop_column("asked_if")

    with op.batch_alter_table("standards_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standards_rule_pack_id"))
        batch_op.drop_index(batch_op.f("ix_standards_rule_criterion_id"))

    op.drop_table("standards_rule")
