"""A packet of named parts, one to a line, with a head that holds the hash of each."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

FORMAT = "isocenter-packet/1"
PARTS = (
    "proposal",
    "papers",
    "rule",
    "roll",
    "ballots",
    "consequences",
    "ledger",
    "result",
    "history",
)


def packed(parts: Mapping[str, Any]) -> tuple[str, str]:
    """The text of the packet and its seal, the hash of its head. The same for the same parts."""
    if tuple(parts) != PARTS:
        raise ValueError("A packet has these parts in this order: " + ", ".join(PARTS))
    lines = {name: _line(part) for name, part in parts.items()}
    hashes = [[name, sha256(line.encode()).hexdigest()] for name, line in lines.items()]
    named = {"format": FORMAT, "parts": hashes}
    head = _line(named | {"check": sha256(_line(named).encode()).hexdigest()})
    return "\n".join((head, *lines.values())) + "\n", sha256(head.encode()).hexdigest()


def _line(part: object) -> str:
    return json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
