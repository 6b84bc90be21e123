"""Words for every asset."""

from app.kernel.words import Word


class AssetKind(Word):
    SOURCE = "source"
    APPLICATION = "application"
    VIEWER = "viewer"
    STORAGE = "storage"
    INTERFACE = "interface"

    @property
    def prefix(self) -> str:
        """How codes of this kind begin: SRC-0041."""
        return _PREFIXES[self]

    @property
    def plural(self) -> str:
        return self.label if self is AssetKind.STORAGE else f"{self.label}s"


_PREFIXES = {
    AssetKind.SOURCE: "SRC",
    AssetKind.APPLICATION: "APP",
    AssetKind.VIEWER: "VWR",
    AssetKind.STORAGE: "STO",
    AssetKind.INTERFACE: "INT",
}


class Section(Word):
    """The parts of a record, of its form and of its sheet."""

    IDENTITY = "identity", "What it is"
    PEOPLE = "people", "People and support"
    LIFE = "life", "Life and contract"
    USE = "use", "Use and volume"
    WORKFLOW = "workflow", "Workflow and identity"
    IMAGES = "images", "Images and formats"
    INTEGRATION = "integration", "Integration"
    VIEWING = "viewing", "Viewing"
    KEEPING = "keeping", "Keeping and retention"
    SECURITY = "security", "Security and continuity"
    MONEY = "money", "Money"
    EVIDENCE = "evidence", "Evidence"


class Lifecycle(Word):
    PLANNED = "planned"
    PILOT = "pilot"
    ACTIVE = "active"
    CONTAINED = "contained"
    SUNSET = "sunset"
    RETIRED = "retired"


class RegulatoryClass(Word):
    NOT_DEVICE = "not_device", "Not a device"
    CLASS_I = "class_i", "Class I"
    CLASS_II = "class_ii", "Class II"
    CLASS_III = "class_iii", "Class III"
    MIMPS = "mimps", "MIMPS (image management and processing)"


class Hosting(Word):
    ON_PREM_DEPT = "on_prem_dept", "In the department"
    ON_PREM_DATACENTER = "on_prem_datacenter", "Own data center"
    PRIVATE_CLOUD = "private_cloud"
    PUBLIC_CLOUD = "public_cloud"
    VENDOR_SAAS = "vendor_saas", "Vendor, as a service"
    DEVICE_LOCAL = "device_local", "On the device"
    HYBRID = "hybrid"


class SupportHours(Word):
    BUSINESS = "business", "Business hours"
    EXTENDED = "extended", "Extended hours"
    ALWAYS = "24x7", "Day and night"


class Verb(Word):
    """What an asset does in the life of an image."""

    CAPTURE = "capture"
    INDEX = "index"
    MANAGE = "manage"
    STORE = "store"
    DISTRIBUTE = "distribute"
    VIEW = "view"
    EXCHANGE = "exchange"
    ANALYZE = "analyze"


class Criticality(Word):
    MISSION_CRITICAL = "mission_critical", "Mission critical"
    BUSINESS_CRITICAL = "business_critical", "Business critical"
    OPERATIONAL = "operational"
    ADMINISTRATIVE = "administrative"


class Authentication(Word):
    NONE = "none"
    LOCAL_SHARED = "local_shared", "Shared local accounts"
    LOCAL_NAMED = "local_named", "Named local accounts"
    LDAP_AD = "ldap_ad", "Directory (LDAP, AD)"
    SSO = "sso_saml_oidc", "Single sign-on (SAML, OIDC)"
    SSO_MFA = "sso_mfa", "Single sign-on with second factor"


class AuditLog(Word):
    NONE = "none"
    LOCAL = "local"
    ATNA_SYSLOG = "atna_syslog", "ATNA syslog"
    SIEM = "siem", "SIEM"


class Extent(Word):
    NO = "no"
    PARTIAL = "partial", "Partly"
    YES = "yes"


class PhiLevel(Word):
    NONE = "none"
    STANDARD = "standard"
    SENSITIVE = "sensitive"
    FORENSIC = "forensic"


class CostConfidence(Word):
    INVOICED = "invoiced"
    CONTRACT = "contract", "From the contract"
    ESTIMATED = "estimated"


class EvidenceLevel(Word):
    NONE = "none"
    SELF_DECLARED = "self_declared", "Somebody said so"
    DOCUMENT = "document"
    TESTED = "tested"
    MONITORED = "monitored"


class Supported(Word):
    """Whether a thing can do it, and does."""

    NONE = "none"
    SUPPORTED = "supported", "Supported, not used"
    USED = "used"
