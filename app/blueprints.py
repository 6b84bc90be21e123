"""The table of contents of the site's URLs: pages, endpoints, and the enums allowed in them."""

from enum import StrEnum

from apiflask import APIBlueprint
from flask import Blueprint

from app.accounts.views import bp as accounts
from app.audit.views import bp as audit
from app.reports.facts import Format, Kind
from app.reports.views import bp as reports
from app.standards.facts import Subject
from app.standards.views import bp as standards
from app.web.theme import Theme

CONVERTERS: dict[str, type[StrEnum]] = {
    "report_format": Format,
    "report_kind": Kind,
    "subject": Subject,
    "theme": Theme,
}
BLUEPRINTS: tuple[Blueprint, ...] = (accounts, audit, standards, reports)
API: tuple[APIBlueprint, ...] = ()
