"""What should become of a thing: the rules in order; the first that matches, with its reason."""

from enum import StrEnum


class Disposition(StrEnum):
    """What may become of a thing; deciding it takes a body, suggesting it does not."""

    INVEST = "invest"
    RETAIN = "retain"
    INTEGRATE = "integrate"
    MIGRATE_DATA = "migrate_data"
    CONSOLIDATE = "consolidate"
    REPLACE = "replace"
    CONTAIN = "contain"
    RETIRE = "retire"
    ARCHIVE_ONLY = "archive_only"
    UNDECIDED = "undecided"
