"""The blueprint of strategy, handed to each of its pages."""

from flask import Blueprint

from app.strategy.views import dispositions, initiatives, objectives, phases, roadmap

bp = Blueprint("strategy", __name__, url_prefix="/strategy")
for pages in (roadmap, initiatives, objectives, phases, dispositions):
    pages.add_to(bp)
