"""The table of contents of due work: each sweep finds what is owed at a moment and does it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.governance.jobs import begin_charters, call_last, close_due
from app.inbox.jobs import write_digests
from app.mail.jobs import send_due
from app.scoring.jobs import follow_days, keep_period_ends
from app.standards.jobs import keep_waivers_in_step, remind_assignees

SWEEPS: Mapping[str, Callable[[datetime], int]] = {
    "ballots closed": close_due,
    "charters begun": begin_charters,
    "sheets that followed the inventory": follow_days,
    "assignees reminded": remind_assignees,
    "last calls": call_last,
    "digests written": write_digests,
    "scores kept at period ends": keep_period_ends,
    "messages sent": send_due,
    "waivers begun or ended": keep_waivers_in_step,
}
