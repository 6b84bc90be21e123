"""What is to become of assets: suggested against decided."""

from math import ceil

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel.permissions import Permission
from app.strategy.queries import dispositions as queries
from app.strategy.queries.dispositions import Divergence
from app.web.access import allow, current_actor


@allow(Permission.STRATEGY_READ)
def index() -> ResponseReturnValue:
    which = request.args.get("show", Divergence.UNDECIDED, type=Divergence)
    counts = queries.counts()
    pages = max(1, ceil(counts[which] / queries.PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "strategy/dispositions/index.html",
        which=which,
        views=[
            (
                f"{one.label} ({counts[one]:,})",
                url_for(".list_dispositions", show=one),
                one is which,
            )
            for one in Divergence
        ],
        counts=counts,
        rows=queries.page_of(which, number),
        number=number,
        pages=pages,
        url_of=lambda page: url_for(".list_dispositions", show=which.value, page=page),
        may_propose=current_actor().may(Permission.GOVERNANCE_PROPOSE),
    )


def add_to(bp: Blueprint) -> None:
    bp.add_url_rule("/dispositions/", "list_dispositions", index)
