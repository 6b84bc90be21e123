"""Words for imaging sources: devices, modalities, capture points."""

from app.kernel.words import Word


class SourceClass(Word):
    DICOM_PACS_FED = "dicom_pacs_fed", "DICOM, into a PACS"
    NON_DICOM_PACS_FED = "non_dicom_pacs_fed", "Not DICOM, into a PACS"
    STANDALONE_DICOM = "standalone_dicom", "DICOM, stands alone"
    STANDALONE_NON_DICOM = "standalone_non_dicom", "Not DICOM, stands alone"
    IMAGE_BASED_REPORT = "image_based_report", "Report with images"
    MOBILE_APP = "mobile_app", "Mobile app"
    PATIENT_GENERATED = "patient_generated"
    OUTSIDE_IMPORT = "outside_import"


class Modality(Word):
    """Codes of DICOM attribute (0008,0060)."""

    CR = "CR", "Computed radiography"
    CT = "CT", "Computed tomography"
    DX = "DX", "Digital radiography"
    MG = "MG", "Mammography"
    MR = "MR", "Magnetic resonance"
    NM = "NM", "Nuclear medicine"
    PT = "PT", "Positron emission tomography"
    US = "US", "Ultrasound"
    XA = "XA", "X-ray angiography"
    RF = "RF", "Fluoroscopy"
    BMD = "BMD", "Bone densitometry"
    IO = "IO", "Intra-oral radiography"
    PX = "PX", "Panoramic x-ray"
    ECG = "ECG", "Electrocardiography"
    HD = "HD", "Hemodynamic waveform"
    EPS = "EPS", "Cardiac electrophysiology"
    IVUS = "IVUS", "Intravascular ultrasound"
    IVOCT = "IVOCT", "Intravascular coherence tomography"
    OCT = "OCT", "Optical coherence tomography, not eye"
    OP = "OP", "Ophthalmic photography"
    OPT = "OPT", "Ophthalmic tomography"
    OPTBSV = "OPTBSV", "Ophthalmic tomography, B-scan volume"
    OPTENF = "OPTENF", "Ophthalmic tomography, en face"
    OPV = "OPV", "Ophthalmic visual field"
    OPM = "OPM", "Ophthalmic mapping"
    OAM = "OAM", "Ophthalmic axial measurements"
    AR = "AR", "Autorefraction"
    KER = "KER", "Keratometry"
    LEN = "LEN", "Lensometry"
    SRF = "SRF", "Subjective refraction"
    VA = "VA", "Visual acuity"
    ES = "ES", "Endoscopy"
    GM = "GM", "General microscopy"
    SM = "SM", "Slide microscopy"
    XC = "XC", "External-camera photography"
    DMS = "DMS", "Dermoscopy"
    TG = "TG", "Thermography"
    AU = "AU", "Audio"
    EEG = "EEG", "Electroencephalography"
    EMG = "EMG", "Electromyography"
    EOG = "EOG", "Electrooculography"
    RESP = "RESP", "Respiratory waveform"
    DOC = "DOC", "Document"
    SR = "SR", "Structured report"
    OSS = "OSS", "Optical surface scan"
    M3D = "M3D", "Model for 3D manufacturing"
    RTIMAGE = "RTIMAGE", "Radiotherapy image"
    RTPLAN = "RTPLAN", "Radiotherapy plan"
    RTDOSE = "RTDOSE", "Radiotherapy dose"
    RTSTRUCT = "RTSTRUCT", "Radiotherapy structure set"
    SEG = "SEG", "Segmentation"
    ANN = "ANN", "Annotation"
    FUSION = "FUSION", "Fusion"
    KO = "KO", "Key object selection"
    PR = "PR", "Presentation state"
    REG = "REG", "Registration"
    RWV = "RWV", "Real-world value map"
    OT = "OT", "Other"
    NONE = "NONE", "None"


