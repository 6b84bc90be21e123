"""Two planners at the same moment, on real commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.kernel.db import db, unit_of_work
from app.kernel.errors import Conflict, RuleBroken
from app.strategy.facts import InitiativeFacts, InitiativeLinks
from app.strategy.queries import initiatives as queries
from app.strategy.services.initiatives import change_initiative
from tests.factories.strategy import an_initiative

VOLLEYS = 15


def test_two_links_at_once_never_close_a_circle(committed_app):
    """Each would be well without the other; the one who comes second is told the circle."""
    with ThreadPoolExecutor(2) as pool, committed_app.app_context():
        for _ in range(VOLLEYS):
            first, second = an_initiative(), an_initiative()
            ids = first.id, second.id
            db.session.remove()
            barrier = Barrier(2)

            def link(pair, barrier=barrier) -> bool:
                with committed_app.app_context():
                    barrier.wait(20)
                    return _link(*pair)

            assert sorted(pool.map(link, [ids, ids[::-1]])) == [False, True]


def _link(initiative_id: int, before_id: int) -> bool:
    try:
        with unit_of_work():
            before = queries.get_initiative(before_id).code
            initiative = queries.get_initiative(initiative_id)
            said = {name: getattr(initiative, name) for name in InitiativeFacts.model_fields}
            change_initiative(
                initiative,
                seen=initiative.version,
                facts=InitiativeFacts(**said),
                links=InitiativeLinks(after=(before,)),
            )
    except (RuleBroken, Conflict):
        return False
    finally:
        db.session.remove()
    return True
