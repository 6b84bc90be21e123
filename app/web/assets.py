"""Static addresses that change with their content, from the manifest the build writes."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request

STATIC = Path(__file__).parents[2] / "static"
MANIFEST = STATIC / "dist" / "manifest.json"
NAMED_BY_CONTENT = r"^.+-[0-9A-Za-z]{8}\.\w+$"
"""Addresses whose file never changes: the build writes a digest of eight into the name."""


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
    """The address of a built file; a page has hundreds of icons, so nothing is looked up twice."""
    return f"{request.script_root}{current_app.static_url_path}/dist/{built()[name]}"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
