"""The first page: where we stand, each figure with its list, and what needs the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.engine.scoring.status import FitStatus
from app.engine.values import MoneyKind
from app.engine.voting.proposal import Stage
from app.funding.queries import balances, funds
from app.kernel.permissions import Actor, Permission
from app.kernel.words import label_of
from app.reports.content.money import MEASURES, in_currency, total_of
from app.reports.content.plan import Timing, planned, timing
from app.reports.content.sentences import are, counted, sentence
from app.reports.queries import overview as queries
from app.strategy.queries import initiatives
from app.web.filters import day, moment

SHOWN = 3
WAITING = (Stage.SUBMITTED, Stage.VOTING, Stage.INQUORATE)


@dataclass(frozen=True, slots=True)
class Link:
    """The page behind a figure, or the next step: its words, endpoint and arguments."""

    text: str
    endpoint: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure that opens its list; `basis` says how fresh it is and what it covers.

    `rows` are figures of one kind side by side, the first row their headings.
    """

    title: str
    figure: str
    sentence: str
    basis: str
    opens: Link
    more: tuple[Link, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def tiles(actor: Actor, currency: str, at: datetime) -> list[Tile]:
    """Seven at most; what is not known is said, never zero."""
    return [
        _needs_you(actor, at),
        _departments(actor),
        _estate(actor),
        _decisions(at),
        _ballots(at),
        _roadmap(actor, at),
        _money(actor, currency),
    ]


def _needs_you(actor: Actor, at: datetime) -> Tile:
    ballots = queries.ballots_waiting_for(actor, at)
    returned, unassessed = queries.returned_to(actor), queries.departments_of(actor)
    links = [
        *(
            Link(
                f"Vote on “{one.proposal.title}” by {moment(one.closes_at)}",
                "governance.show_ballot",
                {"ballot_id": one.id},
            )
            for one in ballots
        ),
        *(
            Link(
                f"“{one.title}” came back to you",
                "governance.show_proposal",
                {"proposal_id": one.id},
            )
            for one in returned
        ),
        *(
            Link(
                f"Assess {one.name}",
                "organization.show_department",
                {"department_id": one.id},
            )
            for one in unassessed
        ),
    ]
    parts = (
        (len(ballots), "ballot to vote on", "ballots to vote on"),
        (len(returned), "proposal that came back", "proposals that came back"),
        (len(unassessed), "department to assess", "departments to assess"),
    )
    said = ", ".join(counted(*part) for part in parts if part[0])
    return Tile(
        "What needs you",
        f"{len(links):,}",
        f"{said}." if said else "Nothing waits for you today.",
        f"For {actor.name}, {moment(at)}.",
        Link("Your ballots", "governance.list_ballots"),
        tuple(links),
    )


def _departments(actor: Actor) -> Tile:
    found = queries.departments()
    opens = Link("Departments", "organization.list_departments")
    if not found.total:
        return _nothing(
            "Departments",
            "no department is known.",
            opens,
            _step(
                actor,
                Permission.ORGANIZATION_EDIT,
                "Add a department",
                "organization.new_department",
            ),
        )
    return Tile(
        "Departments",
        f"{found.total:,}",
        sentence(
            f"{counted(found.total, 'department')}, {found.non_traditional:,} of them "
            f"non-traditional; {found.live:,} {are(found.live)} live."
        ),
        f"Stage known for {found.total - found.not_assessed:,} of {found.total:,}.",
        opens,
    )


def _estate(actor: Actor) -> Tile:
    found = queries.estate()
    opens = Link("Assets", "inventory.list_assets")
    if not found.total:
        return _nothing(
            "Estate and mandatory standards",
            "the inventory is empty.",
            opens,
            _step(
                actor, Permission.INVENTORY_IMPORT, "Import a workbook", "inventory.list_imports"
            ),
        )
    fits = found.by_fit.get(FitStatus.FIT, 0)
    not_fit = found.by_fit.get(FitStatus.NOT_FIT, 0)
    unknown = found.total - found.judged
    between = found.judged - fits - not_fit
    scored = f"scored {moment(found.scored_at)}" if found.scored_at else "never scored"
    return Tile(
        "Estate and mandatory standards",
        f"{fits:,} fit",
        sentence(
            f"of {counted(found.total, 'asset')}, {fits:,} fit, {between:,} fit in part, "
            f"{not_fit:,} do not fit and {unknown:,} {are(unknown)} not known."
        ),
        f"Judged: {found.judged:,} of {found.total:,}; {scored}.",
        opens,
        tuple(
            Link(f"{count:,} {words}", "inventory.list_assets", {"fit": fit.value})
            for count, words, fit in (
                (fits, "fit", FitStatus.FIT),
                (not_fit, "do not fit", FitStatus.NOT_FIT),
            )
            if count
        ),
    )


def _decisions(at: datetime) -> Tile:
    found, stages = queries.decisions(at.date()), queries.proposals_at()
    waiting = sum(stages.get(stage, 0) for stage in WAITING)
    last = (
        f"Last decision {day(found.last_at.date())}." if found.last_at else "Nothing decided yet."
    )
    return Tile(
        "Decisions",
        f"{found.in_force:,}",
        sentence(
            f"{counted(found.in_force, 'decision')} in force; "
            f"{counted(waiting, 'proposal')} waiting, {found.to_review or 'no'} review due."
        ),
        last,
        Link("Decisions", "governance.list_decisions"),
        (Link(f"{waiting:,} waiting", "governance.list_proposals"),) if waiting else (),
    )


def _ballots(at: datetime) -> Tile:
    open_now = queries.open_ballots(at)
    said = (
        f"{counted(open_now, 'ballot')} {are(open_now)} open." if open_now else "no ballot is open."
    )
    return Tile(
        "Ballots",
        f"{open_now:,}",
        sentence(said),
        f"As of {moment(at)}.",
        Link("Ballots", "governance.list_ballots"),
    )


def _roadmap(actor: Actor, at: datetime) -> Tile:
    going = planned(initiatives.roadmap())
    opens = Link("Roadmap", "strategy.show_roadmap")
    if not going:
        return _nothing(
            "Roadmap",
            "no initiative is planned.",
            opens,
            _step(actor, Permission.STRATEGY_EDIT, "Plan an initiative", "strategy.new_initiative"),
        )
    by_timing = dict.fromkeys(Timing, 0)
    for one in going:
        by_timing[timing(one, at.date())] += 1
    late = [one for one in going if timing(one, at.date()) is Timing.LATE]
    parts = ", ".join(f"{by_timing[one]:,} {one.label.lower()}" for one in Timing if by_timing[one])
    return Tile(
        "Roadmap",
        f"{len(late):,} late",
        f"Of {counted(len(going), 'initiative')}, {parts}.",
        f"Dated: {len(going) - by_timing[Timing.NO_DATE]:,} of {len(going):,}.",
        opens,
        tuple(
            Link(
                f"{one.code} {one.title}",
                "strategy.show_initiative",
                {"initiative_id": one.id},
            )
            for one in late[:SHOWN]
        ),
    )


def _money(actor: Actor, currency: str) -> Tile:
    books = balances.balances(funds.list_funds())
    opens = Link("Funds", "funding.list_funds")
    if not books:
        return _nothing(
            "Money",
            "there is no fund.",
            opens,
            _step(actor, Permission.FUNDING_MANAGE, "Open a fund", "funding.new_fund"),
        )
    lines = [line for fund in books for line in fund.balances]
    capital, operating = (
        in_currency(total_of(lines, kind, "awarded"), currency) for kind in MoneyKind
    )
    return Tile(
        "Money",
        f"{capital} capital, {operating} operating",
        "Awarded so far, each kind from its own purse.",
        f"All years of {counted(len(books), 'fund')}.",
        opens,
        rows=(
            (currency, *(label_of(kind) for kind in MoneyKind)),
            *(_measured(lines, measure, currency) for measure in MEASURES),
        ),
    )


def _measured(lines: Sequence[balances.Balance], measure: str, currency: str) -> tuple[str, ...]:
    amounts = (in_currency(total_of(lines, kind, measure), currency) for kind in MoneyKind)
    return (measure.capitalize(), *amounts)


def _nothing(title: str, why: str, opens: Link, step: Link | None) -> Tile:
    ask = "" if step else " Ask a planner or an administrator to begin."
    said = f"Nothing loaded yet: {why}{ask}"
    return Tile(title, "Not yet", said, "No data.", opens, (step,) if step else ())


def _step(actor: Actor, needs: Permission, text: str, endpoint: str) -> Link | None:
    return Link(text, endpoint) if actor.may(needs) else None
