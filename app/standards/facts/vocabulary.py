"""The closed sets of words of packs and answers."""

from app.kernel.words import Word


class Applies(Word):
    """What a criterion may be asked of; the words of the pack file."""

    SOURCE = "SRC", "Sources"
    APPLICATION = "APP", "Applications"
    VIEWER = "VWR", "Viewers"
    STORAGE = "STO", "Storage"
    INTERFACE = "INT", "Interfaces"
    AI_MODEL = "AIM", "AI models"
    DEPARTMENT = "DEP", "Departments"
    PROGRAM = "PRG", "Program"


class When(Word):
    """The circumstance in which a criterion is asked, or forbids, at all."""

    ALWAYS = "always"
    AI_LIVE = "ai_live", "Where any AI is live"
    BILLABLE = "billable", "Where it can be billed"
    DIAGNOSTIC = "diagnostic", "Where images are diagnostic"
    ENCOUNTER = "encounter", "Where capture happens in a visit"
    FORENSIC = "forensic", "Where images are forensic"
    MOBILE = "mobile", "Where the device is carried about"
    ORDER = "order", "Where capture follows an order"
    POCUS = "pocus", "Where ultrasound is done at the point of care"
    SENSITIVE = "sensitive", "Where images are sensitive"


class Tier(Word):
    """How much a criterion binds: what must be met, what is good practice, what is on its way out.

    Each is asked and counted by its weight; the tier says which gaps come first.
    """

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    DEPRECATED = "deprecated", "On its way out"


class EvidenceCode(Word):
    """What shows that a criterion is met; the codes of the pack file, several joined by a slash."""

    DOC = "DOC", "a policy or specification"
    DCS = "DCS", "a DICOM conformance statement"
    IIS = "IIS", "an IHE integration statement"
    CAP = "CAP", "a FHIR capability statement"
    TST = "TST", "a witnessed test"
    LOG = "LOG", "a log or measurement"
    CTR = "CTR", "a contract"
    MIN = "MIN", "minutes or a decision"
    INV = "INV", "the inventory"
    AUD = "AUD", "an audit report"
    SUR = "SUR", "a survey"
    FIN = "FIN", "the ledger"


class EvidenceKind(Word):
    """How an answer is known, weakest first."""

    NONE = "none", "No evidence"
    SELF_DECLARED = "self_declared", "Somebody said so"
    DOCUMENT = "document"
    TESTED = "tested"
    MONITORED = "monitored"


class Ending(Word):
    """How an assignment came to its end."""

    DONE = "done"
    WITHDRAWN = "withdrawn"


class Subject(Word):
    """What a sheet of answers is about."""

    PROGRAM = "program"
    DEPARTMENT = "department"
    ASSET = "asset"

    @property
    def key(self) -> str:
        """The subject key of the kernel: the table's name. The program's number is 0."""
        return _KEYS[self]


_KEYS = {
    Subject.PROGRAM: "program",
    Subject.DEPARTMENT: "organization_department",
    Subject.ASSET: "inventory_asset",
}
