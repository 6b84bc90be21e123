"""Maturity, self-assessed: the level, what the next one lacks, and the thresholds behind it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.engine.maturity.level import Held
from app.engine.maturity.stages import (
    TOP_STAGE,
    WORDS_OF,
    WORDS_OF_FLAG,
    WORDS_OF_SPECIALIZATION,
    Flag,
    Specialization,
)
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.scoring.forms import MaturityForm
from app.scoring.queries import maturity as queries
from app.scoring.services.maturity import choose, chosen, derive
from app.standards.models import Pack
from app.standards.queries import catalog
from app.web.access import allow, current_actor

WORDS = {
    "levels": WORDS_OF,
    "specializations": WORDS_OF_SPECIALIZATION,
    "flags": {flag.value: words for flag, words in WORDS_OF_FLAG.items()},
}


@allow(Permission.STANDARDS_READ)
def show() -> ResponseReturnValue:
    pack = catalog.find_leading_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    history = queries.settings()
    now = chosen(history)
    return render_template(
        "scoring/maturity/show.html",
        pack=pack,
        found=derive(pack, now),
        criteria={one.code: one for one in pack.criteria},
        words=WORDS,
        now=now,
        history=history,
        top=TOP_STAGE,
        may_change=current_actor().may(Permission.STANDARDS_MANAGE),
    )


@allow(Permission.STANDARDS_READ)
def show_requirement(name: str) -> ResponseReturnValue:
    """The areas that meet one requirement, those that do not, and those of which nobody knows."""
    pack = catalog.leading_pack()
    stood = _stood(pack, name)
    return render_template(
        "scoring/maturity/requirement.html",
        pack=pack,
        stood=stood,
        name=name.replace("_", " "),
        criteria=[one for one in pack.criteria if one.code in name.split("_or_")],
        flags=[WORDS_OF_FLAG[flag] for flag in Flag if flag.value in name.split("_or_")],
    )


def _stood(pack: Pack, name: str) -> dict[str, Held]:
    """By stage or specialization, so that one asked at two levels shows both."""
    found = derive(pack, chosen(queries.settings())).maturity
    every = {f"Stage {number}": one for number, one in found.stages.items()} | {
        WORDS_OF_SPECIALIZATION[Specialization(kind)]: one
        for kind, one in found.specializations.items()
    }
    stood = {
        title: held
        for title, result in every.items()
        for held in result.held
        if "_or_".join(held.requirement.codes) == name
    }
    if not stood:
        raise NotFound("Maturity asks no such thing.")
    return stood


@allow(Permission.STANDARDS_MANAGE)
def edit() -> ResponseReturnValue:
    form = MaturityForm()
    history = queries.settings()
    if not form.is_submitted():
        form.begin_with(chosen(history))
    elif form.validate():
        with form.blamed(), unit_of_work(reason=form.reason.data):
            choose(form.chosen(), reason=form.reason.data, actor=current_actor(), at=clock.now())
        if not form.errors:
            flash("The level is derived by the new thresholds.", "success")
            return redirect(url_for(".show_maturity"), 303)
    status = 422 if form.errors else 200
    return render_template("scoring/maturity/edit.html", form=form, history=history), status


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/maturity", "show_maturity", show)
    bp.add_url_rule("/maturity/requirements/<name>", "show_requirement", show_requirement)
    bp.add_url_rule("/maturity/edit", "edit_maturity", edit, methods=["GET", "POST"])
