"""The menu in the order of the chain, with what this actor may open."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from app.kernel.db import db
from app.kernel.permissions import Actor
from app.web.access import may_open


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu: its endpoint and the words people see."""

    endpoint: str
    label: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the menu: a word, an icon, its first page, and its pages."""

    label: str
    icon: str
    entries: tuple[Entry, ...]


MENU = (
    Area("Overview", "layout-dashboard", (Entry("reports.overview", "Overview"),)),
    Area(
        "Inventory",
        "server-2",
        (
            Entry("inventory.list_assets", "Assets"),
            Entry("inventory.list_vendors", "Vendors"),
            Entry("inventory.list_imports", "Imports"),
            Entry("organization.list_departments", "Departments"),
            Entry("organization.list_facilities", "Facilities"),
            Entry("organization.list_service_lines", "Service lines"),
        ),
    ),
    Area(
        "Standards",
        "checklist",
        (
            Entry("standards.list_packs", "Standards"),
            Entry("standards.list_assessments", "Assessments"),
            Entry("standards.list_assignments", "Assignments"),
            Entry("standards.list_evidence", "Evidence"),
            Entry("standards.list_waivers", "Waivers"),
            Entry("scoring.show_program", "Program readiness"),
            Entry("scoring.list_departments", "Department readiness"),
            Entry("scoring.list_paths", "Image paths"),
            Entry("scoring.show_heat", "Departments by element"),
            Entry("scoring.show_ranking", "Ranking"),
            Entry("scoring.list_scenarios", "What if"),
            Entry("scoring.compare_dates", "Changes over time"),
            Entry("scoring.show_maturity", "Maturity"),
        ),
    ),
    Area(
        "Governance",
        "users-group",
        (
            Entry("governance.list_proposals", "Proposals"),
            Entry("governance.list_meetings", "Meetings"),
            Entry("governance.list_ballots", "Ballots"),
            Entry("governance.list_decisions", "Decisions"),
            Entry("governance.list_bodies", "Bodies"),
            Entry("governance.show_rights", "Who decides what"),
            Entry("governance.list_standing", "Proxies and interests"),
        ),
    ),
    Area(
        "Strategy",
        "route",
        (
            Entry("strategy.show_roadmap", "Roadmap"),
            Entry("strategy.list_initiatives", "Initiatives"),
            Entry("strategy.list_objectives", "Objectives"),
            Entry("strategy.list_dispositions", "Dispositions"),
            Entry("strategy.show_fit_map", "Fit map"),
            Entry("strategy.list_overlaps", "Overlaps"),
            Entry("strategy.list_retirements", "Retirements"),
        ),
    ),
    Area(
        "Funding",
        "coins",
        (
            Entry("funding.list_funds", "Funds"),
            Entry("funding.list_requests", "Requests"),
            Entry("funding.list_awards", "Awards and releases"),
        ),
    ),
    Area("Reports", "report", (Entry("reports.list_reports", "Reports"),)),
    Area(
        "Administration",
        "settings",
        (
            Entry("accounts.list_people", "People"),
            Entry("audit.show_history", "History"),
            Entry("mail.show_outbox", "Mail"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shown:
    label: str
    icon: str
    url: str
    is_current: bool
    pages: tuple[Link, ...]


def menu_for(actor: Actor) -> list[Shown]:
    """Areas with at least one page this actor may open."""
    shown = (_shown(area, actor) for area in MENU)
    return [area for area in shown if area is not None]


def _shown(area: Area, actor: Actor) -> Shown | None:
    entries = [entry for entry in area.entries if may_open(entry.endpoint, actor)]
    if not entries:
        return None
    here = request.endpoint or ""
    owners = {entry.endpoint.partition(".")[0] for entry in area.entries}
    current = any(entry.endpoint == here for entry in area.entries) or (
        here.partition(".")[0] in owners and not _elsewhere(here, area)
    )
    pages = tuple(
        Link(entry.label, url_for(entry.endpoint), entry.endpoint == here) for entry in entries
    )
    first = pages[0]
    only = len(pages) == 1
    return Shown(area.label, area.icon, first.url, current, () if only else pages)


def _elsewhere(endpoint: str, area: Area) -> bool:
    """Whether another area of the menu lists this very page, or stands further down for it."""
    others = {entry.endpoint for other in MENU if other is not area for entry in other.entries}
    owner = endpoint.partition(".")[0]
    last = [
        other for other in MENU if any(e.endpoint.startswith(f"{owner}.") for e in other.entries)
    ]
    return endpoint in others or last[-1] is not area


def init_app(app: Flask) -> None:
    @app.context_processor
    def menu() -> dict[str, object]:
        actor = db.session.info.get("actor") if request.endpoint else None
        return {"actor": actor, "menu": menu_for(actor) if actor else []}
