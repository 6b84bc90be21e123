"""The vocabulary: links from capture to the record, and the three paths made of them."""

from enum import StrEnum


class Verdict(StrEnum):
    """Best first, so that the better of two paths is the smaller."""

    SUPPORTED = "supported"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    UNSUPPORTED = "unsupported"
    NOT_APPLICABLE = "not_applicable"
