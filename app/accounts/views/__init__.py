"""The pages about people: oneself, and for administrators everyone."""

from flask import Blueprint

from app.accounts.views import people, profile

bp = Blueprint("accounts", __name__, url_prefix="/account")
people.add_to(bp)
profile.add_to(bp)
