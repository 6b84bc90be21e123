"""The next number of a register, year by year, without a gap or a double."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.governance.models import Register, RegisterKind
from app.kernel.db import db


def next_number(kind: RegisterKind, year: int) -> str:
    """Such as EI-2026-001. The year's row is locked until the transaction ends."""
    register = _locked(kind, year) or _opened(kind, year)
    register.last += 1
    return f"{kind}-{year}-{register.last:03}"


def _locked(kind: RegisterKind, year: int) -> Register | None:
    wanted = select(Register).where(Register.kind == kind, Register.year == year)
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def _opened(kind: RegisterKind, year: int) -> Register:
    """The first number of a year opens its row; of two at once, the second waits and counts on."""
    try:
        with db.session.begin_nested():
            opened = Register(kind=kind, year=year, last=0)
            db.session.add(opened)
    except IntegrityError:
        found = _locked(kind, year)
        assert found is not None
        return found
    return opened
