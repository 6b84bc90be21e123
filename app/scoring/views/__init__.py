"""The pages of scores. While they are loaded, scores follow what is written."""

from flask import Blueprint

from app.scoring.services import freshness
from app.scoring.views import (
    departments,
    formulas,
    maturity,
    paths,
    program,
    ranks,
    scenarios,
    scores,
    trends,
    versions,
    workflows,
)

LISTENS = freshness.KEY
"""Named so that nobody drops the import: freshness listens to every session from then on."""

bp = Blueprint("scoring", __name__, url_prefix="/scores")
program.add_to(bp)
departments.add_to(bp)
formulas.add_to(bp)
maturity.add_to(bp)
paths.add_to(bp)
workflows.add_to(bp)
ranks.add_to(bp)
scenarios.add_to(bp)
trends.add_to(bp)
scores.add_to(bp)
versions.add_to(bp)
