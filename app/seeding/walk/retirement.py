"""One product's way out: proposal, ballot of five, decision, initiative, award, release, report."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.engine.values import FiscalYear, MoneyKind, amount_in_words
from app.funding.facts import AwardFacts, FundFacts, LineFacts, ReleaseFacts, RequestFacts
from app.funding.services.awards import award_money, order_of, release_money
from app.funding.services.funds import open_fund, set_line
from app.funding.services.requests import ask_for_money
from app.governance.facts import ProposalFacts, ResponsibilityArea
from app.inventory.models import Asset
from app.seeding.acting import acting
from app.seeding.people import Cast
from app.seeding.walk.committee import Asked, Decided, decide
from app.strategy.facts import InitiativeFacts, InitiativeLinks
from app.strategy.models import Initiative
from app.strategy.services.initiatives import plan_initiative

FUND, HELD, ALLOWED, AWARDED, RELEASED = "RETIRE", 250_000_00, 60_000_00, 45_000_00, 20_000_00
"""What the fund holds, and what is allowed, awarded and released; in cents."""


@dataclass(frozen=True, slots=True)
class Retirement:
    """What one can look for in the report afterwards."""

    asset: str
    initiative: str
    retiring: Decided
    approving: Decided
    awarded: int
    released: int


def retire(asset: Asset, cast: Cast, *, at: datetime, first_month: int) -> Retirement:
    """A fiscal year starts in `first_month`."""
    year = FiscalYear.of(at.date(), first_month).number
    with acting(cast.actor("finance"), "Fund for retirements"):
        fund_id = _open_fund(year)
    retiring = decide(cast, _asking_to_retire(asset, year, at), at=at)
    with acting(cast.actor("planner"), "Planned"):
        initiative = _plan(asset, cast)
        code, initiative_id = initiative.code, initiative.id
    approving = decide(cast, _asking_to_approve(code, initiative_id, asset), at=at)
    with acting(cast.actor("finance"), "Asked, awarded and released"):
        _spend(asset, (fund_id, initiative_id, year), retiring, at=at, first_month=first_month)
    return Retirement(asset.code, code, retiring, approving, AWARDED, RELEASED)


def _open_fund(year: int) -> int:
    fund = open_fund(FundFacts(code=FUND, name="Retirement of systems"))
    line = LineFacts(fiscal_year=year, kind=MoneyKind.OPERATING, amount=HELD)
    set_line(fund, line)
    return fund.id


def _asking_to_retire(asset: Asset, year: int, at: datetime) -> Asked:
    done_by = at.date() + timedelta(days=365)
    allowed = {
        "fund": FUND,
        "kind": MoneyKind.OPERATING.value,
        "first_year": str(year),
        "last_year": str(year + 1),
        "amount": amount_in_words(ALLOWED),
    }
    return Asked(
        ProposalFacts(
            title=f"Retire {asset.name}",
            text=f"{asset.code} {asset.name} is retired within a year.",
            reason="Its developer has withdrawn the certificate.",
            areas=(ResponsibilityArea.TECHNOLOGY, ResponsibilityArea.FINANCIAL),
        ),
        ("inventory_asset", asset.id),
        (
            ("decide_disposition", {"disposition": "retire", "target_on": done_by.isoformat()}),
            ("authorize_spending", allowed),
        ),
    )


def _plan(asset: Asset, cast: Cast) -> Initiative:
    facts = InitiativeFacts(
        code="RETIRE-1",
        title=f"Retire {asset.name}",
        requirements="Its records are exported and read elsewhere.",
        scope=f"{asset.code} alone.",
        outcomes="Contract ended, system switched off.",
        days=240,
    )
    owner_id = cast.person("planner").id
    return plan_initiative(facts, InitiativeLinks(owner_id=owner_id, assets=(asset.code,)))


def _asking_to_approve(code: str, initiative_id: int, asset: Asset) -> Asked:
    return Asked(
        ProposalFacts(
            title=f"Approve initiative {code}",
            text=f"The initiative to retire {asset.name} is approved as planned.",
            areas=(ResponsibilityArea.PROGRAM,),
        ),
        ("strategy_initiative", initiative_id),
        (("approve_initiative", {}),),
    )


def _spend(
    asset: Asset, keys: tuple[int, int, int], decided: Decided, *, at: datetime, first_month: int
) -> None:
    fund_id, initiative_id, year = keys
    request = ask_for_money(
        RequestFacts(
            title=f"Export and switch off {asset.name}",
            fiscal_year=year,
            kind=MoneyKind.OPERATING,
            amount=AWARDED,
        ),
        fund_id=fund_id,
        initiative_id=initiative_id,
    )
    order = AwardFacts(
        request=request.code,
        decision=decided.number,
        fiscal_year=year,
        kind=MoneyKind.OPERATING,
        amount=AWARDED,
    )
    award = award_money(order_of(order), on=at.date())
    release_money(
        award, ReleaseFacts(amount=RELEASED, note="Export"), on=at.date(), first_month=first_month
    )
