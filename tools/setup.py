"""Make .venv, the packages and the front end; what has not changed since last time is left alone.

Runs with the Python of the system and nothing but its standard library.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import assets  # noqa: E402
from tools.steps import must, say  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
LOOK = (
    "package-lock.json",
    "tools/assets.py",
    "app/web/navigation.py",
    "static/js",
    "static/css",
    "static/img",
    "templates",
)


def main(wanted: str) -> None:
    if sys.version_info < OLDEST:
        raise SystemExit(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}."
        )
    make_environment()
    install("requirements-dev.txt" if wanted == "dev" else "requirements.txt")
    if not assets.has_node():
        install("requirements-node.txt")
    build_front_end()


def make_environment() -> None:
    if (
        PYTHON.exists()
        and subprocess.run(
            [PYTHON, "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    ):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None:
        install_with_apt(
            "python3-venv", "Debian and Ubuntu keep Python's venv in a package of its own."
        )
    must("Making the virtual environment", [sys.executable, "-m", "venv", VENV])


def install(requirements: str) -> None:
    """Every package by the hash written beside it; skipped when the file is the one installed."""
    stamp, digest = VENV / f"{requirements}.installed", fingerprint([ROOT / requirements])
    wider = VENV / "requirements-dev.txt.installed"
    if _reads(stamp, digest) or (
        requirements == "requirements.txt"
        and _reads(wider, fingerprint([ROOT / "requirements-dev.txt"]))
    ):
        return
    count = sum(1 for line in (ROOT / requirements).read_text().splitlines() if "==" in line)
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
        "--disable-pip-version-check",
        "-r",
        requirements,
    ]
    must(f"Installing {count} packages of {requirements}", command)
    stamp.write_text(digest)


def build_front_end() -> None:
    stamp, digest = assets.DIST / ".built", fingerprint(files_of(LOOK))
    if _reads(stamp, digest):
        return
    must("Building the front end", [PYTHON, "-m", "tools.assets"])
    stamp.write_text(digest)


def install_with_apt(package: str, why: str) -> None:
    """By the package manager if we may use it; else say what to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", package]
    _may(command, why)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    must("Refreshing the list of system packages", ["apt-get", "update"], quiet)
    must(f"Installing {package}", command, quiet)


def install_with_snap(package: str, why: str) -> None:
    command = ["snap", "install", package]
    _may(command, why)
    must(f"Installing {package}", command)


def _may(command: list[str], why: str) -> None:
    say(why)
    if os.geteuid() != 0 or not shutil.which(command[0]):
        raise SystemExit(f"Please install it, then repeat: sudo {' '.join(command)}")


def files_of(places: Iterable[str]) -> list[Path]:
    found = []
    for place in places:
        path = ROOT / place
        found += (
            [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
        )
    return found


def fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _reads(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
