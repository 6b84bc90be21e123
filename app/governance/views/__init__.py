"""The pages of governance."""

from flask import Blueprint

from app.governance.views import (
    agendas,
    ballots,
    bodies,
    calendars,
    charters,
    decisions,
    desk,
    drafts,
    elections,
    followups,
    links,
    meetings,
    minutes,
    papers,
    proposals,
    rights,
    room,
    running,
    seats,
    standing,
)

bp = Blueprint("governance", __name__, url_prefix="/governance")
bodies.add_to(bp)
charters.add_to(bp)
rights.add_to(bp)
seats.add_to(bp)
drafts.add_to(bp)
elections.add_to(bp)
proposals.add_to(bp)
ballots.add_to(bp)
desk.add_to(bp)
standing.add_to(bp)
links.add_to(bp)
decisions.add_to(bp)
followups.add_to(bp)
meetings.add_to(bp)
calendars.add_to(bp)
agendas.add_to(bp)
running.add_to(bp)
room.add_to(bp)
minutes.add_to(bp)
papers.add_to(bp)
