"""What may be said of a waiver."""

from app.kernel.words import Word


class WaiverStatus(Word):
    """Where a waiver stands; the first two may still count, the others never again."""

    WAITING = "waiting", "Not yet in force"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    REPLACED = "replaced", "Renewed by a later one"
    REVOKED = "revoked"
