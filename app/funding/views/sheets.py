"""A sheet of awards: all rows or none, every problem by row."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.funding.facts import AwardFacts, Problem
from app.funding.forms import SheetForm
from app.funding.services import sheets
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.facts import attributes_of
from app.kernel.permissions import Permission
from app.web.access import allow


@allow(Permission.FUNDING_MANAGE)
def upload() -> ResponseReturnValue:
    form = SheetForm()
    problems: tuple[Problem, ...] = ()
    if form.validate_on_submit():
        try:
            with unit_of_work(reason=form.reason.data):
                file = form.sheet.data
                rows = sheets.rows_of(file.stream.read(), file.filename)
                awarded = sheets.award_rows(rows, on=clock.today())
        except sheets.SheetRefused as refused:
            problems = refused.problems
        except RuleBroken as unreadable:
            form.sheet.errors = [str(unreadable)]
        if not form.errors and not problems:
            flash(f"{len(awarded)} awards are made.", "success")
            return redirect(url_for(".list_awards"), 303)
    return render_template(
        "funding/awards/import.html",
        form=form,
        problems=problems,
        columns=attributes_of(AwardFacts),
    ), 422 if form.errors or problems else 200


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/awards/import", "import_awards", upload, methods=["GET", "POST"])
