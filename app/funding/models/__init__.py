"""The tables of funding, by name."""

from app.funding.models.awards import Authority, Award, Release
from app.funding.models.funds import Fund, FundLine
from app.funding.models.requests import Request

__all__ = ["Authority", "Award", "Fund", "FundLine", "Release", "Request"]
