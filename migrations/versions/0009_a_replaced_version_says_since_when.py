"""A replaced version of a pack says since when"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("standards_pack", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaced_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("standards_pack", schema=None) as batch_op:
        batch_op.drop_column("replaced_on")
