"""Who is there for a seat, and how, at a ballot in a meeting"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    key = sa.ForeignKey(
        "account_person.id", name=op.f("fk_governance_ballot_seat_present_id_account_person")
    )
    op.add_column("governance_ballot_seat", sa.Column("manner", sa.String(40), nullable=True))
    op.add_column(
        "governance_ballot_seat",
        sa.Column("present_id", sa.Integer(), key, nullable=True),
        inline_references=True,
    )
    op.create_index(
        op.f("ix_governance_ballot_seat_present_id"),
        "governance_ballot_seat",
        ["present_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_governance_ballot_seat_present_id"), "governance_ballot_seat")
    op.drop_column("governance_ballot_seat", "present_id")
    op.drop_column("governance_ballot_seat", "manner")
