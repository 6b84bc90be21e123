"""Change the engine a little, thousands of times, and see whether a test notices each time.

Takes an hour or more, at low priority, in a copy of the tree under var/. What was done is kept
there: run it again, and only what has changed since is done.
"""

import os
import shutil
import sys
from pathlib import Path

from tools.steps import ROOT, say

PLACE = ROOT / "var" / "mutants"
NEEDED = ("app", "tests", "tools", "pyproject.toml")
LOWEST = 19


def main(names: list[str]) -> None:
    """All mutants, or those of the given names, as mutmut writes them."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in NEEDED:
        copy(ROOT / name, PLACE / name)
    say(f"Mutants are kept in {PLACE.relative_to(ROOT)}; mutmut results tells those that survive.")
    os.chdir(PLACE)
    os.nice(LOWEST)
    program = str(Path(sys.executable).with_name("mutmut"))
    os.execv(program, [program, "run", "--max-children", "1", *names])  # noqa: S606


def copy(source: Path, target: Path) -> None:
    if source.is_file():
        shutil.copy2(source, target)
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))


if __name__ == "__main__":
    main(sys.argv[1:])
