"""What funding adds to the record pages of initiatives and decisions."""

from app.funding.queries import awards, requests
from app.funding.queries.balances import unfunded_tails
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel


def for_initiative(actor: Actor, initiative_id: int) -> Panel | None:
    """Money asked, awarded and released for it, each award with the decision behind it."""
    if not actor.may(Permission.FUNDING_READ):
        return None
    asked = requests.of_initiative(initiative_id)
    return Panel(
        "Money",
        "funding/requests/_panel.html",
        {
            "initiative_id": initiative_id,
            "requests": asked,
            "awards": awards.of_requests(one.id for one in asked),
            "tails": unfunded_tails(asked),
            "may_request": actor.may(Permission.FUNDING_REQUEST),
        },
    )


def for_decision(actor: Actor, decision_id: int) -> Panel | None:
    """What it allows to spend, and what was awarded and released under it."""
    authorities = awards.authorities_of(decision_id)
    if not authorities or not actor.may(Permission.FUNDING_READ):
        return None
    return Panel(
        "Money under this decision",
        "funding/awards/_panel.html",
        {
            "authorities": authorities,
            "awarded": awards.awarded_under(one.id for one in authorities),
            "awards": awards.under_decision(decision_id),
        },
    )
