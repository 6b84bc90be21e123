"""Bring up the site: database migrated, sample health system loaded, server started.

With words, give them to the app's own command line on the same database: `tools.run seed`.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tools.steps import ROOT, must, say

VAR = ROOT / "var"
DATABASE = VAR / "isocenter.db"
SAMPLE = VAR / "sample.txt"
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")


def main() -> None:
    port = int(os.environ.get("PORT", "8000"))
    refuse_taken(port)
    environment = settings()
    must("Bringing the database up to date", [*FLASK, "db", "upgrade"], environment)
    greeting = seed(environment)
    say(f"\nIsocenter is at http://127.0.0.1:{port}   (Ctrl+C stops it)\n\n{greeting}")
    serve(port, environment)


def seed(environment: dict[str, str]) -> str:
    """Fill an empty database; what the sample says of its accounts is said at every start."""
    if os.environ.get("EMPTY"):
        return must("Making an empty start", [*FLASK, "seed", "--empty"], environment).output
    said = must("Loading the sample health system", [*FLASK, "seed"], environment).output
    if not SAMPLE.exists() or "Sign in" in said:
        SAMPLE.write_text(said)
    return SAMPLE.read_text()


def command(words: list[str]) -> None:
    environment = settings()
    must("Bringing the database up to date", [*FLASK, "db", "upgrade"], environment)
    os.chdir(ROOT)
    os.execve(sys.executable, [*FLASK, *words], environment)  # noqa: S606


def settings() -> dict[str, str]:
    """What the environment says, else a database and a secret kept in var/."""
    VAR.mkdir(exist_ok=True)
    defaults = {
        "ISOCENTER_DATABASE": f"sqlite:///{DATABASE}",
        "ISOCENTER_ORGANIZATION": "Quillwater Health",
        "ISOCENTER_SECRET_KEY": kept_secret("secret_key"),
        "ISOCENTER_PASSWORD_SALT": kept_secret("password_salt"),
    }
    if os.environ.get("EMPTY"):
        del defaults["ISOCENTER_ORGANIZATION"]
    return defaults | dict(os.environ)


def kept_secret(name: str) -> str:
    path = VAR / name
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text()


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise SystemExit(
                f"Port {port} is in use. Stop what runs there, or take another: make run PORT=8001"
            )


def serve(port: int, environment: dict[str, str]) -> None:
    """The web server, and beside it the one that does what is due; both end together."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    how = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    programs: tuple[list[str | Path], ...] = (
        [gunicorn, *how, *quiet, "wsgi:app"],
        [*FLASK, "work", "--every", "60"],
    )
    running = [subprocess.Popen(program, cwd=ROOT, env=environment) for program in programs]
    try:
        running[0].wait()
    except KeyboardInterrupt:
        say("\nStopped.")
    finally:
        for process in running:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    command(sys.argv[1:]) if sys.argv[1:] else main()
