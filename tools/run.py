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
GREETING = VAR / "greeting.txt"
READY = VAR / "ready.txt"
VERSIONS = ROOT / "migrations" / "versions"
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")


def main() -> None:
    port = int(os.environ.get("PORT", "8000"))
    refuse_taken(port)
    environment = settings()
    if not is_ready(environment):
        migrate(environment)
        seed(environment)
        READY.write_text(state())
    say(f"\nIsocenter is at http://127.0.0.1:{port}   (Ctrl+C stops it)\n\n{greeting()}")
    serve(port, environment)


def is_ready(environment: dict[str, str]) -> bool:
    """Whether the database in var/ was brought up by just these migrations before."""
    own = environment["ISOCENTER_DATABASE"] == f"sqlite:///{DATABASE}" and DATABASE.exists()
    return own and READY.exists() and READY.read_text() == state()


def state() -> str:
    return "\n".join(sorted(path.name for path in VERSIONS.glob("*.py")))


def migrate(environment: dict[str, str]) -> None:
    must("Bringing the database up to date", [*FLASK, "db", "upgrade"], environment)


def seed(environment: dict[str, str]) -> None:
    """Fill an empty database; what is said of the accounts is kept to be said at every start."""
    empty = ["--empty"] if os.environ.get("EMPTY") else []
    title = "Making an empty start" if empty else "Loading the sample health system"
    said = must(title, [*FLASK, "seed", *empty], environment).output
    if "igns in with" in said:
        say(said)  # one person's own password: shown once, kept nowhere
    elif "Sign in" in said:
        GREETING.write_text(said)


def greeting() -> str:
    return GREETING.read_text() if GREETING.exists() else ""


def command(words: list[str]) -> None:
    environment = settings()
    migrate(environment)
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
