"""The pages of the inventory."""

from flask import Blueprint

from app.inventory.views import assets, edits, exports, imports, links, vendors

bp = Blueprint("inventory", __name__, url_prefix="/inventory")
assets.add_to(bp)
edits.add_to(bp)
vendors.add_to(bp)
imports.add_to(bp)
exports.add_to(bp)
links.add_to(bp)
