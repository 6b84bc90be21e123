"""The pages of the inventory."""

from flask import Blueprint

from app.inventory.views import assets, edits

bp = Blueprint("inventory", __name__, url_prefix="/inventory")
assets.add_to(bp)
edits.add_to(bp)
