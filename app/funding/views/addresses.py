"""What an address says of money: which fund, year and kind; and when a fiscal year starts."""

from flask import current_app, request

from app.engine.values import MoneyKind
from app.funding.queries.requests import Filter


def wanted() -> Filter:
    return Filter(
        fund_id=request.args.get("fund", type=int),
        fiscal_year=request.args.get("year", type=int),
        kind=request.args.get("kind", type=MoneyKind),
    )


def first_month() -> int:
    """The month a fiscal year starts in, 1 to 12."""
    month: int = current_app.config["ISOCENTER"].fiscal_year_starts_in
    return month
