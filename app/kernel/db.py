"""The database object, the base of every model, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from app.kernel.errors import Conflict
from app.kernel.sqlite import only_reads

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python, UTC in every database, also in SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def values_of(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime,
            StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=values_of),
        },
    )
    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned:
    """Mixed into a model that people edit: a stale edit is refused, never written over."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


class BoundSession(Session):
    """Uses the connection it was given, where Flask-SQLAlchemy would look one up by table."""

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        return self.bind if self.bind is not None else super().get_bind(*args, **options)


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": BoundSession})


@contextmanager
def unit_of_work(*, reason: str | None = None) -> Iterator[None]:
    """Commit what happened inside, or none of it; `reason` says why, in the history."""
    db.session.info["reason"] = reason
    try:
        yield
        db.session.commit()
    except (StaleDataError, IntegrityError) as clash:
        db.session.rollback()
        raise Conflict("Someone else changed this first. Load it again and repeat.") from clash
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.info["reason"] = None


@contextmanager
def own_unit_of_work(*, reason: str | None = None) -> Iterator[None]:
    """For one write in a request that reads: what was read is let go first, so it blocks nobody."""
    db.session.rollback()
    before = only_reads.set(False)
    try:
        with unit_of_work(reason=reason):
            yield
    finally:
        only_reads.reset(before)
