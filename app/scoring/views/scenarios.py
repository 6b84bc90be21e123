"""What if: scenarios, their figures beside those of now, and the way to a proposal."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.governance.queries import bodies
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.scoring.forms import ChangeForm, ProposeForm, ScenarioForm, change_form
from app.scoring.models import ChangeKind, Scenario, ScenarioChange
from app.scoring.queries import scenarios as queries
from app.scoring.services import proposing
from app.scoring.services import scenarios as services
from app.scoring.services.comparing import compare
from app.scoring.translate.scenarios import answer_in_words, sentence
from app.scoring.views.program import chosen_pack
from app.standards.models import Answer, Criterion, Pack
from app.standards.queries.catalog import get_pack
from app.web.access import allow, current_actor

Place = tuple[str, int, str]
LONGEST_LABEL = 90
NOTES = {
    ChangeKind.ANSWER: (
        "As if the sheet said so. Answers that follow from the inventory stay as they are."
    ),
    ChangeKind.WEIGHT: "As if a new version of the pack said so: everything is reckoned by it.",
    ChangeKind.ELEMENT_WEIGHT: "As if a new version of the pack said so; it moves the program.",
    ChangeKind.WAIVER: "As if a decision had granted it from today.",
    ChangeKind.WAIVER_ENDS: "As if a decision had ended it today.",
    ChangeKind.DISPOSITION: (
        "As if it were carried out. Retired, replaced or consolidated, an asset is gone; what it "
        "served goes to what takes over. The others move no score by themselves."
    ),
}


@allow(Permission.STANDARDS_READ)
def index() -> ResponseReturnValue:
    return render_template(
        "scoring/scenarios/index.html",
        rows=queries.list_for(current_actor()),
        may_make=current_actor().may(Permission.GOVERNANCE_PROPOSE),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def new() -> ResponseReturnValue:
    pack = chosen_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    form = ScenarioForm()
    del form.version
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            at = clock.now()
            made = services.begin(pack, form.about(), actor=current_actor(), at=at)
            scenario_id = made.id
        if not form.errors:
            flash("Kept. Now say what would be otherwise.", "success")
            return redirect(url_for(".show_scenario", scenario_id=scenario_id), 303)
    page, status = "scoring/scenarios/edit.html", 422 if form.errors else 200
    return render_template(page, form=form, scenario=None, pack=pack), status


@allow(Permission.STANDARDS_READ)
def show(scenario_id: int) -> ResponseReturnValue:
    actor = current_actor()
    scenario = queries.get_for(actor, scenario_id)
    found = compare(scenario, on=clock.today())
    criteria = {one.code: one for one in found.pack.criteria}
    names, now = queries.things(scenario.changes), queries.answers_now(scenario)
    lines = [
        {
            "row": one,
            "says": sentence(one, names, criteria),
            "now": _now(one, criteria, now),
        }
        for one in scenario.changes
    ]
    return render_template(
        "scoring/scenarios/show.html",
        scenario=scenario,
        found=found,
        lines=lines,
        kinds=list(ChangeKind),
        moved_since=queries.moved_since(scenario),
        is_mine=scenario.owner_id == actor.person_id,
        may_make=actor.may(Permission.GOVERNANCE_PROPOSE),
        changes=history_of(Scenario.__tablename__, scenario.id),
    )


@allow(Permission.GOVERNANCE_PROPOSE)
def edit(scenario_id: int) -> ResponseReturnValue:
    scenario = queries.get_for(current_actor(), scenario_id)
    form = ScenarioForm(obj=scenario)
    if form.validate_on_submit():
        with form.blamed(), unit_of_work():
            services.edit(
                scenario_id, form.about(), actor=current_actor(), version=form.version.data
            )
        if not form.errors:
            flash("Saved.", "success")
            return redirect(url_for(".show_scenario", scenario_id=scenario_id), 303)
    page, status = "scoring/scenarios/edit.html", 422 if form.errors else 200
    return render_template(page, form=form, scenario=scenario, pack=scenario.pack), status


@allow(Permission.GOVERNANCE_PROPOSE)
def add(scenario_id: int, kind: str) -> ResponseReturnValue:
    scenario, what = queries.get_for(current_actor(), scenario_id), _kind(kind)
    pack = get_pack(scenario.pack_id)
    begin = {"version": scenario.version} | request.args.to_dict()
    form = change_form(what, _codes(pack, what), queries.people(), begin)
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=f"{what.label} is otherwise"):
            _put(scenario_id, form, what)
        if not form.errors:
            flash("It is in the scenario.", "success")
            return redirect(url_for(".show_scenario", scenario_id=scenario_id), 303)
    page, status = "scoring/scenarios/add.html", 422 if form.errors else 200
    return render_template(page, form=form, scenario=scenario, kind=what, note=NOTES[what]), status


def _put(scenario_id: int, form: ChangeForm, kind: ChangeKind) -> None:
    wanted, at = form.wanted(kind), clock.now()
    services.put(scenario_id, wanted, actor=current_actor(), at=at, version=form.version.data)


@allow(Permission.GOVERNANCE_PROPOSE)
def drop(scenario_id: int, change_id: int) -> ResponseReturnValue:
    with unit_of_work(reason="Taken out of the scenario"):
        services.drop(
            scenario_id, change_id, actor=current_actor(), at=clock.now(), version=_seen()
        )
    flash("Taken out of the scenario.", "success")
    return redirect(url_for(".show_scenario", scenario_id=scenario_id), 303)


@allow(Permission.GOVERNANCE_PROPOSE)
def copy(scenario_id: int) -> ResponseReturnValue:
    actor = current_actor()
    scenario = queries.get_for(actor, scenario_id)
    with unit_of_work(reason=f"Copied from {scenario.name}"):
        copied = services.copy(scenario, actor=actor, at=clock.now()).id
    flash("The copy is yours, and private until you share it.", "success")
    return redirect(url_for(".show_scenario", scenario_id=copied), 303)


@allow(Permission.GOVERNANCE_PROPOSE)
def remove(scenario_id: int) -> ResponseReturnValue:
    with unit_of_work(reason="Not needed any more"):
        services.remove(scenario_id, actor=current_actor(), version=_seen())
    flash("The scenario is gone. Nothing live was touched by it.", "success")
    return redirect(url_for(".list_scenarios"), 303)


@allow(Permission.GOVERNANCE_PROPOSE)
def propose(scenario_id: int) -> ResponseReturnValue:
    actor = current_actor()
    scenario = queries.get_for(actor, scenario_id)
    form = ProposeForm()
    subjects = proposing.subjects_of(scenario)
    form.about.choices = [*subjects, ("", "Nothing: the words alone")]
    form.body_id.offer(bodies.choices(), none="choose a body")
    if form.validate_on_submit():
        with form.blamed(), unit_of_work(reason=f"From the scenario {scenario.name}"):
            body = bodies.get(form.body_id.data)
            made = proposing.propose(scenario, body, form.thing(), actor=actor, at=clock.now())
            proposal_id, number = made.id, made.number
        if not form.errors:
            flash(f"{number} is a draft of yours. Read it over before you submit it.", "success")
            return redirect(url_for("governance.show_proposal", proposal_id=proposal_id), 303)
    page, status = "scoring/scenarios/propose.html", 422 if form.errors else 200
    return render_template(page, form=form, scenario=scenario, subjects=subjects), status


def _now(
    row: ScenarioChange, criteria: Mapping[str, Criterion], now: Mapping[Place, Answer]
) -> str:
    """What the live answer is, where it is no longer what it was; nothing where it still is."""
    if row.kind is not ChangeKind.ANSWER:
        return ""
    answer = now.get((row.subject_key, row.subject_id, row.code))
    said = answer_in_words(criteria.get(row.code), answer)
    return "" if said == row.before else said


def _kind(word: str) -> ChangeKind:
    try:
        return ChangeKind(word)
    except ValueError:
        raise NotFound("There is no such change.") from None


def _codes(pack: Pack, kind: ChangeKind) -> list[tuple[str, str]]:
    """Those a change of this kind may name, with what they ask."""
    if kind is ChangeKind.ELEMENT_WEIGHT:
        return [(one.code, f"{one.title}, weighs {one.weight}") for one in pack.elements]
    is_waiver = kind in {ChangeKind.WAIVER, ChangeKind.WAIVER_ENDS}
    return [
        (one.code, f"{one.code} {one.statement}"[:LONGEST_LABEL])
        for one in pack.criteria
        if not one.is_superseded and (one.is_knock_out or not is_waiver)
    ]


def _seen() -> int:
    """The version a person had in front of them when pressing a button."""
    return request.form.get("version", 0, type=int)


def add_to(bp: Blueprint) -> None:
    one, both, post = "/what-if/<int:scenario_id>", ["GET", "POST"], ["POST"]
    bp.add_url_rule("/what-if/", "list_scenarios", index)
    bp.add_url_rule("/what-if/new", "new_scenario", new, methods=both)
    bp.add_url_rule(one, "show_scenario", show)
    bp.add_url_rule(f"{one}/edit", "edit_scenario", edit, methods=both)
    bp.add_url_rule(f"{one}/add/<kind>", "add_to_scenario", add, methods=both)
    rule = f"{one}/changes/<int:change_id>/drop"
    bp.add_url_rule(rule, "drop_from_scenario", drop, methods=post)
    bp.add_url_rule(f"{one}/copy", "copy_scenario", copy, methods=post)
    bp.add_url_rule(f"{one}/remove", "remove_scenario", remove, methods=post)
    bp.add_url_rule(f"{one}/propose", "propose_scenario", propose, methods=both)
