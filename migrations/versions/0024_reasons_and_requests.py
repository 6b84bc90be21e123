"""ask for a meeting and give reasons"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table('governance_meeting_request',
    sa.Column('ballot_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account_person.id'], name=op.f('fk_governance_meeting_request_answered_by_id_account_person')),
    sa.ForeignKeyConstraint(['ballot_id'], ['governance_ballot.id'], name=op.f('fk_governance_meeting_request_ballot_id_governance_ballot')),
    sa.ForeignKeyConstraint(['person_id'], ['account_person.id'], name=op.f('fk_governance_meeting_request_person_id_account_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_governance_meeting_request')),
    sa.UniqueConstraint('ballot_id', 'person_id', name=op.f('uq_governance_meeting_request_ballot_id_person_id'))
    )
    with op.batch_alter_table('governance_meeting_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_governance_meeting_request_person_id'), ['person_id'], unique=False)

    op.add_column(
        'governance_ballot',
        sa.Column('reasons', sa.String(length=40), server_default='optional', nullable=False),
    )


def downgrade() -> None:
    op.drop_column('governance_ballot', 'reasons')

    with op.batch_alter_table('governance_meeting_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_governance_meeting_request_person_id'))

    op.drop_table('governance_meeting_request')
