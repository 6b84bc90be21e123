"""The area's blueprint: the overview, the reports and their files."""

from flask import Blueprint

from app.reports.views import documents, overview

bp = Blueprint("reports", __name__)
documents.add_to(bp)
overview.add_to(bp)
