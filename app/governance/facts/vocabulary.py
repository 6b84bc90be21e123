"""The closed words of governance: areas of responsibility, kinds of body, constituencies."""

from app.kernel.words import Word


class ResponsibilityArea(Word):
    PROGRAM = "program"
    TECHNOLOGY = "technology"
    INFORMATION = "information"
    CLINICAL_USE = "clinical_use"
    FINANCIAL = "financial"


class BodyKind(Word):
    EXECUTIVE = "executive"
    STANDING = "standing"
    AD_HOC = "ad_hoc"


class DecisionClass(Word):
    """What kind of decision a proposal asks for: rights are given class by class."""

    CHARTER = "charter", "Charters and making bodies"
    STRATEGY = "strategy", "Strategy and target state"
    ROADMAP = "roadmap", "Roadmap, priorities and order of departments"
    DISPOSITION = "disposition", "What becomes of a system"
    STANDARDS = "standards", "Standards catalog"
    WAIVER = "waiver", "Waiver of a standard"
    ARCHITECTURE = "architecture", "Architecture and interfaces"
    SECURITY = "security", "Security exceptions"
    INFORMATION = "information", "Metadata, codes and retention"
    WORKFLOW = "workflow", "Clinical workflow and capture"
    ALGORITHM = "algorithm", "Algorithms that read images"
    SPENDING = "spending", "Spending and contracts"
    FUNDING_MODEL = "funding_model", "Funding model and charge-back"
    ELECTION = "election", "Elections of people"
    OPERATIONS = "operations", "Operations and support"


class Group(Word):
    """The three that must be at the table, and everyone else."""

    CLINICAL = "clinical"
    ADMINISTRATIVE = "administrative"
    IT = "it"
    OTHER = "other"


REQUIRED_GROUPS = (Group.CLINICAL, Group.ADMINISTRATIVE, Group.IT)


class Constituency(Word):
    """For whom a seat speaks. Named as health systems name their departments and offices."""

    RADIOLOGY = "radiology"
    CARDIOLOGY = "cardiology"
    PATHOLOGY_LAB = "pathology_lab", "Pathology and laboratory"
    SURGERY = "surgery_periop", "Surgery and perioperative care"
    MEDICINE = "medicine_ologies", "Medical specialties"
    EMERGENCY = "emergency"
    WOMENS_HEALTH = "womens_health", "Women's health"
    PEDIATRICS = "pediatrics"
    ONCOLOGY = "oncology"
    NURSING = "nursing"
    TECHNOLOGISTS = "imaging_technologists"
    POINT_OF_CARE = "pocus_lead", "Point-of-care ultrasound"
    DENTAL = "dental_oral", "Dental and oral"
    BEHAVIORAL_FORENSIC = "behavioral_forensic", "Behavioral and forensic"
    PRIMARY_CARE = "ambulatory_primary_care", "Ambulatory and primary care"
    CIO_OFFICE = "cio_office", "Chief information officer"
    CMIO = "cmio", "Chief medical information officer"
    ARCHITECTURE = "enterprise_architecture"
    IMAGING_INFORMATICS = "imaging_informatics"
    EHR_TEAM = "ehr_team"
    INTEGRATION = "integration_interfaces", "Integration and interfaces"
    INFRASTRUCTURE = "infrastructure_storage_cloud", "Infrastructure, storage and cloud"
    NETWORK = "network"
    DEVICES = "end_user_devices"
    CYBERSECURITY = "cybersecurity"
    CLINICAL_ENGINEERING = "clinical_engineering"
    ANALYTICS = "data_analytics"
    OPERATIONS = "operations"
    FINANCE = "finance"
    PROCUREMENT = "supply_chain_procurement", "Supply chain and procurement"
    HEALTH_INFORMATION = "health_information"
    LEGAL = "legal"
    COMPLIANCE = "compliance_privacy", "Compliance and privacy"
    RISK = "risk_management"
    QUALITY = "quality_safety", "Quality and safety"
    REVENUE_CYCLE = "revenue_cycle_coding", "Revenue cycle and coding"
    PATIENT_EXPERIENCE = "patient_experience"
    FACILITIES = "facilities"
    RESEARCH = "research"
    EDUCATION = "education"
    PATIENTS = "patient_representative"
    AFFILIATES = "affiliate_sites"
    VENDOR = "vendor"


C = Constituency
CONSTITUENCIES_OF: dict[Group, tuple[Constituency, ...]] = {
    Group.CLINICAL: (
        C.RADIOLOGY,
        C.CARDIOLOGY,
        C.PATHOLOGY_LAB,
        C.SURGERY,
        C.MEDICINE,
        C.EMERGENCY,
        C.WOMENS_HEALTH,
        C.PEDIATRICS,
        C.ONCOLOGY,
        C.NURSING,
        C.TECHNOLOGISTS,
        C.POINT_OF_CARE,
        C.DENTAL,
        C.BEHAVIORAL_FORENSIC,
        C.PRIMARY_CARE,
    ),
    Group.ADMINISTRATIVE: (
        C.OPERATIONS,
        C.FINANCE,
        C.PROCUREMENT,
        C.HEALTH_INFORMATION,
        C.LEGAL,
        C.COMPLIANCE,
        C.RISK,
        C.QUALITY,
        C.REVENUE_CYCLE,
        C.PATIENT_EXPERIENCE,
        C.FACILITIES,
    ),
    Group.IT: (
        C.CIO_OFFICE,
        C.CMIO,
        C.ARCHITECTURE,
        C.IMAGING_INFORMATICS,
        C.EHR_TEAM,
        C.INTEGRATION,
        C.INFRASTRUCTURE,
        C.NETWORK,
        C.DEVICES,
        C.CYBERSECURITY,
        C.CLINICAL_ENGINEERING,
        C.ANALYTICS,
    ),
    Group.OTHER: (
        C.RESEARCH,
        C.EDUCATION,
        C.PATIENTS,
        C.AFFILIATES,
        C.VENDOR,
    ),
}
GROUP_OF = {one: group for group, several in CONSTITUENCIES_OF.items() for one in several}
