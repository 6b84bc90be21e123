"""Funds, requests, awards and releases of a sample."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.engine.values import FiscalYear, MoneyKind
from app.funding.facts import AwardFacts, FundFacts, LineFacts, ReleaseFacts, RequestFacts
from app.funding.models import Award
from app.funding.queries.funds import find_by_code
from app.funding.queries.requests import get_request
from app.funding.services.awards import award_money, order_of, release_money
from app.funding.services.funds import open_fund, set_line
from app.funding.services.requests import ask_for_money, withdraw_request
from app.governance.queries import decisions
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.facts import check
from app.seeding.acting import acting
from app.seeding.files import Folder
from app.seeding.people import Cast
from app.seeding.timeline import Happening
from app.strategy.models import Initiative
from app.strategy.queries.initiatives import ids_by_code

NOON = 13


@dataclass(slots=True)
class Purse:
    """`first_month` is the month a fiscal year starts in; `requests` are known by their key."""

    folder: Folder
    cast: Cast
    first_month: int
    requests: dict[str, int] = field(default_factory=dict)
    awards: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def this_year(self) -> int:
        return FiscalYear.of(self.folder.today, self.first_month).number

    def open_funds(self) -> int:
        tables = self.folder.tables("funding.toml")["funds"]
        for table in tables:
            fund = open_fund(
                check(FundFacts, {name: table[name] for name in ("code", "name", "purpose")})
            )
            for kind in MoneyKind:
                for number, amount in enumerate(table.get(kind.value, ())):
                    line = {"fiscal_year": self.this_year + number, "kind": kind}
                    set_line(fund, check(LineFacts, line | {"amount": str(amount)}))
        return len(tables)

    def ask(self) -> int:
        tables = self.folder.tables("funding.toml")["requests"]
        for table in tables:
            self._ask(table)
        return len(tables)

    def _ask(self, table: Mapping[str, Any]) -> None:
        facts = check(
            RequestFacts,
            {
                "title": table["title"],
                "reason": table["reason"],
                "fiscal_year": self.this_year + table["year"],
                "kind": table["kind"],
                "amount": str(table["amount"]),
                "operating_tail": str(table.get("tail", 0)),
                "tail_years": table.get("tail_years", 0),
            },
        )
        fund = find_by_code(table["fund"])
        if fund is None:
            raise NotFound(f"There is no fund {table['fund']}.")
        initiative = table.get("initiative")
        initiative_id = ids_by_code([initiative])[initiative] if initiative else None
        request = ask_for_money(facts, fund_id=fund.id, initiative_id=initiative_id)
        if table.get("withdrawn"):
            withdraw_request(request)
        self.requests[table["key"]] = request.id

    def spending(self) -> Iterator[Happening]:
        """Awards and releases, each on its day."""
        for table in self.folder.tables("funding.toml")["requests"]:
            for number, award in enumerate(table.get("awards", ())):
                key = (table["key"], number)
                yield Happening(award["on"], NOON, partial(self._award, table, key, award))
                for amount, day, note in award["releases"]:
                    release = partial(self._release, key, (amount, day, note))
                    yield Happening(day, NOON, release)

    def _award(
        self, table: Mapping[str, Any], key: tuple[str, int], award: Mapping[str, Any]
    ) -> None:
        with acting(self.cast.actor("finance"), "Award under the decision of the body"):
            facts = check(
                AwardFacts,
                {
                    "request": get_request(self.requests[table["key"]]).code,
                    "decision": _decision_about(table["initiative"]),
                    "fiscal_year": self.this_year + table["year"],
                    "kind": table["kind"],
                    "amount": str(award["amount"]),
                },
            )
            made = award_money(order_of(facts), on=self.folder.day(award["on"]))
            self.awards[key] = made.id

    def _release(self, key: tuple[str, int], release: tuple[int, int, str]) -> None:
        amount, day, note = release
        with acting(self.cast.actor("finance"), note):
            award = db.session.get_one(Award, self.awards[key])
            release_money(
                award,
                check(ReleaseFacts, {"amount": str(amount), "note": note}),
                on=self.folder.day(day),
                first_month=self.first_month,
            )


def _decision_about(code: str) -> str:
    """The number of the decision that approved an initiative."""
    initiative = db.session.get_one(Initiative, ids_by_code([code])[code])
    assert initiative.decision_id is not None
    return decisions.get(initiative.decision_id).number
