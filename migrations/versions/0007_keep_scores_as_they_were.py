"""keep scores as they were"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "scoring_period",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["standards_pack.id"],
            name=op.f("fk_scoring_period_pack_id_standards_pack"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_period")),
        sa.UniqueConstraint("pack_id", "ends_on", name=op.f("uq_scoring_period_pack_id_ends_on")),
    )
    op.create_table(
        "scoring_snapshot",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=True),
        sa.Column("provisional", sa.Integer(), nullable=True),
        sa.Column("best", sa.Integer(), nullable=True),
        sa.Column("completeness", sa.Integer(), nullable=True),
        sa.Column("evidenced", sa.Integer(), nullable=True),
        sa.Column("fit", sa.String(length=40), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=True),
        sa.Column("period_id", sa.Integer(), nullable=True),
        sa.Column("behind", sa.Integer(), nullable=True),
        sa.Column("fresh", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["standards_pack.id"],
            name=op.f("fk_scoring_snapshot_pack_id_standards_pack"),
        ),
        sa.ForeignKeyConstraint(
            ["period_id"],
            ["scoring_period.id"],
            name=op.f("fk_scoring_snapshot_period_id_scoring_period"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_snapshot")),
    )
    with op.batch_alter_table("scoring_snapshot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scoring_snapshot_pack_id_subject_key_subject_id_taken_at"),
            ["pack_id", "subject_key", "subject_id", "taken_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_scoring_snapshot_period_id"), ["period_id"], unique=False
        )

    with op.batch_alter_table("scoring_column", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("evidenced", sa.Integer(), nullable=False, server_default="0")
        )

    with op.batch_alter_table("scoring_column", schema=None) as batch_op:
        batch_op.alter_column("evidenced", existing_type=sa.Integer(), server_default=None)

    with op.batch_alter_table("scoring_score", schema=None) as batch_op:
        batch_op.add_column(sa.Column("evidenced", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("volume", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scoring_score", schema=None) as batch_op:
        batch_op.drop_column("volume")
        batch_op.drop_column("evidenced")

    with op.batch_alter_table("scoring_column", schema=None) as batch_op:
        batch_op.drop_column("evidenced")

    with op.batch_alter_table("scoring_snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scoring_snapshot_period_id"))
        batch_op.drop_index(
            batch_op.f("ix_scoring_snapshot_pack_id_subject_key_subject_id_taken_at")
        )

    op.drop_table("scoring_snapshot")
    op.drop_table("scoring_period")