class AcquisitionTechnology(Word):
    XRAY = "xray", "X-ray"
    CT = "ct"
    MR = "mr"
    US = "us", "Ultrasound"
    NUCLEAR = "nuclear"
    VISIBLE_LIGHT_STILL = "visible_light_still", "Visible light, still"
    VISIBLE_LIGHT_VIDEO = "visible_light_video", "Visible light, video"
    FLUORESCENCE = "fluorescence"
    MICROSCOPY_WSI = "microscopy_wsi", "Microscopy, whole slide"
    OCT = "oct"
    WAVEFORM = "waveform"
    THERMAL = "thermal"
    SURFACE_3D = "3d_surface", "3D surface"
    SCAN_DOCUMENT = "scan_document", "Scanned document"
    OTHER = "other"


class ImageType(Word):
    MONO = "mono", "Monochrome"
    COLOR = "color"
    STILL = "still"
    CINE = "cine"
    VIDEO = "video"
    AUDIO = "audio"
    WAVEFORM = "waveform"
    VOLUME = "volume"
    WSI = "wsi", "Whole slide"
    DOCUMENT = "document"


class ContentIntent(Word):
    DIAGNOSTIC = "diagnostic"
    PROCEDURAL = "procedural"
    EVIDENCE = "evidence"
    IMAGE_BASED_REPORT = "image_based_report"
    SCREENING = "screening"
    EDUCATION_RESEARCH = "education_research", "Education or research"


class EncounterOption(Word):
    """The two ways an image made without an order reaches the record."""

    NOTIFICATION = "notification", "Availability notified as an unsolicited result"
    EHR_CREATES_ORDER = "ehr_creates_order", "The EHR makes the order and associates images"
    NEITHER = "neither"
    NA = "na", "Does not apply"


class PerformedBy(Word):
    TECHNOLOGIST = "technologist"
    PHYSICIAN = "physician"
    APP = "app", "Advanced practice provider"
    NURSE = "nurse"
    THERAPIST = "therapist"
    PHOTOGRAPHER = "photographer"
    RESIDENT = "resident"
    PATIENT = "patient"
    OTHER = "other"


class InterpretedBy(Word):
    SEPARATE_INTERPRETER = "separate_interpreter", "Somebody else"
    PERFORMER = "performer", "The performer"
    NONE = "none", "Nobody"


class Billable(Word):
    YES_GLOBAL = "yes_global", "Yes, globally"
    PROFESSIONAL_ONLY = "professional_only", "Professional part only"
    TECHNICAL_ONLY = "technical_only", "Technical part only"
    NO = "no"
    POTENTIAL = "potential", "Not yet, could be"


class Mobility(Word):
    FIXED = "fixed"
    CART = "cart"
    HANDHELD = "handheld"
    PHONE_TABLET = "phone_tablet", "Phone or tablet"
    WEARABLE = "wearable"
    IN_HOME = "in_home", "In the home"


class LocationContext(Word):
    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    ED = "ed", "Emergency department"
    OPERATING_ROOM = "or", "Operating room"
    PROCEDURE_SUITE = "procedure_suite"
    HOME = "home"
    TELEHEALTH = "telehealth"
    FIELD = "field", "In the field"


class PatientIdEntry(Word):
    WORKLIST = "worklist", "From a worklist"
    BARCODE_SCAN = "barcode_scan", "Barcode scanned"
    EHR_CONTEXT_LAUNCH = "ehr_context_launch", "Launched from the EHR"
    MANUAL = "manual", "Typed by hand"
    NONE = "none"


class Worklist(Word):
    NONE = "none"
    DICOM_MWL = "dicom_mwl", "DICOM modality worklist"
    UPS_RS = "ups_rs"
    VENDOR_SPECIFIC = "vendor_specific", "Vendor's own"
    EHR_CONTEXT = "ehr_context", "EHR context"


class NativeFormat(Word):
    DICOM = "dicom"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    RAW = "raw"
    MP4 = "mp4"
    MOV = "mov"
    PDF = "pdf"
    PROPRIETARY = "proprietary"
    SVS_WSI = "svs_wsi", "SVS whole slide"
    SCP_ECG = "scp_ecg", "SCP-ECG"
    XML = "xml"
    STL = "stl"


