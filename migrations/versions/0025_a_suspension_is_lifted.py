"""a suspension is lifted by a decision"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'


def upgrade() -> None:
    with op.batch_alter_table('governance_seat', schema=None) as batch_op:
        batch_op.add_column(sa.Column('restored_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('governance_seat', schema=None) as batch_op:
        batch_op.drop_column('restored_on')
