"""The blueprint of strategy, handed to each of its pages."""

from flask import Blueprint

from app.strategy.views import (
    dispositions,
    fit_map,
    initiatives,
    objectives,
    overlaps,
    phases,
    retirements,
    roadmap,
)

bp = Blueprint("strategy", __name__, url_prefix="/strategy")
for pages in (
    roadmap,
    initiatives,
    objectives,
    phases,
    dispositions,
    fit_map,
    overlaps,
    retirements,
):
    pages.add_to(bp)
