"""The highest scores, and how firm their order is when weights are argued about."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.inventory.facts.vocabulary.assets import AssetKind
from app.kernel.errors import NotFound
from app.kernel.permissions import Permission
from app.scoring.services.ranks import MOST, ranks
from app.scoring.views.program import chosen_pack
from app.web.access import allow

TOPS = (3, 5, 10, 20)


@allow(Permission.STANDARDS_READ)
def show() -> ResponseReturnValue:
    pack = chosen_pack()
    if pack is None:
        return render_template("scoring/program/none.html")
    kind, top = _kind(), request.args.get("top", 10, type=int)
    if top not in TOPS:
        raise NotFound("There is no such list.")
    return render_template(
        "scoring/ranking/show.html",
        pack=pack,
        kind=kind,
        kinds=list(AssetKind),
        top=top,
        tops=TOPS,
        found=ranks(pack, kind, top),
        most=MOST,
    )


def _kind() -> AssetKind | None:
    word = request.args.get("kind")
    if not word:
        return None
    try:
        return AssetKind(word)
    except ValueError:
        raise NotFound("There is no such kind of asset.") from None


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/ranking", "show_ranking", show)
