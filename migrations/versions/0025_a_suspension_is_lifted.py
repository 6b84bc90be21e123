"""a suspension is lifted by a decision"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column('governance_seat', sa.Column('restored_on', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('governance_seat', 'restored_on')
