"""Static addresses that change with their content, from the manifest the build writes."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, url_for

STATIC = Path(__file__).parents[2] / "static"
MANIFEST = STATIC / "dist" / "manifest.json"


class NotBuilt(RuntimeError):
    """The front end has not been built."""


@cache
def built() -> dict[str, str]:
    """The built file for each name; read once a process."""
    if not MANIFEST.exists():
        raise NotBuilt("The front end is not built yet. Run `make setup`.")
    names: dict[str, str] = json.loads(MANIFEST.read_text())
    return names


def asset(name: str) -> str:
    return url_for("static", filename=f"dist/{built()[name]}")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
