"""The closed sets of words of a pack and of an answer."""

from enum import StrEnum


class Applies(StrEnum):
    """What a criterion may be asked of; the words of the pack file."""

    SOURCE = "SRC"
    APPLICATION = "APP"
    VIEWER = "VWR"
    STORAGE = "STO"
    INTERFACE = "INT"
    DEPARTMENT = "DEP"
    PROGRAM = "PRG"
    AI_MODEL = "AIM"


class When(StrEnum):
    """The circumstance in which a criterion is asked at all, or forbids."""

    ALWAYS = "always"
    AI_LIVE = "ai_live"
    BILLABLE = "billable"
    DIAGNOSTIC = "diagnostic"
    ENCOUNTER = "encounter"
    FORENSIC = "forensic"
    MOBILE = "mobile"
    ORDER = "order"
    POCUS = "pocus"
    SENSITIVE = "sensitive"


class EvidenceKind(StrEnum):
    """How an answer is known, weakest first."""

    NONE = "none"
    SELF_DECLARED = "self_declared"
    DOCUMENT = "document"
    TESTED = "tested"
    MONITORED = "monitored"
