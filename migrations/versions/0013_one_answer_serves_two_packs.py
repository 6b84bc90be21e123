"""One answer serves two packs"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "standards_crosswalk",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_code", sa.String(), nullable=False),
        sa.Column("to_code", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_crosswalk")),
        sa.UniqueConstraint("code", name=op.f("uq_standards_crosswalk_code")),
    )
    op.create_table(
        "standards_crosswalk_line",
        sa.Column("crosswalk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_code", sa.String(), nullable=False),
        sa.Column("to_code", sa.String(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("gives_nothing", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crosswalk_id"],
            ["standards_crosswalk.id"],
            name=op.f("fk_standards_crosswalk_line_crosswalk_id_standards_crosswalk"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_crosswalk_line")),
    )
    with op.batch_alter_table("standards_crosswalk_line", schema=None) as batch_op:
        for column in ("crosswalk_id", "from_code", "to_code"):
            batch_op.create_index(batch_op.f(f"ix_standards_crosswalk_line_{column}"), [column])
    with op.batch_alter_table("standards_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("derived_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_standards_answer_derived_from_id"), ["derived_from_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_standards_answer_derived_from_id_standards_answer"),
            "standards_answer",
            ["derived_from_id"],
            ["id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("standards_answer", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_standards_answer_derived_from_id_standards_answer"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_standards_answer_derived_from_id"))
        batch_op.drop_column("derived_from_id")
    op.drop_table("standards_crosswalk_line")
    op.drop_table("standards_crosswalk")
