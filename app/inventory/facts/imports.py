"""The words of an import: what a sheet holds, where it stands, what becomes of a row."""

from enum import StrEnum


class SheetKind(StrEnum):
    """What the rows of a sheet are; each has its layout in app.inventory.importing.layouts."""

    SOURCES = "sources"
    APPLICATIONS = "applications"
    VIEWERS = "viewers"
    STORAGE = "storage"
    INTERFACES = "interfaces"
    FACILITIES = "facilities"
    DEPARTMENTS = "departments"


class SheetState(StrEnum):
    STAGED = "staged"
    APPLIED = "applied"
    UNDONE = "undone"


class RowFate(StrEnum):
    """What applying the sheet does with one row."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    PROBLEM = "problem"
