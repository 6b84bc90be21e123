"""Write history when the session flushes, so no service can forget; seal it before the commit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import event, insert, inspect, select, update
from sqlalchemy.orm import ColumnProperty, ORMExecuteState, Session, SessionTransaction

from app.audit.models import Action, Change, Head
from app.engine.sealing import seal
from app.kernel import clock
from app.kernel.db import Base, BoundSession

Fields = dict[str, Any]
HIDDEN = "hidden"
"""What history says instead of a secret value."""


class Audited(Base):
    """Subclass instead of Base to give a model a history; secrets show only that they changed."""

    __abstract__ = True
    __secret__: ClassVar[frozenset[str]] = frozenset()
    __derived__: ClassVar[frozenset[str]] = frozenset()
    """Columns that follow from others, and so need no history of their own."""


@event.listens_for(Audited, "attribute_instrument", propagate=True)
def _remember_old_values(_model: type, _key: str, attribute: Any) -> None:
    """A value that was not loaded is loaded before it is replaced, or history could not name it."""
    if isinstance(attribute.property, ColumnProperty):
        event.listen(attribute, "set", _old_value_is_loaded, active_history=True)


def _old_value_is_loaded(*_: object) -> None:
    """Nothing to do: listening is what loads it."""


@dataclass(frozen=True, slots=True)
class _Noted:
    action: Action
    subject_type: str
    subject_id: int
    fields: Fields


@dataclass(slots=True)
class _Pending:
    """What this transaction has changed so far, and how much of it each savepoint may take back."""

    noted: list[_Noted] = field(default_factory=list)
    created: list[Audited] = field(default_factory=list)
    marks: dict[SessionTransaction, int] = field(default_factory=dict)


def record_bulk(
    session: Session, subject_type: str, rows: Iterable[tuple[int, Action, Fields]]
) -> None:
    """Note changes that were written past the flush, in bulk; fields as {name: [old, new]}."""
    noted = _pending(session).noted
    noted.extend(
        _Noted(
            action, subject_type, subject_id, {k: [plain(o), plain(n)] for k, (o, n) in f.items()}
        )
        for subject_id, action, f in rows
    )


def plain(value: object) -> Any:
    """A value as JSON can hold it, the same on every database; a number with a point as text."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        members = [plain(one) for one in value]
        return sorted(members) if isinstance(value, set | frozenset) else members
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _pending(session: Session) -> _Pending:
    pending = session.info.setdefault("history", _Pending())
    assert isinstance(pending, _Pending)
    return pending


@event.listens_for(BoundSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    """A bulk statement changes rows no flush will see, so history would have a hole."""
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper and issubclass(mapper.class_, Audited):
        raise RuntimeError(
            f"{mapper.class_.__name__} has a history: change its objects one by one."
        )


@event.listens_for(BoundSession, "before_flush")
def _note_changes(session: Session, *_: object) -> None:
    pending = _pending(session)
    pending.created = [thing for thing in session.new if isinstance(thing, Audited)]
    for thing in session.dirty:
        if isinstance(thing, Audited) and (fields := _changed(thing)):
            pending.noted.append(_noted(thing, Action.CHANGED, fields))
    for thing in session.deleted:
        if isinstance(thing, Audited):
            pending.noted.append(_noted(thing, Action.DELETED, _values(thing, new=False)))


@event.listens_for(BoundSession, "after_flush")
def _note_created(session: Session, *_: object) -> None:
    pending = _pending(session)
    for thing in pending.created:
        pending.noted.append(_noted(thing, Action.CREATED, _values(thing, new=True)))
    pending.created = []


@event.listens_for(BoundSession, "before_commit")
def _seal_before_commit(session: Session) -> None:
    """The head of the chain is locked last, so that writers wait for each other briefly."""
    if session.in_nested_transaction():
        return
    session.flush()
    pending = _pending(session)
    if pending.noted:
        noted, pending.noted = pending.noted, []
        _append(session, noted)


@event.listens_for(BoundSession, "after_transaction_create")
def _mark_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        _pending(session).marks[transaction] = len(_pending(session).noted)


@event.listens_for(BoundSession, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """Of a savepoint what was noted since it was set; what came before is still to be sealed."""
    pending = _pending(session)
    del pending.noted[pending.marks.pop(transaction) if transaction.nested else 0 :]


@event.listens_for(BoundSession, "after_transaction_end")
def _drop_marks(session: Session, transaction: SessionTransaction) -> None:
    """With the whole, not with its savepoint: one that is taken back ends before that is told."""
    if transaction.parent is None:
        _pending(session).marks.clear()


def _append(session: Session, noted: Iterable[_Noted]) -> None:
    head = session.execute(
        select(Head.hash, Head.changes).where(Head.id == 1).with_for_update()
    ).one()
    previous, rows = head.hash, []
    common = _who_when_why(session)
    for one in noted:
        row = common | {
            "action": one.action,
            "subject_type": one.subject_type,
            "subject_id": one.subject_id,
            "fields": one.fields,
        }
        own = seal(previous, record_of(row))
        rows.append(row | {"previous": previous, "hash": own})
        previous = own
    session.execute(insert(Change), rows)
    session.execute(
        update(Head).where(Head.id == 1).values(hash=previous, changes=head.changes + len(rows))
    )


def record_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a history row that its hash seals."""
    sealed = ("at", "actor_id", "actor_name", "reason", "action", "subject_type", "subject_id")
    return {name: plain(row[name]) for name in sealed} | {"fields": row["fields"]}


def _who_when_why(session: Session) -> Fields:
    actor = session.info.get("actor")
    return {
        "at": clock.now(),
        "actor_id": actor.person_id if actor else None,
        "actor_name": actor.name if actor else "system",
        "reason": session.info.get("reason"),
    }


def _noted(thing: Audited, action: Action, fields: Fields) -> _Noted:
    return _Noted(action, inspect(thing).mapper.base_mapper.local_table.name, thing.id, fields)  # type: ignore[attr-defined]


def _changed(thing: Audited) -> Fields:
    """Old and new value of each changed column."""
    changed: Fields = {}
    state = inspect(thing)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if attribute.key in {"version", *thing.__derived__} or not history.has_changes():
            continue
        old, new = _first(history.deleted), _first(history.added)
        if old != new or not history.deleted:
            changed[attribute.key] = _shown(thing, attribute.key, old, new)
    return changed


def _values(thing: Audited, *, new: bool) -> Fields:
    """Every known value of a row that has come or gone."""
    values: Fields = {}
    for attribute in inspect(thing).mapper.column_attrs:
        value = getattr(thing, attribute.key)
        if value is not None and attribute.key not in {"id", "version", *thing.__derived__}:
            old, now = (None, value) if new else (value, None)
            values[attribute.key] = _shown(thing, attribute.key, old, now)
    return values


def _shown(thing: Audited, key: str, old: object, new: object) -> list[Any]:
    if key in thing.__secret__:
        return [HIDDEN if old is not None else None, HIDDEN if new is not None else None]
    return [plain(old), plain(new)]


def _first(values: Any) -> object:
    return values[0] if values else None
