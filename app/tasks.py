"""The table of contents of due work: each sweep finds what is owed at a moment and does it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.governance.jobs import close_due
from app.mail.jobs import send_due

SWEEPS: Mapping[str, Callable[[datetime], int]] = {
    "ballots closed": close_due,
    "messages sent": send_due,
}
