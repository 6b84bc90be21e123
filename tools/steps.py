"""Long work shown while it runs: what it is, how long it takes, and its output only if it fails."""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEARTBEAT = 20
WIDTH = 76


class Failed(SystemExit):
    """A step went wrong; what it printed was shown."""


@dataclass(frozen=True)
class Outcome:
    """How one command ended: its exit code, its seconds and what it printed."""

    code: int
    seconds: float
    output: str

    @property
    def last_line(self) -> str:
        lines = [line for line in self.output.splitlines() if line.strip()]
        return lines[-1].strip() if lines else ""


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def must(
    title: str, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> Outcome:
    """Run a command that the rest depends on; stop with its output if it fails."""
    outcome = run(title, command, environment)
    if outcome.code:
        say(outcome.output)
        say(f"This failed: {title}")
        raise Failed(outcome.code)
    return outcome


def run(
    title: str, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> Outcome:
    started, kept = time.monotonic(), []
    tail: deque[str] = deque(maxlen=1)
    with _shown(title, started, tail):
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        for line in process.stdout or ():
            kept.append(line)
            tail.append(line.strip())
        code = process.wait()
    seconds = time.monotonic() - started
    say(f"  {'done' if code == 0 else 'FAILED':<7}{title:<52}{seconds:7.1f} s")
    return Outcome(code, seconds, "".join(kept))


@contextmanager
def _shown(title: str, started: float, tail: deque[str]) -> Iterator[None]:
    """On a terminal one living line; in a log a line now and then."""
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(title, started, tail, over), daemon=True)
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(title: str, started: float, tail: deque[str], over: threading.Event) -> None:
    living = sys.stdout.isatty()
    if not living:
        say(f"  ...    {title}")
    while not over.wait(0.5 if living else HEARTBEAT):
        seconds = time.monotonic() - started
        if living:
            latest = tail[-1] if tail else ""
            sys.stdout.write(f"\r  {seconds:4.0f} s {title}: {latest}"[:WIDTH].ljust(WIDTH))
            sys.stdout.flush()
        else:
            say(f"  ...    {title}, {seconds:.0f} s so far")
    if living:
        sys.stdout.write("\r" + " " * WIDTH + "\r")
