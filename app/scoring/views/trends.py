"""How scores moved: the course of one, two days compared, departments by element."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.engine.scoring.basis import Basis, Floors, is_provisional
from app.kernel import clock
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.kernel.subjects import kind_of
from app.scoring.charts import course_chart, heat_answer, heat_chart
from app.scoring.queries import scores, snapshots
from app.scoring.queries.basis import basis_of
from app.scoring.services.heat import heat_now, heat_on
from app.scoring.services.periods import ROLLED, last_month_end
from app.scoring.views.program import chosen_pack
from app.standards.facts import Subject
from app.standards.models import Pack
from app.standards.queries import catalog
from app.web.access import allow

KEYS = (*(subject.key for subject in Subject), "organization_facility")


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands behind a figure, as the page says it."""

    basis: Basis
    on: date
    months: int
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Provisional points of one subject, or one element of the program, on two days."""

    key: str
    id: int
    name: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@allow(Permission.STANDARDS_READ)
def show(pack_id: int, key: str, subject_id: int) -> ResponseReturnValue:
    if key not in KEYS:
        raise NotFound("There is no such score.")
    pack = catalog.get_pack(pack_id)
    rows = snapshots.course_of(pack, key, subject_id)
    return render_template(
        "scoring/trends/show.html",
        pack=pack,
        title=_title(key, subject_id),
        rows=list(reversed(rows)),
        chart=course_chart(rows),
    )


@allow(Permission.STANDARDS_READ)
def compare() -> ResponseReturnValue:
    pack = chosen_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    until = _day("until") or clock.today()
    since = _day("since") or last_month_end(until)
    before, after = (snapshots.as_of(pack, day, ROLLED) for day in (since, until))
    return render_template(
        "scoring/trends/compare.html",
        pack=pack,
        since=since,
        until=until,
        first=snapshots.first_day(pack),
        changes=_changes(before, after),
        elements=_elements(pack, before, after),
        standing=standing_of(pack),
    )


@allow(Permission.STANDARDS_READ)
def show_heat() -> ResponseReturnValue:
    pack = chosen_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    names = {one.id: (one.name, one.code) for one in scores.list_departments(pack)}
    day = _day("on")
    rows = heat_now(pack, names) if day is None else heat_on(pack, day, names)
    return render_template(
        "scoring/trends/heat.html",
        pack=pack,
        day=day,
        rows=rows,
        departments=len(names),
        chart=heat_chart(pack, rows),
        answer=heat_answer(pack, rows),
        standing=standing_of(pack),
    )


def standing_of(pack: Pack) -> Standing:
    """Of the program's figures, today."""
    settings, on = current_app.config["ISOCENTER"], clock.today()
    months = settings.evidence_stale_months
    floors = Floors(settings.provisional_below_percent, settings.provisional_below_fresh_percent)
    basis = basis_of(pack, on=on, months=months)
    return Standing(basis, on, months, is_provisional(basis, floors))


def _title(key: str, subject_id: int) -> str:
    return "Program" if key == Subject.PROGRAM.key else kind_of(key).title(subject_id)


def _day(name: str) -> date | None:
    text = request.args.get(name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise NotFound("Write the day as 2026-11-24.") from None


def _changes(
    before: Mapping[snapshots.Key, object], after: Mapping[snapshots.Key, object]
) -> list[Change]:
    found = [
        Change(
            key,
            one,
            _title(key, one),
            _points(before.get((key, one))),
            _points(after.get((key, one))),
        )
        for key, one in {**before, **after}
    ]
    moved = [one for one in found if one.before != one.after]
    return sorted(
        moved, key=lambda one: (ROLLED.index(one.key), -abs(one.difference or 0), one.name)
    )


def _points(snapshot: object) -> int | None:
    return getattr(snapshot, "provisional", None)


def _elements(
    pack: Pack, before: Mapping[snapshots.Key, object], after: Mapping[snapshots.Key, object]
) -> Sequence[Change]:
    key = (Subject.PROGRAM.key, 0)
    then, now = (getattr(found.get(key), "parts", None) or {} for found in (before, after))
    return [
        Change(
            "",
            one.id,
            one.title,
            then.get(one.code, [None, None])[1],
            now.get(one.code, [None, None])[1],
        )
        for one in pack.elements
    ]


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/packs/<int:pack_id>/trend/<key>/<int:subject_id>", "show_trend", show)
    bp.add_url_rule("/changes", "compare_dates", compare)
    bp.add_url_rule("/heat", "show_heat", show_heat)