class StorageProtocol(Word):
    C_STORE = "c_store", "DICOM C-STORE"
    STOW_RS = "stow_rs", "DICOMweb STOW-RS"
    HL7_ED = "hl7_ed", "HL7, embedded"
    FILE_DROP = "file_drop", "File drop"
    API = "api", "Vendor API"
    USB_SD = "usb_sd", "USB stick or card"
    PRINT = "print"
    NONE = "none"


class DestinationKind(Word):
    """Where images of a source end up."""

    STORAGE = "storage", "A store in this inventory"
    LOCAL_DEVICE = "local_device", "The device itself"
    NETWORK_SHARE = "network_share"
    REMOVABLE = "removable", "Removable media"
    PAPER = "paper"
    NONE = "none", "Nowhere"


class AccessionSource(Word):
    RIS = "ris"
    EHR_ORDER = "ehr_order"
    EI_PLATFORM = "ei_platform", "Enterprise imaging platform"
    DEVICE = "device"
    NONE = "none"


class ProcedureCodes(Word):
    NONE = "none"
    LOCAL = "local"
    LOINC = "loinc"
    RADLEX_PLAYBOOK = "radlex_playbook"
    CPT = "cpt"
    SNOMED = "snomed"


class BodyPartCoding(Word):
    NONE = "none"
    FREE_TEXT = "free_text"
    DICOM_BODY_PART = "dicom_body_part"
    ANATOMIC_REGION_CODED = "anatomic_region_seq_coded", "Anatomic region, coded"


class Laterality(Word):
    NO = "no"
    SOMETIMES = "sometimes"
    ALWAYS = "always"


class AcquisitionMetadata(Word):
    DATETIME_DEVICE = "datetime_device", "Device time"
    DATETIME_SYNCED = "datetime_synced", "Synchronized time"
    DEVICE_ID = "device_id"
    SCALE_RULER = "scale_ruler", "Scale or ruler"
    COLOR_CALIBRATION = "color_calibration"
    POSE = "pose"
    LESION_ID = "lesion_id"


class Consent(Word):
    NO = "no"
    POLICY = "policy", "By policy"
    PER_IMAGE = "per_image", "For each image"


class SensitivityClass(Word):
    NONE = "none"
    NUDITY_GENITAL = "nudity_genital", "Nudity"
    ABUSE_FORENSIC = "abuse_forensic", "Abuse or forensic"
    GRUESOME = "gruesome"
    MINOR = "minor", "Minors"
    BEHAVIORAL_HEALTH = "behavioral_health"
    REPRODUCTIVE = "reproductive", "Reproductive health"
    STAFF_PATIENT = "staff_patient", "Staff as patients"
    VIP = "vip"


class EhrViewable(Word):
    """How images are opened from the record, in the patient's context."""

    NO = "no"
    LAUNCH_SEPARATE = "launch_separate", "Separate launch, patient searched again"
    REPORT_ONLY = "report_only"
    EMBEDDED_LINK = "embedded_link", "Link in the record"
    ENTERPRISE_VIEWER = "enterprise_viewer"


class EhrIndexed(Word):
    NO = "no"
    DOCUMENT = "document", "As a document"
    RESULT = "result", "As a result"
    IMAGING_TAB = "imaging_tab", "In the imaging tab"


class ReportType(Word):
    NONE = "none"
    NOTE = "note", "Note in the EHR"
    PDF = "pdf"
    HL7_ORU = "hl7_oru"
    DICOM_SR = "dicom_sr"
    STRUCTURED_FHIR = "structured_fhir", "Structured, by FHIR"


class PortalVisible(Word):
    NO = "no"
    REPORT = "report"
    IMAGES_REF = "images_ref", "Reference images"
    IMAGES_DX = "images_dx", "Diagnostic images"
