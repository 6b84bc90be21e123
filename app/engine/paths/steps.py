"""The vocabulary: links from capture to the record, and the three paths made of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Workflow(StrEnum):
    """How capture begins: with an order, within a visit, either way, or without a rule."""

    ORDER = "order"
    ENCOUNTER = "encounter"
    MIXED = "mixed"
    NONE = "none"


class Path(StrEnum):
    """By order; in a visit by notice (a result nobody ordered); or by an order made on demand."""

    ORDER = "order"
    NOTICE = "notice"
    ORDER_ON_DEMAND = "order_on_demand"


class LinkCode(StrEnum):
    FEED = "L01"
    DICTIONARY = "L02"
    IDENTIFIER = "L03"
    CONTEXT = "L04"
    DESCRIPTORS = "L05"
    STORED = "L06"
    COMMITTED = "L07"
    NOTIFIED = "L08"
    UNSOLICITED = "L09"
    ORDER_MADE = "L10"
    RELABELED = "L11"
    INDEXED = "L12"
    VIEWED = "L13"
    CORRECTED = "L14"
    EXCEPTIONS = "L15"
    REPORTED = "L16"
    CHARGED = "L17"


class LinkStatus(StrEnum):
    NONE = "none"
    PLANNED = "planned"
    BUILT = "built"
    TESTED = "tested"
    LIVE = "live"


class Need(StrEnum):
    """When a path needs a link. A recommended one is named when missing and breaks nothing."""

    ALWAYS = "always"
    DIAGNOSTIC = "diagnostic"
    BILLABLE = "billable"
    RECOMMENDED = "recommended"


class Verdict(StrEnum):
    """Best first, so that the better of two paths is the one named earlier."""

    SUPPORTED = "supported"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    UNSUPPORTED = "unsupported"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of one link; no status: nobody has said. `shown_by`: the fact behind it."""

    code: LinkCode
    status: LinkStatus | None = None
    evidence_on: date | None = None
    shown_by: str = ""


ALL = frozenset(Path)
BY_VISIT = frozenset({Path.NOTICE, Path.ORDER_ON_DEMAND})

NEEDS: dict[LinkCode, tuple[Need, frozenset[Path]]] = {
    LinkCode.FEED: (Need.ALWAYS, ALL),
    LinkCode.DICTIONARY: (Need.ALWAYS, frozenset({Path.ORDER, Path.ORDER_ON_DEMAND})),
    LinkCode.IDENTIFIER: (Need.ALWAYS, ALL),
    LinkCode.CONTEXT: (Need.ALWAYS, ALL),
    LinkCode.DESCRIPTORS: (Need.ALWAYS, ALL),
    LinkCode.STORED: (Need.ALWAYS, ALL),
    LinkCode.COMMITTED: (Need.RECOMMENDED, ALL),
    LinkCode.NOTIFIED: (Need.ALWAYS, ALL),
    LinkCode.UNSOLICITED: (Need.ALWAYS, frozenset({Path.NOTICE})),
    LinkCode.ORDER_MADE: (Need.ALWAYS, frozenset({Path.ORDER_ON_DEMAND})),
    LinkCode.RELABELED: (Need.ALWAYS, frozenset({Path.ORDER_ON_DEMAND})),
    LinkCode.INDEXED: (Need.ALWAYS, ALL),
    LinkCode.VIEWED: (Need.ALWAYS, ALL),
    LinkCode.CORRECTED: (Need.ALWAYS, ALL),
    LinkCode.EXCEPTIONS: (Need.ALWAYS, ALL),
    LinkCode.REPORTED: (Need.DIAGNOSTIC, ALL),
    LinkCode.CHARGED: (Need.BILLABLE, BY_VISIT),
}
"""Which paths a link is part of, and when it is needed there. In the order images travel."""

WORDS_OF: dict[LinkCode, str] = {
    LinkCode.FEED: "Registrations and visits reach the platform",
    LinkCode.DICTIONARY: "The order and its procedure are built in the record system",
    LinkCode.IDENTIFIER: "The study carries an accession or visit number",
    LinkCode.CONTEXT: "The device is told patient and visit, nobody types them",
    LinkCode.DESCRIPTORS: "Images carry descriptors a clinician understands",
    LinkCode.STORED: "Images are stored in the enterprise archive by a standard",
    LinkCode.COMMITTED: "The archive confirms before the device deletes",
    LinkCode.NOTIFIED: "The record system is told that images are there",
    LinkCode.UNSOLICITED: "The record system takes a result nobody ordered",
    LinkCode.ORDER_MADE: "The record system makes an order on request and returns its number",
    LinkCode.RELABELED: "The study is relabeled with the returned number",
    LinkCode.INDEXED: "The chart lists the images under the visit or order",
    LinkCode.VIEWED: "The images open in the enterprise viewer, in context",
    LinkCode.CORRECTED: "Corrections of identity reach every copy",
    LinkCode.EXCEPTIONS: "What fails waits in a list with an owner and a time limit",
    LinkCode.REPORTED: "The report or note is linked to the images",
    LinkCode.CHARGED: "What can be billed leads to a charge",
}
