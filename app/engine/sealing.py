"""A chain of hashes over plain records: seal one, follow the chain, name the first that differs."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

START = "0" * 64
"""What stands before the first record."""

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def seal(previous: str, record: Mapping[str, Plain]) -> str:
    """The hash, in hex, of a record together with the hash of the one before it.

    The record is written as JSON with sorted keys and no spaces, in UTF-8.
    """
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_difference(
    rows: Iterable[tuple[Mapping[str, Plain], str, str]], start: str = START
) -> int | None:
    """The position, from 0, of the first row that does not fit; None where all fit.

    A row is its record, the hash it names as the one before, and its own hash.
    """
    expected = start
    for position, (record, previous, own) in enumerate(rows):
        if previous != expected or own != seal(previous, record):
            return position
        expected = own
    return None
