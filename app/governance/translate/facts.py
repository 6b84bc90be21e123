"""Rows back to the facts they were made from, for a form to begin with."""

from app.engine.voting.ballot import Threshold
from app.governance.facts import BodyFacts, CharterFacts, ProposalFacts, SeatFacts
from app.governance.facts.bodies import SHARES, Share
from app.governance.models import Body, Charter, Proposal, Seat
from app.governance.translate.voting import rule_of


def facts_of_body(body: Body) -> BodyFacts:
    return BodyFacts(
        code=body.code,
        name=body.name,
        kind=body.kind,
        purpose=body.purpose,
        areas=body.areas,
        required=body.required,
    )


def facts_of_charter(charter: Charter) -> CharterFacts:
    rule = rule_of(charter)
    quorum_share, quorum_other = _share(rule.quorum.share)
    carry_share, carry_other = _share(rule.to_carry)
    return CharterFacts(
        text=charter.text,
        adopted_on=charter.adopted_on,
        review_on=charter.review_on,
        notice_days=charter.notice_days,
        special_notice_days=charter.special_notice_days,
        is_small_board=charter.is_small_board,
        missed_to_suspend=charter.missed_to_suspend,
        attended_to_restore=charter.attended_to_restore,
        quorum_basis=charter.quorum_basis,
        quorum_count=charter.quorum_count,
        quorum_share=quorum_share,
        quorum_other=quorum_other,
        quorum_groups=charter.quorum_groups,
        recused_in_quorum=charter.recused_in_quorum,
        vacant_in_membership=charter.vacant_in_membership,
        carry_share=carry_share,
        carry_other=carry_other,
        denominator=charter.denominator,
        chair_votes=charter.chair_votes,
        tie_result=charter.tie_result,
        alternates=charter.alternates,
        ballot_kind=charter.ballot_kind,
        written_procedure=charter.written_procedure,
        least_days_open=charter.least_days_open,
        proxies_per_holder=charter.proxies_per_holder,
        proxies_in_quorum=charter.proxies_in_quorum,
        proxy_holder_present=charter.proxy_holder_present,
        disclosure=charter.disclosure,
        fresh_sign_in=charter.fresh_sign_in,
    )


def _share(threshold: Threshold) -> tuple[Share, str | None]:
    for share, known in SHARES.items():
        if known == threshold:
            return share, None
    return Share.OTHER, f"{threshold.part}/{threshold.whole}"


def facts_of_seat(seat: Seat) -> SeatFacts:
    return SeatFacts(
        title=seat.title,
        constituency=seat.constituency,
        group=seat.group,
        role=seat.role,
        is_voting=seat.is_voting,
        in_quorum=seat.in_quorum,
        is_chair=seat.is_chair,
    )


def facts_of_proposal(proposal: Proposal) -> ProposalFacts:
    return ProposalFacts(
        title=proposal.title,
        text=proposal.text,
        reason=proposal.reason,
        areas=proposal.areas,
        decision_class=proposal.decision_class,
        amount=proposal.amount,
        method=proposal.method,
        options=proposal.options,
        places=proposal.places,
        points=proposal.points,
        effective_on=proposal.effective_on,
        review_on=proposal.review_on,
        expires_on=proposal.expires_on,
        owner=proposal.owner.email if proposal.owner else None,
        conditions="\n".join(proposal.conditions) or None,
    )
