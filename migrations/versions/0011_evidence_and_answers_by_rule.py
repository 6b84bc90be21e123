"""evidence, and answers by rule"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "standards_content",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_content")),
        sa.UniqueConstraint("digest", name=op.f("uq_standards_content_digest")),
    )
    op.create_table(
        "standards_evidence",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["account_person.id"],
            name=op.f("fk_standards_evidence_added_by_id_account_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_evidence")),
    )
    with op.batch_alter_table("standards_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standards_evidence_added_by_id"), ["added_by_id"], unique=False
        )

    op.create_table(
        "standards_evidence_file",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["account_person.id"],
            name=op.f("fk_standards_evidence_file_added_by_id_account_person"),
        ),
        sa.ForeignKeyConstraint(
            ["digest"],
            ["standards_content.digest"],
            name=op.f("fk_standards_evidence_file_digest_standards_content"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["standards_evidence.id"],
            name=op.f("fk_standards_evidence_file_evidence_id_standards_evidence"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_evidence_file")),
        sa.UniqueConstraint(
            "evidence_id", "number", name=op.f("uq_standards_evidence_file_evidence_id_number")
        ),
    )
    with op.batch_alter_table("standards_evidence_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standards_evidence_file_added_by_id"), ["added_by_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_standards_evidence_file_digest"), ["digest"], unique=False
        )

    op.create_table(
        "standards_support",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["standards_answer.id"],
            name=op.f("fk_standards_support_answer_id_standards_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["standards_evidence.id"],
            name=op.f("fk_standards_support_evidence_id_standards_evidence"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards_support")),
        sa.UniqueConstraint(
            "evidence_id", "answer_id", name=op.f("uq_standards_support_evidence_id_answer_id")
        ),
    )
    with op.batch_alter_table("standards_support", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_standards_support_answer_id"), ["answer_id"], unique=False
        )

    with op.batch_alter_table("standards_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rule_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("shown_by", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_standards_answer_rule_id"), ["rule_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_standards_answer_rule_id_standards_rule"),
            "standards_rule",
            ["rule_id"],
            ["id"],
        )

    with op.batch_alter_table("standards_answer", schema=None) as batch_op:
        batch_op.alter_column("shown_by", existing_type=sa.String(), server_default=None)
    with op.batch_alter_table("standards_assessment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("followed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("standards_assessment", schema=None) as batch_op:
        batch_op.drop_column("followed_on")
    with op.batch_alter_table("standards_answer", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_standards_answer_rule_id_standards_rule"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_standards_answer_rule_id"))
        batch_op.drop_column("shown_by")
        batch_op.drop_column("rule_id")

    with op.batch_alter_table("standards_support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standards_support_answer_id"))

    op.drop_table("standards_support")
    with op.batch_alter_table("standards_evidence_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standards_evidence_file_digest"))
        batch_op.drop_index(batch_op.f("ix_standards_evidence_file_added_by_id"))

    op.drop_table("standards_evidence_file")
    with op.batch_alter_table("standards_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standards_evidence_added_by_id"))

    op.drop_table("standards_evidence")
    op.drop_table("standards_content")
