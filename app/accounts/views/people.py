"""People and their roles, for administrators; the first password of someone invited."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import hash_password
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from app.accounts import queries, services
from app.accounts.forms import FirstPasswordForm, PersonForm, RolesForm
from app.accounts.models import Person
from app.kernel.db import unit_of_work
from app.kernel.errors import RuleBroken
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor, public

LINK_SECONDS = 72 * 3600


@allow(Permission.ACCOUNTS_MANAGE)
def index() -> ResponseReturnValue:
    return render_template("accounts/people/index.html", people=queries.list_people())


@allow(Permission.ACCOUNTS_MANAGE)
def new() -> ResponseReturnValue:
    form = PersonForm()
    if form.validate_on_submit():
        with unit_of_work():
            person = services.invite(
                name=form.name.data, email=form.email.data, roles=form.roles.data or ()
            )
        return redirect(url_for(".show_person", person_id=person.id), 303)
    return render_template("accounts/people/new.html", form=form), 422 if form.errors else 200


@allow(Permission.ACCOUNTS_MANAGE)
def show(person_id: int) -> ResponseReturnValue:
    person = queries.get_person(person_id)
    form = RolesForm(roles=[role.value for role in person.granted])
    if form.validate_on_submit():
        with unit_of_work():
            services.set_roles(person, form.roles.data or (), actor=current_actor())
        flash("The roles are saved.")
        return redirect(url_for(".show_person", person_id=person.id), 303)
    link = url_for(".welcome", token=_links().dumps(_claim(person)), _external=True)
    return render_template(
        "accounts/people/show.html",
        person=person,
        form=form,
        link=link if person.active and person.password is None else None,
    )


@allow(Permission.ACCOUNTS_MANAGE)
def switch(person_id: int) -> ResponseReturnValue:
    """Disable or enable."""
    person = queries.get_person(person_id)
    with unit_of_work():
        services.set_active(person, active=not person.active, actor=current_actor())
    flash(f"{person.name} can sign in again." if person.active else f"{person.name} is disabled.")
    return redirect(url_for(".show_person", person_id=person.id), 303)


@public
def welcome(token: str) -> ResponseReturnValue:
    person = _person_of(token)
    form = FirstPasswordForm()
    if form.validate_on_submit():
        with unit_of_work():
            services.set_password(person, hash_password(form.password.data))
        flash("Your password is set. Sign in with it.")
        return redirect(url_for("security.login"), 303)
    status = 422 if form.errors else 200
    return render_template("accounts/people/welcome.html", form=form, person=person), status


def _links() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="welcome")


def _claim(person: Person) -> list[object]:
    """Bound to the state of the account: once a password is set, the link is worth nothing."""
    return [person.id, person.fs_uniquifier[:16]]


def _person_of(token: str) -> Person:
    try:
        person_id, state = _links().loads(token, max_age=LINK_SECONDS)
        person = queries.get_person(person_id)
    except (SignatureExpired, BadSignature) as error:
        raise RuleBroken("This link is no longer good. Ask for a new one.") from error
    if _claim(person)[1] != state or not person.active or person.password is not None:
        raise RuleBroken("This link was used already. Sign in, or ask for a new one.")
    return person


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/people/", "list_people", index)
    bp.add_url_rule("/people/new", "new_person", new, methods=["GET", "POST"])
    bp.add_url_rule("/people/<int:person_id>", "show_person", show, methods=["GET", "POST"])
    bp.add_url_rule("/people/<int:person_id>/switch", "switch_person", switch, methods=["POST"])
    bp.add_url_rule("/welcome/<token>", "welcome", welcome, methods=["GET", "POST"])
