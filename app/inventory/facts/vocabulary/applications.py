"""Words for applications: archives, reporting, capture, exchange, analysis."""

from app.kernel.words import Word


class ApplicationCategory(Word):
    RAD_PACS = "rad_pacs", "Radiology PACS"
    CVIS = "cvis", "Cardiovascular information system"
    ECG_MGMT = "ecg_mgmt", "ECG management"
    HEMO_EP = "hemo_ep", "Hemodynamic or EP recording"
    OPHTH_PACS = "ophth_pacs", "Ophthalmology PACS"
    ENDO_CAPTURE = "endo_capture", "Endoscopy capture and reporting"
    OR_VIDEO = "or_video", "Surgical video and OR integration"
    WSI = "wsi", "Digital pathology"
    DERM_PHOTO = "derm_photo", "Dermatology and plastics photographs"
    WOUND_APP = "wound_app", "Wound imaging"
    DENTAL_IMG = "dental_img", "Dental imaging"
    RT_OIS = "rt_ois", "Oncology information system"
    POCUS_MW = "pocus_mw", "Point-of-care ultrasound middleware"
    MOBILE_CAPTURE = "mobile_capture", "Mobile capture"
    CAPTURE_STATION = "capture_station", "Visible-light capture gateway"
    DICOM_GATEWAY = "dicom_gateway", "DICOM router"
    VNA = "vna", "Vendor-neutral archive software"
    ECM = "ecm", "Enterprise content management"
    ENT_VIEWER = "ent_viewer", "Enterprise viewer software"
    DX_VIEWER = "dx_viewer", "Diagnostic viewer software"
    ADV_VIS = "adv_vis", "Advanced visualization"
    WORKLIST_ORCH = "worklist_orch", "Worklist orchestrator"
    RIS = "ris", "Radiology information system"
    REPORTING_SR = "reporting_sr", "Reporting and speech recognition"
    CRITICAL_RESULTS = "critical_results"
    PEER_REVIEW = "peer_review"
    DOSE_MGMT = "dose_mgmt", "Dose monitoring"
    CDS_IMAGING = "cds_imaging", "Imaging decision support"
    EHR = "ehr", "Electronic health record"
    PATIENT_PORTAL = "patient_portal"
    INT_ENGINE = "int_engine", "Integration engine"
    EMPI = "empi", "Enterprise patient index"
    IMG_EXCHANGE = "img_exchange", "Image exchange"
    CD_IMPORT = "cd_import", "Media import and export"
    XDS_INFRA = "xds_infra", "Document registry and repository"
    AI_PLATFORM = "ai_platform", "AI orchestration"
    AI_MODEL = "ai_model", "AI model"
    ANALYTICS = "analytics", "Imaging analytics"
    RESEARCH_PACS = "research_pacs", "Research archive"
    TEACHING = "teaching", "Teaching files"
    TELE_READ = "tele_read", "Reading at a distance"
    ARCHIVE_TIER = "archive_tier", "Archive tier software"
    DR_SITE = "dr_site", "Disaster recovery"
    OTHER = "other"


class Function(Word):
    ACQUIRE_MGMT = "acquire_mgmt", "Acquisition management"
    WORKLIST = "worklist"
    DIAGNOSTIC_READ = "diagnostic_read", "Diagnostic reading"
    REPORTING = "reporting"
    ARCHIVE = "archive"
    INDEX = "index"
    DISTRIBUTION = "distribution"
    EXCHANGE = "exchange"
    ADVANCED_VIS = "advanced_vis", "Advanced visualization"
    QC = "qc", "Quality control"
    ANALYTICS = "analytics"
    AI_ORCHESTRATION = "ai_orchestration"
    CAPTURE_MOBILE = "capture_mobile", "Mobile capture"
    CD_IMPORT = "cd_import", "Media import"
    DOSE_MGMT = "dose_mgmt", "Dose management"
    TEACHING = "teaching"


class ArchiveOwner(Word):
    OWN_PROPRIETARY = "own_proprietary", "Its own, proprietary"
    OWN_DICOM = "own_dicom", "Its own, DICOM"
    SHARED_VNA = "shared_vna", "The shared archive"
    NONE = "none"


class DataPortability(Word):
    """How images can be taken out again."""

    NONE = "none"
    VENDOR_PAID_EXPORT = "vendor_paid_export", "Paid export by the vendor"
    DICOM_QR = "dicom_qr", "DICOM query and retrieve"
    DICOMWEB = "dicomweb"
    BULK_EXPORT_TESTED = "bulk_export_tested", "Bulk export, tested"


