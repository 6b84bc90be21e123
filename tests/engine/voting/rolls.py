"""Rolls as tests speak of them."""

from itertools import count

from app.engine.voting.ballot import Choice
from app.engine.voting.roll import Attendance, Place

WAYS = {"yes": Choice.APPROVE, "no": Choice.REJECT, "abstain": Choice.ABSTAIN}


def a_vote(seats, **many):
    """A roll of `seats` and its votes: so many yes, no, abstain, recused, vacant.

    `present` defaults to those who vote or are recused; `proxies` are the last to have voted.
    """
    numbers = count()
    votes = {next(numbers): way for name, way in WAYS.items() for _ in range(many.get(name, 0))}
    cast, recused, proxies = len(votes), many.get("recused", 0), many.get("proxies", 0)
    here = many.get("present", cast + recused - proxies) + proxies
    places = [
        Place(
            key,
            is_recused=cast <= key < cast + recused,
            is_vacant=key >= seats - many.get("vacant", 0),
            attendance=_attendance(key, here, proxies),
        )
        for key in range(seats)
    ]
    return places, votes


def _attendance(key, here, proxies):
    if key >= here:
        return Attendance.ABSENT
    return Attendance.BY_PROXY if key >= here - proxies else Attendance.PRESENT
