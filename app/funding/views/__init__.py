"""The blueprint of funding, handed to each of its pages."""

from flask import Blueprint

from app.funding.views import awards, funds, requests, sheets

bp = Blueprint("funding", __name__, url_prefix="/funding")
for pages in (funds, requests, awards, sheets):
    pages.add_to(bp)
