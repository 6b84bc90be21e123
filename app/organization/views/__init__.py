"""The pages of the organization."""

from flask import Blueprint

from app.organization.views import departments, facilities, service_lines

bp = Blueprint("organization", __name__, url_prefix="/organization")
departments.add_to(bp)
facilities.add_to(bp)
service_lines.add_to(bp)
