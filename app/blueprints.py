"""The table of contents of the site's URLs: pages, endpoints, and the enums allowed in them."""

from enum import StrEnum

from apiflask import APIBlueprint
from flask import Blueprint

from app.accounts.views import bp as accounts
from app.audit.views import bp as audit
from app.engine.paths.steps import LinkCode
from app.funding.api import bp as funding_api
from app.funding.views import bp as funding
from app.governance.api import bp as governance_api
from app.governance.views import bp as governance
from app.inbox.views import bp as inbox
from app.inventory.api import bp as inventory_api
from app.inventory.facts import AssetKind
from app.inventory.facts.imports import SheetKind
from app.inventory.views import bp as inventory
from app.kernel.spreadsheets.tables import Format as SheetFormat
from app.mail.views import bp as mail
from app.organization.views import bp as organization
from app.reports.facts import Format, Kind
from app.reports.views import bp as reports
from app.scoring.views import bp as scoring
from app.standards.facts import Subject
from app.standards.views import bp as standards
from app.strategy.facts import InitiativeMove
from app.strategy.views import bp as strategy
from app.web.theme import Theme

CONVERTERS: dict[str, type[StrEnum]] = {
    "asset_kind": AssetKind,
    "initiative_move": InitiativeMove,
    "link_code": LinkCode,
    "report_format": Format,
    "report_kind": Kind,
    "sheet_format": SheetFormat,
    "sheet_kind": SheetKind,
    "subject": Subject,
    "theme": Theme,
}
BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts,
    audit,
    mail,
    inbox,
    organization,
    governance,
    inventory,
    standards,
    scoring,
    strategy,
    funding,
    reports,
)
API: tuple[APIBlueprint, ...] = (governance_api, inventory_api, funding_api)
