"""Votes by proxy, in secret and by choice among several; conditions and dissent"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "governance_interest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["account_person.id"],
            name=op.f("fk_governance_interest_person_id_account_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_interest")),
    )
    with op.batch_alter_table("governance_interest", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_governance_interest_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_governance_interest_subject_key_subject_id"),
            ["subject_key", "subject_id"],
            unique=False,
        )

    op.create_table(
        "governance_proxy",
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "principal_id <> holder_id", name=op.f("ck_governance_proxy_nobody_holds_the_own")
        ),
        sa.CheckConstraint(
            "starts_on <= ends_on", name=op.f("ck_governance_proxy_starts_before_it_ends")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"],
            ["governance_body.id"],
            name=op.f("fk_governance_proxy_body_id_governance_body"),
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"],
            ["account_person.id"],
            name=op.f("fk_governance_proxy_given_by_id_account_person"),
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"],
            ["account_person.id"],
            name=op.f("fk_governance_proxy_holder_id_account_person"),
        ),
        sa.ForeignKeyConstraint(
            ["principal_id"],
            ["account_person.id"],
            name=op.f("fk_governance_proxy_principal_id_account_person"),
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["governance_seat.id"],
            name=op.f("fk_governance_proxy_seat_id_governance_seat"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_proxy")),
    )
    with op.batch_alter_table("governance_proxy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_governance_proxy_body_id"), ["body_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_governance_proxy_holder_id"), ["holder_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_governance_proxy_principal_id"), ["principal_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_governance_proxy_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "governance_packet",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["governance_ballot.id"],
            name=op.f("fk_governance_packet_ballot_id_governance_ballot"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_packet")),
        sa.UniqueConstraint("ballot_id", name=op.f("uq_governance_packet_ballot_id")),
    )
    op.create_table(
        "governance_secret_box",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["governance_ballot.id"],
            name=op.f("fk_governance_secret_box_ballot_id_governance_ballot"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_secret_box")),
        sa.UniqueConstraint("ballot_id", name=op.f("uq_governance_secret_box_ballot_id")),
    )
    op.create_table(
        "governance_condition",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_by_id", sa.Integer(), nullable=True),
        sa.Column("met_how", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["governance_decision.id"],
            name=op.f("fk_governance_condition_decision_id_governance_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["met_by_id"],
            ["account_person.id"],
            name=op.f("fk_governance_condition_met_by_id_account_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_condition")),
    )
    with op.batch_alter_table("governance_condition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_governance_condition_decision_id"), ["decision_id"], unique=False
        )

    op.create_table(
        "governance_dissent",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["governance_decision.id"],
            name=op.f("fk_governance_dissent_decision_id_governance_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["governance_seat.id"],
            name=op.f("fk_governance_dissent_seat_id_governance_seat"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_dissent")),
        sa.UniqueConstraint(
            "decision_id", "seat_id", name=op.f("uq_governance_dissent_decision_id_seat_id")
        ),
    )
    with op.batch_alter_table("governance_dissent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_governance_dissent_seat_id"), ["seat_id"], unique=False
        )

    op.create_table(
        "governance_participation",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("cast_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "seat_id"],
            ["governance_ballot_seat.ballot_id", "governance_ballot_seat.seat_id"],
            name=op.f("fk_governance_participation_ballot_id_seat_id_governance_ballot_seat"),
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["governance_ballot.id"],
            name=op.f("fk_governance_participation_ballot_id_governance_ballot"),
        ),
        sa.ForeignKeyConstraint(
            ["cast_by_id"],
            ["account_person.id"],
            name=op.f("fk_governance_participation_cast_by_id_account_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_participation")),
        sa.UniqueConstraint(
            "ballot_id", "seat_id", name=op.f("uq_governance_participation_ballot_id_seat_id")
        ),
        sa.UniqueConstraint("receipt", name=op.f("uq_governance_participation_receipt")),
    )
    with op.batch_alter_table("governance_participation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_governance_participation_cast_by_id"), ["cast_by_id"], unique=False
        )

    with op.batch_alter_table("governance_ballot", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("aim", sa.String(length=40), nullable=False, server_default="approve")
        )
        batch_op.add_column(
            sa.Column("method", sa.String(length=40), nullable=False, server_default="question")
        )
        batch_op.add_column(
            sa.Column("options", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("places", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("points", sa.Integer(), nullable=False, server_default="10"))
        batch_op.add_column(
            sa.Column("chosen", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("hands", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("outlook", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("proxies_per_holder", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("proxies_in_quorum", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column(
                "proxy_holder_present", sa.Boolean(), nullable=False, server_default=sa.true()
            )
        )
        batch_op.add_column(
            sa.Column(
                "ballot_kind", sa.String(length=40), nullable=False, server_default="roll_call"
            )
        )
        batch_op.add_column(
            sa.Column("written_procedure", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("least_days_open", sa.Integer(), nullable=False, server_default="0")
        )

    with op.batch_alter_table("governance_ballot_seat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attendance", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("proxy_holder_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("proxy_holder_name", sa.String(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_governance_ballot_seat_proxy_holder_id"),
            ["proxy_holder_id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_governance_ballot_seat_proxy_holder_id_account_person"),
            "account_person",
            ["proxy_holder_id"],
            ["id"],
        )

    with op.batch_alter_table("governance_charter", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("proxies_per_holder", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("proxies_in_quorum", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column(
                "proxy_holder_present", sa.Boolean(), nullable=False, server_default=sa.true()
            )
        )
        batch_op.add_column(
            sa.Column(
                "ballot_kind", sa.String(length=40), nullable=False, server_default="roll_call"
            )
        )
        batch_op.add_column(
            sa.Column("written_procedure", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column("least_days_open", sa.Integer(), nullable=False, server_default="0")
        )

    with op.batch_alter_table("governance_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rescinds_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("review_note", sa.String(), nullable=False, server_default="")
        )
        batch_op.create_index(
            batch_op.f("ix_governance_decision_owner_id"), ["owner_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_governance_decision_rescinds_id"), ["rescinds_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_governance_decision_rescinds_id_governance_decision"),
            "governance_decision",
            ["rescinds_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_governance_decision_owner_id_account_person"),
            "account_person",
            ["owner_id"],
            ["id"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_governance_decision_does_not_rescind_itself"), "rescinds_id <> id"
        )

    with op.batch_alter_table("governance_proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("conditions", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(
            sa.Column("method", sa.String(length=40), nullable=False, server_default="question")
        )
        batch_op.add_column(
            sa.Column("options", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("places", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("points", sa.Integer(), nullable=False, server_default="10"))
        batch_op.create_index(
            batch_op.f("ix_governance_proposal_owner_id"), ["owner_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_governance_proposal_owner_id_account_person"),
            "account_person",
            ["owner_id"],
            ["id"],
        )

    with op.batch_alter_table("governance_vote", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("channel", sa.String(length=40), nullable=False, server_default="holder")
        )
        batch_op.add_column(sa.Column("marks", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("dispute", sa.String(), nullable=False, server_default=""))

    # the defaults were for the rows that were there
    with op.batch_alter_table("governance_ballot", schema=None) as batch_op:
        batch_op.alter_column("aim", server_default=None)
        batch_op.alter_column("method", server_default=None)
        batch_op.alter_column("options", server_default=None)
        batch_op.alter_column("places", server_default=None)
        batch_op.alter_column("points", server_default=None)
        batch_op.alter_column("chosen", server_default=None)
        batch_op.alter_column("outlook", server_default=None)
        batch_op.alter_column("proxies_per_holder", server_default=None)
        batch_op.alter_column("proxies_in_quorum", server_default=None)
        batch_op.alter_column("proxy_holder_present", server_default=None)
        batch_op.alter_column("ballot_kind", server_default=None)
        batch_op.alter_column("written_procedure", server_default=None)
        batch_op.alter_column("least_days_open", server_default=None)

    with op.batch_alter_table("governance_charter", schema=None) as batch_op:
        batch_op.alter_column("proxies_per_holder", server_default=None)
        batch_op.alter_column("proxies_in_quorum", server_default=None)
        batch_op.alter_column("proxy_holder_present", server_default=None)
        batch_op.alter_column("ballot_kind", server_default=None)
        batch_op.alter_column("written_procedure", server_default=None)
        batch_op.alter_column("least_days_open", server_default=None)

    with op.batch_alter_table("governance_decision", schema=None) as batch_op:
        batch_op.alter_column("review_note", server_default=None)

    with op.batch_alter_table("governance_proposal", schema=None) as batch_op:
        batch_op.alter_column("conditions", server_default=None)
        batch_op.alter_column("method", server_default=None)
        batch_op.alter_column("options", server_default=None)
        batch_op.alter_column("places", server_default=None)
        batch_op.alter_column("points", server_default=None)

    with op.batch_alter_table("governance_vote", schema=None) as batch_op:
        batch_op.alter_column("channel", server_default=None)
        batch_op.alter_column("dispute", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("governance_vote", schema=None) as batch_op:
        batch_op.drop_column("dispute")
        batch_op.drop_column("disputed_at")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("marks")
        batch_op.drop_column("channel")

    with op.batch_alter_table("governance_proposal", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_governance_proposal_owner_id_account_person"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_governance_proposal_owner_id"))
        batch_op.drop_column("points")
        batch_op.drop_column("places")
        batch_op.drop_column("options")
        batch_op.drop_column("method")
        batch_op.drop_column("conditions")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("governance_decision", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("ck_governance_decision_does_not_rescind_itself"), type_="check"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_governance_decision_owner_id_account_person"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_governance_decision_rescinds_id_governance_decision"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_governance_decision_rescinds_id"))
        batch_op.drop_index(batch_op.f("ix_governance_decision_owner_id"))
        batch_op.drop_column("review_note")
        batch_op.drop_column("reviewed_at")
        batch_op.drop_column("owner_id")
        batch_op.drop_column("rescinds_id")

    with op.batch_alter_table("governance_charter", schema=None) as batch_op:
        batch_op.drop_column("least_days_open")
        batch_op.drop_column("written_procedure")
        batch_op.drop_column("ballot_kind")
        batch_op.drop_column("proxy_holder_present")
        batch_op.drop_column("proxies_in_quorum")
        batch_op.drop_column("proxies_per_holder")

    with op.batch_alter_table("governance_ballot_seat", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_governance_ballot_seat_proxy_holder_id_account_person"),
            type_="foreignkey",
        )
        batch_op.drop_index(batch_op.f("ix_governance_ballot_seat_proxy_holder_id"))
        batch_op.drop_column("proxy_holder_name")
        batch_op.drop_column("proxy_holder_id")
        batch_op.drop_column("attendance")

    with op.batch_alter_table("governance_ballot", schema=None) as batch_op:
        batch_op.drop_column("least_days_open")
        batch_op.drop_column("written_procedure")
        batch_op.drop_column("ballot_kind")
        batch_op.drop_column("proxy_holder_present")
        batch_op.drop_column("proxies_in_quorum")
        batch_op.drop_column("proxies_per_holder")
        batch_op.drop_column("outlook")
        batch_op.drop_column("hands")
        batch_op.drop_column("chosen")
        batch_op.drop_column("points")
        batch_op.drop_column("places")
        batch_op.drop_column("options")
        batch_op.drop_column("method")
        batch_op.drop_column("aim")

    with op.batch_alter_table("governance_participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_governance_participation_cast_by_id"))

    op.drop_table("governance_participation")
    with op.batch_alter_table("governance_dissent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_governance_dissent_seat_id"))

    op.drop_table("governance_dissent")
    with op.batch_alter_table("governance_condition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_governance_condition_decision_id"))

    op.drop_table("governance_condition")
    op.drop_table("governance_secret_box")
    op.drop_table("governance_packet")
    with op.batch_alter_table("governance_proxy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_governance_proxy_seat_id"))
        batch_op.drop_index(batch_op.f("ix_governance_proxy_principal_id"))
        batch_op.drop_index(batch_op.f("ix_governance_proxy_holder_id"))
        batch_op.drop_index(batch_op.f("ix_governance_proxy_body_id"))

    op.drop_table("governance_proxy")
    with op.batch_alter_table("governance_interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_governance_interest_subject_key_subject_id"))
        batch_op.drop_index(batch_op.f("ix_governance_interest_person_id"))

    op.drop_table("governance_interest")
