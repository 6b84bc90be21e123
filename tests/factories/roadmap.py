"""A small roadmap as it stands in the tables: one retirement, decided, planned and paid for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.engine.fit.disposition import Disposition
from app.engine.values import MoneyKind
from app.funding.models import Authority, Award, Fund, FundLine, Release, Request
from app.inventory.models import Asset
from app.inventory.services.standing import set_standing
from app.kernel.db import db
from app.strategy.facts import Direction, InitiativeStatus
from app.strategy.models import (
    Initiative,
    InitiativeAsset,
    InitiativeDependency,
    Objective,
    Phase,
)
from app.strategy.services.dispositions import Settlement, decide_disposition
from tests.factories.accounts import a_person
from tests.factories.governance import a_decision
from tests.factories.inventory import a_storage, a_viewer

AS_OF = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Roadmap:
    decision_number: str
    retired: Asset
    late: Initiative
    fund: Fund


def a_roadmap(title: str = "Retire the old archive") -> Roadmap:
    decision = a_decision()
    old, new = a_storage(name="Old archive"), a_storage(name="New archive")
    open_one = a_viewer(name="Lens")
    decide_disposition(
        old.id,
        Settlement(Disposition.RETIRE, new.id, date(2027, 6, 30)),
        decision_id=decision.id,
    )
    set_standing(old.id, suggested=Disposition.RETIRE)
    set_standing(open_one.id, suggested=Disposition.RETAIN)
    phase = Phase(code="P1", title="Foundation", position=1)
    late = Initiative(
        code="I01",
        title=title,
        phase=phase,
        owner=a_person(name="Ada O'Neil"),
        status=InitiativeStatus.APPROVED,
        days=200,
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 3, 19),
        decision_id=decision.id,
    )
    later = Initiative(code="I02", title="One viewer for all", phase=phase, days=100)
    later.starts_on, later.ends_on = date(2027, 3, 20), date(2027, 6, 27)
    undated = Initiative(code="I03", title="Analytics", days=30)
    dropped = Initiative(code="I04", title="Dropped", days=9, status=InitiativeStatus.CANCELLED)
    db.session.add_all([late, later, undated, dropped, *_objectives()])
    db.session.flush()
    db.session.add(InitiativeDependency(initiative_id=later.id, before_id=late.id))
    db.session.add(InitiativeAsset(initiative_id=late.id, asset_id=old.id))
    fund = _money(late, decision.id)
    db.session.commit()
    return Roadmap(decision.number, old, late, fund)


def _objectives() -> list[Objective]:
    measured = {"baseline": Decimal(40), "target": Decimal(95), "actual": Decimal("61.5")}
    return [
        Objective(
            code="O1",
            title="Images in the record",
            unit="%",
            direction=Direction.UP,
            measured_on=date(2026, 10, 31),
            due_on=date(2028, 12, 31),
            **measured,
        ),
        Objective(code="O2", title="Archives", unit="archives", direction=Direction.DOWN),
    ]


def _money(initiative: Initiative, decision_id: int) -> Fund:
    """Asked 1,234,567.89 capital with a tail of 50,000.50 for two years; part of it awarded."""
    fund = Fund(code="CAP", name="Capital pool")
    fund.lines = [
        FundLine(fiscal_year=2027, kind=MoneyKind.CAPITAL, amount=2_000_000_00),
        FundLine(fiscal_year=2028, kind=MoneyKind.OPERATING, amount=60_000_00),
    ]
    asked = Request(
        code="R1",
        title="New archive",
        initiative=initiative,
        fund=fund,
        fiscal_year=2027,
        kind=MoneyKind.CAPITAL,
        amount=1_234_567_89,
        operating_tail=50_000_50,
        tail_years=2,
    )
    authority = Authority(
        decision_id=decision_id,
        fund=fund,
        kind=MoneyKind.CAPITAL,
        first_year=2027,
        last_year=2028,
        amount=1_500_000_00,
    )
    award = Award(
        request=asked,
        authority=authority,
        fiscal_year=2027,
        amount=1_000_000_01,
        awarded_on=AS_OF,
        releases=[Release(amount=250_000_99, released_on=AS_OF)],
    )
    db.session.add_all([fund, asked, authority, award])
    db.session.flush()
    return fund
