"""decisions have a life"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column(
        "governance_condition",
        sa.Column(
            "owner_id",
            sa.Integer(),
            sa.ForeignKey(
                "account_person.id", name="fk_governance_condition_owner_id_account_person"
            ),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("governance_condition", sa.Column("due_on", sa.Date(), nullable=True))
    op.create_index("ix_governance_condition_owner_id", "governance_condition", ["owner_id"])
    op.create_index("ix_governance_condition_due_on", "governance_condition", ["due_on"])
    op.add_column(
        "governance_dissent",
        sa.Column("stance", sa.String(length=40), nullable=False, server_default="against"),
    )
    op.add_column(
        "governance_proposal", sa.Column("outlook", sa.JSON(none_as_null=True), nullable=True)
    )
    op.add_column(
        "governance_proposal", sa.Column("outlook_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("governance_proposal", "outlook_at")
    op.drop_column("governance_proposal", "outlook")
    op.drop_column("governance_dissent", "stance")
    op.drop_index("ix_governance_condition_due_on", "governance_condition")
    op.drop_index("ix_governance_condition_owner_id", "governance_condition")
    op.drop_column("governance_condition", "due_on")
    op.drop_column("governance_condition", "owner_id")
