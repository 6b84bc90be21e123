"""The columns of a vote rule, shared by a charter and by the ballot that froze it."""

from sqlalchemy import false, true
from sqlalchemy.orm import Mapped, mapped_column

from app.engine.voting.ballot import (
    BallotKind,
    ChairVotes,
    Denominator,
    Disclosure,
    QuorumBasis,
    TieResult,
)
from app.governance.facts import Group
from app.kernel.columns import Words


class RuleColumns:
    """A threshold is three columns: `part` of `whole`, and whether more than that is needed."""

    quorum_basis: Mapped[QuorumBasis] = mapped_column(default=QuorumBasis.FRACTION_OF_VOTING_SEATS)
    quorum_count: Mapped[int] = mapped_column(default=1)
    quorum_part: Mapped[int] = mapped_column(default=1)
    quorum_whole: Mapped[int] = mapped_column(default=2)
    quorum_more_than: Mapped[bool] = mapped_column(default=True)
    quorum_groups: Mapped[tuple[Group, ...]] = mapped_column(Words(Group), default=())
    carry_part: Mapped[int] = mapped_column(default=1)
    carry_whole: Mapped[int] = mapped_column(default=2)
    carry_more_than: Mapped[bool] = mapped_column(default=True)
    denominator: Mapped[Denominator] = mapped_column(default=Denominator.VOTES_CAST)
    recused_in_quorum: Mapped[bool] = mapped_column(default=False)
    vacant_in_membership: Mapped[bool] = mapped_column(default=True)
    chair_votes: Mapped[ChairVotes] = mapped_column(default=ChairVotes.ALWAYS)
    tie_result: Mapped[TieResult] = mapped_column(default=TieResult.FAIL)
    alternates: Mapped[bool] = mapped_column(default=False)
    proxies_per_holder: Mapped[int] = mapped_column(default=0, server_default="0")
    proxies_in_quorum: Mapped[bool] = mapped_column(default=False, server_default=false())
    proxy_holder_present: Mapped[bool] = mapped_column(default=True, server_default=true())
    ballot_kind: Mapped[BallotKind] = mapped_column(
        default=BallotKind.ROLL_CALL, server_default="roll_call"
    )
    written_procedure: Mapped[bool] = mapped_column(default=True, server_default=true())
    least_days_open: Mapped[int] = mapped_column(default=0, server_default="0")
    disclosure: Mapped[Disclosure] = mapped_column(default=Disclosure.AT_CLOSE)
    fresh_sign_in: Mapped[bool] = mapped_column(default=False, server_default=false())
