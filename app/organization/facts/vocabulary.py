"""The closed sets of words of the organization."""

from app.kernel.words import Word


class FacilityLevel(Word):
    ENTERPRISE = "enterprise"
    REGION = "region"
    SYSTEM = "system", "Health system"
    FACILITY = "facility"


class Tradition(Word):
    """Whether a service has always worked with image archives, or is only now joining."""

    TRADITIONAL = "traditional"
    NON_TRADITIONAL = "non_traditional", "Non-traditional"


class Workflow(Word):
    """What an image hangs on: an order placed before, or the encounter it was made in."""

    ORDER = "order", "Order-based"
    ENCOUNTER = "encounter", "Encounter-based"
    MIXED = "mixed", "Both"
    NONE = "none", "Neither"


class Intent(Word):
    """What images are usually made for."""

    DIAGNOSTIC = "diagnostic"
    PROCEDURAL = "procedural"
    EVIDENCE = "evidence"
    REPORT = "image_based_report"


class Sensitivity(Word):
    """Why an image needs extra care."""

    NUDITY = "nudity"
    GRUESOME = "gruesome"
    FORENSIC = "forensic", "Forensic or abuse"
    MINOR = "minor", "Minors"
    REPRODUCTIVE = "reproductive", "Reproductive health"
    BEHAVIORAL = "behavioral", "Behavioral health"
    STAFF = "staff", "Staff as patients"
    VARIES = "varies"


class SupportModel(Word):
    """Who keeps a thing running."""

    DEPARTMENTAL = "departmental", "Department"
    HYBRID = "hybrid", "Department and central IT"
    CENTRAL_IT = "central_it", "Central IT"
    VENDOR_MANAGED = "vendor_managed", "Vendor"
    NONE = "none", "Nobody"


class OnboardingStage(Word):
    """How far a department has come on its way into the enterprise program."""

    NOT_ASSESSED = "not_assessed"
    ASSESSED = "assessed"
    DESIGNED = "designed"
    BUILDING = "building"
    TESTING = "testing"
    LIVE = "live"
    OPTIMIZED = "optimized"
    EXEMPT = "exempt"


class CapturePolicy(Word):
    """Whether rules for taking images in this department are written and agreed."""

    NONE = "none"
    DRAFT = "draft"
    APPROVED = "approved"
