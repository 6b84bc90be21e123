"""The reports there are, and the files they come in."""

from app.kernel.words import Word


class Kind(Word):
    ROADMAP = "roadmap", "Roadmap"
    CLOCK = "clock", "Governance clock"
    REPRESENTATION = "representation", "Representation"
    READINESS = "readiness", "Readiness"
    REGISTER = "register", "Register of decisions"


class Format(Word):
    XLSX = "xlsx", "Workbook (XLSX)"
    PDF = "pdf", "Print (PDF)"
    CSV = "csv", "Rows (CSV)"
