"""Votes by proxy, in secret and by choice among several; conditions and dissent"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


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

    op.add_column(
        "governance_ballot",
        sa.Column("aim", sa.String(length=40), nullable=False, server_default="approve"),
    )
    op.add_column(
        "governance_ballot",
        sa.Column("method", sa.String(length=40), nullable=False, server_default="question"),
    )
    op.add_column(
        "governance_ballot", sa.Column("options", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "governance_ballot", sa.Column("places", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "governance_ballot", sa.Column("points", sa.Integer(), nullable=False, server_default="10")
    )
    op.add_column(
        "governance_ballot", sa.Column("chosen", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "governance_ballot", sa.Column("hands", sa.JSON(none_as_null=True), nullable=True)
    )
    op.add_column(
        "governance_ballot", sa.Column("outlook", sa.JSON(none_as_null=True), nullable=True)
    )
    op.add_column(
        "governance_ballot",
        sa.Column("proxies_per_holder", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column(
        "governance_ballot",
        sa.Column("proxies_in_quorum", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "governance_ballot",
        sa.Column("proxy_holder_present", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "governance_ballot",
        sa.Column("ballot_kind", sa.String(length=40), nullable=False, server_default="roll_call"),
    )
    op.add_column(
        "governance_ballot",
        sa.Column("written_procedure", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "governance_ballot",
        sa.Column("least_days_open", sa.Integer(), nullable=False, server_default="0"),
    )

    key = sa.ForeignKey(
        "account_person.id", name=op.f("fk_governance_ballot_seat_proxy_holder_id_account_person")
    )
    op.add_column(
        "governance_ballot_seat",
        sa.Column("proxy_holder_id", sa.Integer(), key, nullable=True),
        inline_references=True,
    )
    op.add_column(
        "governance_ballot_seat", sa.Column("attendance", sa.String(length=40), nullable=True)
    )
    op.add_column(
        "governance_ballot_seat", sa.Column("proxy_holder_name", sa.String(), nullable=True)
    )
    op.create_index(
        op.f("ix_governance_ballot_seat_proxy_holder_id"),
        "governance_ballot_seat",
        ["proxy_holder_id"],
        unique=False,
    )

    op.add_column(
        "governance_charter",
        sa.Column("proxies_per_holder", sa.Integer(), nullable=False, server_default="0"),
    )
    op.add_column(
        "governance_charter",
        sa.Column("proxies_in_quorum", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "governance_charter",
        sa.Column("proxy_holder_present", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "governance_charter",
        sa.Column("ballot_kind", sa.String(length=40), nullable=False, server_default="roll_call"),
    )
    op.add_column(
        "governance_charter",
        sa.Column("written_procedure", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "governance_charter",
        sa.Column("least_days_open", sa.Integer(), nullable=False, server_default="0"),
    )

    key = sa.ForeignKey(
        "governance_decision.id",
        name=op.f("fk_governance_decision_rescinds_id_governance_decision"),
    )
    op.add_column(
        "governance_decision",
        sa.Column("rescinds_id", sa.Integer(), key, nullable=True),
        inline_references=True,
    )
    key = sa.ForeignKey(
        "account_person.id", name=op.f("fk_governance_decision_owner_id_account_person")
    )
    op.add_column(
        "governance_decision",
        sa.Column("owner_id", sa.Integer(), key, nullable=True),
        inline_references=True,
    )
    op.add_column(
        "governance_decision", sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "governance_decision",
        sa.Column("review_note", sa.String(), nullable=False, server_default=""),
    )
    op.create_index(
        op.f("ix_governance_decision_owner_id"), "governance_decision", ["owner_id"], unique=False
    )
    op.create_index(
        op.f("ix_governance_decision_rescinds_id"),
        "governance_decision",
        ["rescinds_id"],
        unique=False,
    )

    key = sa.ForeignKey(
        "account_person.id", name=op.f("fk_governance_proposal_owner_id_account_person")
    )
    op.add_column(
        "governance_proposal",
        sa.Column("owner_id", sa.Integer(), key, nullable=True),
        inline_references=True,
    )
    op.add_column(
        "governance_proposal", sa.Column("conditions", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "governance_proposal",
        sa.Column("method", sa.String(length=40), nullable=False, server_default="question"),
    )
    op.add_column(
        "governance_proposal", sa.Column("options", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "governance_proposal", sa.Column("places", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "governance_proposal",
        sa.Column("points", sa.Integer(), nullable=False, server_default="10"),
    )
    op.create_index(
        op.f("ix_governance_proposal_owner_id"), "governance_proposal", ["owner_id"], unique=False
    )

    op.add_column(
        "governance_vote",
        sa.Column("channel", sa.String(length=40), nullable=False, server_default="holder"),
    )
    op.add_column("governance_vote", sa.Column("marks", sa.JSON(none_as_null=True), nullable=True))
    op.add_column(
        "governance_vote", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "governance_vote", sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "governance_vote", sa.Column("dispute", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("governance_vote", "dispute")
    op.drop_column("governance_vote", "disputed_at")
    op.drop_column("governance_vote", "confirmed_at")
    op.drop_column("governance_vote", "marks")
    op.drop_column("governance_vote", "channel")

    op.drop_index(op.f("ix_governance_proposal_owner_id"), "governance_proposal")
    op.drop_column("governance_proposal", "points")
    op.drop_column("governance_proposal", "places")
    op.drop_column("governance_proposal", "options")
    op.drop_column("governance_proposal", "method")
    op.drop_column("governance_proposal", "conditions")
    op.drop_column("governance_proposal", "owner_id")

    op.drop_index(op.f("ix_governance_decision_rescinds_id"), "governance_decision")
    op.drop_index(op.f("ix_governance_decision_owner_id"), "governance_decision")
    op.drop_column("governance_decision", "review_note")
    op.drop_column("governance_decision", "reviewed_at")
    op.drop_column("governance_decision", "owner_id")
    op.drop_column("governance_decision", "rescinds_id")

    op.drop_column("governance_charter", "least_days_open")
    op.drop_column("governance_charter", "written_procedure")
    op.drop_column("governance_charter", "ballot_kind")
    op.drop_column("governance_charter", "proxy_holder_present")
    op.drop_column("governance_charter", "proxies_in_quorum")
    op.drop_column("governance_charter", "proxies_per_holder")

    op.drop_index(op.f("ix_governance_ballot_seat_proxy_holder_id"), "governance_ballot_seat")
    op.drop_column("governance_ballot_seat", "proxy_holder_name")
    op.drop_column("governance_ballot_seat", "proxy_holder_id")
    op.drop_column("governance_ballot_seat", "attendance")

    op.drop_column("governance_ballot", "least_days_open")
    op.drop_column("governance_ballot", "written_procedure")
    op.drop_column("governance_ballot", "ballot_kind")
    op.drop_column("governance_ballot", "proxy_holder_present")
    op.drop_column("governance_ballot", "proxies_in_quorum")
    op.drop_column("governance_ballot", "proxies_per_holder")
    op.drop_column("governance_ballot", "outlook")
    op.drop_column("governance_ballot", "hands")
    op.drop_column("governance_ballot", "chosen")
    op.drop_column("governance_ballot", "points")
    op.drop_column("governance_ballot", "places")
    op.drop_column("governance_ballot", "options")
    op.drop_column("governance_ballot", "method")
    op.drop_column("governance_ballot", "aim")

    op.drop_index(op.f("ix_governance_participation_cast_by_id"), "governance_participation")

    op.drop_table("governance_participation")
    op.drop_index(op.f("ix_governance_dissent_seat_id"), "governance_dissent")

    op.drop_table("governance_dissent")
    op.drop_index(op.f("ix_governance_condition_decision_id"), "governance_condition")

    op.drop_table("governance_condition")
    op.drop_table("governance_secret_box")
    op.drop_table("governance_packet")
    op.drop_index(op.f("ix_governance_proxy_seat_id"), "governance_proxy")
    op.drop_index(op.f("ix_governance_proxy_principal_id"), "governance_proxy")
    op.drop_index(op.f("ix_governance_proxy_holder_id"), "governance_proxy")
    op.drop_index(op.f("ix_governance_proxy_body_id"), "governance_proxy")

    op.drop_table("governance_proxy")
    op.drop_index(op.f("ix_governance_interest_subject_key_subject_id"), "governance_interest")
    op.drop_index(op.f("ix_governance_interest_person_id"), "governance_interest")

    op.drop_table("governance_interest")
