"""Write the next migration from the models: numbered, so that they stay in one line."""

import sys
from pathlib import Path

from tools.steps import ROOT, must, say

VERSIONS = ROOT / "migrations" / "versions"


def main(message: str) -> None:
    if not message:
        raise SystemExit('Say what changes: make migration M="waivers expire"')
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "db"]
    name = f"{newest() + 1:04d}"
    must("Bringing the database up to date", [*flask, "upgrade"])
    must("Comparing it with the models", [*flask, "migrate", "--rev-id", name, "-m", message])
    say(f"Read it before you commit it: {next(VERSIONS.glob(f'{name}*.py')).relative_to(ROOT)}")


def newest() -> int:
    return max((number(path) for path in VERSIONS.glob("[0-9]*.py")), default=0)


def number(path: Path) -> int:
    return int(path.stem[:4])


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]).strip())