class ExitRights(Word):
    """What the contract says about leaving."""

    NONE = "none"
    PAID = "paid", "Data returned for a fee"
    INCLUDED = "included", "Data returned at no charge"
    INCLUDED_TESTED = "included_tested", "Data returned at no charge, tried out"


class EhrIntegration(Word):
    ADT_IN = "adt_in", "ADT in"
    ORM_IN = "orm_in", "Orders in"
    ORU_OUT = "oru_out", "Results out"
    MDM_OUT = "mdm_out", "Documents out"
    SIU = "siu", "Schedule"
    FHIR_READ = "fhir_read", "FHIR read"
    FHIR_WRITE = "fhir_write", "FHIR write"
    SMART_LAUNCH = "smart_launch", "SMART launch"
    CONTEXT_URL = "context_url", "Context in the address"
    NONE = "none"


class ContextSync(Word):
    NONE = "none"
    URL = "url", "By address"
    CCOW = "ccow"
    XML_SDK = "xml_sdk"
    FHIRCAST = "fhircast"


class DicomService(Word):
    C_ECHO = "c_echo", "C-ECHO"
    C_STORE = "c_store", "C-STORE"
    C_FIND = "c_find", "C-FIND"
    C_MOVE = "c_move", "C-MOVE"
    C_GET = "c_get", "C-GET"
    MWL = "mwl", "Modality worklist"
    MPPS = "mpps", "Performed procedure step"
    COMMIT = "commit", "Storage commitment"
    IAN = "ian", "Instance availability notification"
    QIDO = "qido", "QIDO-RS"
    WADO_RS = "wado_rs", "WADO-RS"
    STOW = "stow", "STOW-RS"
    UPS_RS = "ups_rs", "UPS-RS"
    IOCM = "iocm", "Object change management"


class IheProfile(Word):
    SWF_B = "swf_b", "Scheduled workflow (SWF.b)"
    EBIW = "ebiw", "Encounter-based imaging workflow (EBIW)"
    WIA = "wia", "Web-based image access (WIA)"
    WIC = "wic", "Web-based image capture (WIC)"
    IID = "iid", "Invoke image display (IID)"
    PIR = "pir", "Patient information reconciliation (PIR)"
    IOCM = "iocm", "Object change management (IOCM)"
    XDS_B = "xds_b", "Document sharing (XDS.b)"
    XDS_I_B = "xds_i_b", "Image sharing (XDS-I.b)"
    XCA = "xca", "Cross-community access (XCA)"
    XCA_I = "xca_i", "Cross-community image access (XCA-I)"
    MHD = "mhd", "Mobile document access (MHD)"
    PIX = "pix", "Patient identifier cross-reference (PIX)"
    PDQ = "pdq", "Patient demographics query (PDQ)"
    ATNA = "atna", "Audit trail and node authentication (ATNA)"
    CT = "ct", "Consistent time (CT)"
    PDI = "pdi", "Portable data (PDI)"
    IRWF_B = "irwf_b", "Import reconciliation (IRWF.b)"
    REM = "rem", "Dose monitoring (REM)"
    AIR = "air", "AI results (AIR)"
    AIW_I = "aiw_i", "AI workflow (AIW-I)"
    IMR = "imr", "Interactive multimedia report (IMR)"


class IdentifierSupport(Word):
    SINGLE = "single", "One numbering"
    MULTI_DOMAIN = "multi_domain", "Several numberings"
    NONE = "none"


class Prefetch(Word):
    NONE = "none"
    RULES = "rules", "By rules"
    RELEVANT_PRIORS = "relevant_priors"


class MultiSiteWorklist(Word):
    NONE = "none"
    SINGLE_SITE = "single_site"
    FEDERATED = "federated"
    GLOBAL = "global"


class SpeechReporting(Word):
    NONE = "none"
    SEPARATE = "separate"
    EMBEDDED = "embedded"


class PeerReview(Word):
    NONE = "none"
    MANUAL = "manual", "By hand"
    INTEGRATED = "integrated"


class CriticalResults(Word):
    NONE = "none"
    MANUAL = "manual", "By hand"
    TRACKED = "tracked"


class CloudNative(Word):
    NO = "no"
    HOSTED_VM = "hosted_vm", "Hosted machine"
    CONTAINERIZED = "containerized", "Containers"
    SAAS_MULTI_TENANT = "saas_multi_tenant", "Shared service"


class PlatformSuitable(Word):
    """Whether it may stand on the enterprise platform."""

    NO = "no"
    WITH_WORK = "with_work", "With work"
    YES = "yes"
    IS_PLATFORM = "is_platform", "It is the platform"
