"""One link on the way of a source's images: say how it stands, or take that back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.audit.queries import history_of
from app.engine.paths.steps import WORDS_OF, LinkCode
from app.inventory.forms.links import LinkForm
from app.inventory.models import PathLink, Source
from app.inventory.queries.assets import get_for
from app.inventory.queries.links import find_link, interfaces_near
from app.inventory.services import links as services
from app.kernel import clock
from app.kernel.db import unit_of_work
from app.kernel.errors import Forbidden, NotFound
from app.kernel.permissions import Permission
from app.web.access import allow, current_actor


@allow(Permission.INVENTORY_EDIT)
def say(asset_id: int, code: LinkCode) -> ResponseReturnValue:
    source, link = _source(asset_id), find_link(asset_id, code)
    form = LinkForm(obj=link)
    near = interfaces_near(source.id, source.destination_id)
    form.interface_id.offer(
        [(str(one.id), f"{one.code} {one.name} ({one.status.label.lower()})") for one in near],
        none="none",
    )
    if not form.is_submitted():
        form.version.data = link.version if link else 0
    elif form.validate():
        with form.blamed(), unit_of_work(reason=f"Link {code} said"):
            services.say_link(source, code, form.said(), actor=current_actor(), at=clock.now())
        if not form.errors:
            flash("Saved. The path is followed anew.", "success")
            return redirect(_path(asset_id), 303)
    return _page(source, code, link, form), 422 if form.errors else 200


def _page(source: Source, code: LinkCode, link: PathLink | None, form: LinkForm) -> str:
    return render_template(
        "inventory/links/say.html",
        this=source,
        code=code,
        says=WORDS_OF[code],
        link=link,
        form=form,
        changes=history_of(PathLink.__tablename__, link.id) if link else (),
    )


@allow(Permission.INVENTORY_EDIT)
def take_back(asset_id: int, code: LinkCode) -> ResponseReturnValue:
    source = _source(asset_id)
    with unit_of_work(reason=f"Link {code} taken back"):
        services.take_back_link(source, code, actor=current_actor())
    flash("Taken back. Facts and interfaces speak again.", "success")
    return redirect(_path(asset_id), 303)


def _source(asset_id: int) -> Source:
    actor, source = current_actor(), get_for(current_actor(), asset_id)
    if not isinstance(source, Source):
        raise NotFound("Only a source has a way of images.")
    if not actor.may_in(Permission.INVENTORY_EDIT, source.department_id):
        raise Forbidden("This source belongs to a department you do not edit.")
    return source


def _path(asset_id: int) -> str:
    return url_for(".show_asset", asset_id=asset_id)


def add_to(bp: Blueprint) -> None:
    one = "/assets/<int:asset_id>/links/<link_code:code>"
    bp.add_url_rule(one, "say_link", say, methods=["GET", "POST"])
    bp.add_url_rule(f"{one}/take-back", "take_back_link", take_back, methods=["POST"])
