"""A short code by which a voter finds the own vote again, as it was stored."""

from datetime import UTC, datetime
from hashlib import sha256

from app.engine.voting.ballot import Choice

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are misread."""
LENGTH = 8


def receipt(ballot: int, seat: int, choice: Choice, at: datetime) -> str:
    """The same for the same stored vote, another if anything about it changes: 7F3K-9QX2."""
    stored = f"{ballot}/{seat}/{choice}/{at.astimezone(UTC).isoformat()}"
    return in_signs(sha256(stored.encode()).digest()[:LENGTH])


def in_signs(seed: bytes) -> str:
    """Bytes as a code that can be read out, in groups of four."""
    code = "".join(SIGNS[byte % 32] for byte in seed)
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
