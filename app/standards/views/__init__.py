"""The pages of standards."""

from flask import Blueprint

from app.standards.views import (
    assessments,
    assignments,
    criteria,
    crosswalks,
    evidence,
    matrix,
    packs,
    sheets,
    waivers,
)

bp = Blueprint("standards", __name__, url_prefix="/standards")
packs.add_to(bp)
criteria.add_to(bp)
crosswalks.add_to(bp)
assessments.add_to(bp)
assignments.add_to(bp)
evidence.add_to(bp)
matrix.add_to(bp)
sheets.add_to(bp)
waivers.add_to(bp)
