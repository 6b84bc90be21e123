"""SIGKILL for a process at its n-th stop at a system call, by ptrace, which every Linux has.

Each call stops twice: before the kernel does it, and after. So each point before and after a write,
a commit's sync to disk and the sending of an answer can be tried one by one.
"""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from threading import Event, Thread

SEIZE, INTERRUPT, SYSCALL = 0x4206, 0x4207, 24
TELL_CALLS, KILL_WITH_TRACER = 0x1, 0x00100000
ANY_CHILD = 0x40000000
CALL = signal.SIGTRAP | 0x80

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def _ptrace(request: int, pid: int, data: int = 0) -> None:
    if _libc.ptrace(request, pid, None, data) == -1:
        raise OSError(ctypes.get_errno(), f"ptrace {request:#x} of {pid}")


class Killer(Thread):
    """From when it is started it counts; at the stop of this number the process is gone."""

    def __init__(self, pid: int, at: int = sys.maxsize) -> None:
        super().__init__(daemon=True)
        self.pid, self.at, self.stops = pid, at, 0
        self.is_watching = Event()
        self.fault: OSError | None = None

    def __enter__(self) -> "Killer":
        self.start()
        assert self.is_watching.wait(30)
        if self.fault:
            raise self.fault
        return self

    def __exit__(self, *_: object) -> None:
        """The request is over; the process goes in any case, and another takes its place."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.join(30)
        assert not self.is_alive()

    def run(self) -> None:
        try:
            _ptrace(SEIZE, self.pid, TELL_CALLS | KILL_WITH_TRACER)
            _ptrace(INTERRUPT, self.pid)
        except OSError as fault:
            self.fault = fault
        self.is_watching.set()
        while self.fault is None:
            try:
                _, status = os.waitpid(self.pid, ANY_CHILD)
                if not os.WIFSTOPPED(status):
                    return
                self._go_on(status)
            except (ChildProcessError, ProcessLookupError):
                return

    def _go_on(self, status: int) -> None:
        stopped_by, event = os.WSTOPSIG(status), status >> 16
        if stopped_by == CALL:
            self.stops += 1
            if self.stops == self.at:
                os.kill(self.pid, signal.SIGKILL)
                return
        passed_on = 0 if event or stopped_by in (CALL, signal.SIGTRAP) else stopped_by
        _ptrace(SYSCALL, self.pid, passed_on)
