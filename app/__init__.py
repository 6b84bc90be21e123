"""Isocenter: govern and plan an enterprise imaging program. Start reading at app/factory.py."""

from app.factory import create_app

__all__ = ["create_app"]
