"""The table of contents of the command line."""

from click import Command

from app.accounts.cli import administrator
from app.audit.cli import audit

COMMANDS: tuple[Command, ...] = (administrator, audit)
