"""Charters are drafted and give rights"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table('governance_advice',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['governance_body.id'], name=op.f('fk_governance_advice_body_id_governance_body')),
    sa.ForeignKeyConstraint(['given_by_id'], ['account_person.id'], name=op.f('fk_governance_advice_given_by_id_account_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['governance_proposal.id'], name=op.f('fk_governance_advice_proposal_id_governance_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_governance_advice')),
    sa.UniqueConstraint('proposal_id', 'body_id', name=op.f('uq_governance_advice_proposal_id_body_id'))
    )
    with op.batch_alter_table('governance_advice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_governance_advice_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_governance_advice_given_by_id'), ['given_by_id'], unique=False)

    op.create_table('governance_right',
    sa.Column('charter_id', sa.Integer(), nullable=False),
    sa.Column('decision_class', sa.String(length=40), nullable=False),
    sa.Column('part', sa.String(length=40), nullable=False),
    sa.Column('up_to', sa.BigInteger(), nullable=True),
    sa.Column('seat_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['charter_id'], ['governance_charter.id'], name=op.f('fk_governance_right_charter_id_governance_charter')),
    sa.ForeignKeyConstraint(['seat_id'], ['governance_seat.id'], name=op.f('fk_governance_right_seat_id_governance_seat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_governance_right'))
    )
    with op.batch_alter_table('governance_right', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_governance_right_charter_id'), ['charter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_governance_right_seat_id'), ['seat_id'], unique=False)

    with op.batch_alter_table('governance_charter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stage', sa.String(length=40), server_default='in_force', nullable=False))
        batch_op.add_column(sa.Column('articles', sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column('authority', sa.String(), server_default=sa.text("('')"), nullable=False))
        batch_op.add_column(sa.Column('review_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='1', nullable=False))
        batch_op.alter_column('adopted_on', existing_type=sa.DATE(), nullable=True)
    # An edition that another followed is replaced; a seat without a vote is an adviser.
    op.execute(
        "UPDATE governance_charter SET stage = 'replaced' WHERE EXISTS (SELECT 1 FROM governance_charter AS later"
        " WHERE later.body_id = governance_charter.body_id AND later.edition > governance_charter.edition)"
    )
    op.execute("UPDATE governance_seat SET role = 'advisory' WHERE role = 'voting' AND NOT is_voting")
    with op.batch_alter_table('governance_charter', schema=None) as batch_op:
        batch_op.alter_column('version', existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column('articles', existing_type=sa.JSON(), server_default=None)
        batch_op.create_index('uq_governance_charter_one_ahead', ['body_id'], unique=True, sqlite_where=sa.text("stage IN ('draft', 'approved')"), postgresql_where=sa.text("stage IN ('draft', 'approved')"))
        batch_op.create_index('uq_governance_charter_one_in_force', ['body_id'], unique=True, sqlite_where=sa.text("stage = 'in_force'"), postgresql_where=sa.text("stage = 'in_force'"))

    with op.batch_alter_table('governance_proposal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('decision_class', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('amount', sa.BigInteger(), nullable=True))



def downgrade() -> None:
    op.drop_column('governance_proposal', 'amount')
    op.drop_column('governance_proposal', 'decision_class')

    op.execute("UPDATE governance_charter SET adopted_on = CURRENT_DATE WHERE adopted_on IS NULL")
    with op.batch_alter_table('governance_charter', schema=None) as batch_op:
        batch_op.drop_index('uq_governance_charter_one_in_force', sqlite_where=sa.text("stage = 'in_force'"), postgresql_where=sa.text("stage = 'in_force'"))
        batch_op.drop_index('uq_governance_charter_one_ahead', sqlite_where=sa.text("stage IN ('draft', 'approved')"), postgresql_where=sa.text("stage IN ('draft', 'approved')"))
        batch_op.alter_column('adopted_on',
               existing_type=sa.DATE(),
               nullable=False)
        batch_op.drop_column('version')
        batch_op.drop_column('review_on')
        batch_op.drop_column('authority')
        batch_op.drop_column('articles')
        batch_op.drop_column('stage')

    with op.batch_alter_table('governance_right', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_governance_right_seat_id'))
        batch_op.drop_index(batch_op.f('ix_governance_right_charter_id'))

    op.drop_table('governance_right')
    op.drop_table('governance_advice')
