"""Light or dark: what the person chose, or what the device says."""

from enum import StrEnum

from flask import Flask, request

COOKIE = "isocenter-theme"


class Theme(StrEnum):
    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"


def chosen() -> str:
    """`light`, `dark`, or nothing where the device decides."""
    word = request.cookies.get(COOKIE, "")
    return word if word in {Theme.LIGHT, Theme.DARK} else ""


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"theme": chosen()})
