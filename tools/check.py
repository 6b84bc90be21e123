"""Everything that must hold before a change is kept, with one summary at the end."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.setup import install_with_apt, install_with_snap
from tools.steps import Outcome, run, say

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CODE = ("app", "bench", "tests", "tools", "wsgi.py")
DATABASES = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}


@dataclass(frozen=True)
class Check:
    """One thing that must hold: its name, and the program of .venv that knows."""

    title: str
    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


HABITS = (
    Check("Format", ("ruff", "format", "--check", *CODE)),
    Check("Lint", ("ruff", "check", *CODE)),
    Check("Imports", ("lint-imports",)),
)
TWO = ("--numprocesses=2",)
FEW = (*TWO, "-m", "not slow", "--hypothesis-profile=quick")
QUICK = Check("Engine and architecture", ("pytest", *FEW, "tests/engine", "tests/architecture"))
TYPES = Check("Types", ("mypy",))
COVERED = Check(
    "Every branch of the engine",
    ("pytest", *TWO, "tests/engine", "--cov=app/engine", "--cov-branch", "--cov-fail-under=100"),
)
BROWSER = Check("Pages in a browser", ("pytest", *TWO, "tests/browser"))


def tests_on(name: str, places: Sequence[str]) -> Check:
    """The suite on one kind of database, without what needs none and what needs a browser."""
    chosen = places or ("tests", "--ignore=tests/browser", "--ignore=tests/engine")
    words = ("pytest", *TWO, *chosen)
    return Check(f"Tests on {name}", words, {"ISOCENTER_TEST_DB": DATABASES[name]})


def checks_for(wanted: str, places: Sequence[str]) -> list[Check]:
    if wanted == "fast":
        return [*HABITS, QUICK]
    if places:
        return [tests_on(name, places) for name in DATABASES]
    suites = [tests_on(name, ()) for name in DATABASES]
    return [*HABITS, TYPES, COVERED, *suites, BROWSER]


def main(wanted: str, places: Sequence[str]) -> int:
    if wanted == "all" and (not places or any("browser" in place for place in places)):
        find_browser()
    outcomes = [(check.title, perform(check)) for check in checks_for(wanted, places)]
    summarize(outcomes)
    return int(any(outcome.code for _, outcome in outcomes))


def find_browser() -> None:
    """The browser tests need Chromium; no test is left out for want of it."""
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    if "ubuntu" in platform.freedesktop_os_release()["ID"]:
        install_with_snap(
            "chromium", "The browser tests need Chromium, which Ubuntu keeps as a snap."
        )
    else:
        install_with_apt("chromium", "The browser tests need Chromium, and none was found.")


def perform(check: Check) -> Outcome:
    program = Path(sys.executable).with_name(check.words[0])
    outcome = run(check.title, [program, *check.words[1:]], os.environ | dict(check.environment))
    if outcome.code:
        say(outcome.output)
    return outcome


def summarize(outcomes: Sequence[tuple[str, Outcome]]) -> None:
    say("\nSummary")
    for title, outcome in outcomes:
        verdict = "ok" if outcome.code == 0 else "FAILED"
        say(f"  {verdict:<7}{title:<30}{outcome.seconds:7.1f} s   {told(outcome)}")
    failed = [title for title, outcome in outcomes if outcome.code]
    say(f"\n{'Failed: ' + ', '.join(failed) if failed else 'Everything holds.'}")


def told(outcome: Outcome) -> str:
    """What the tool itself says in its last line about how many things it looked at."""
    found = re.search(r"\d+ (passed|failed|files?|source files|error)[^=\n]*", outcome.last_line)
    return found.group().strip() if found else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
