"""Words for viewers."""

from app.kernel.words import Word


class ViewerClass(Word):
    DIAGNOSTIC_WORKSTATION = "diagnostic_workstation"
    SPECIALTY = "specialty"
    ENTERPRISE = "enterprise"
    EMBEDDED_PACS_WEB = "embedded_pacs_web", "Web viewer of a PACS"
    DEVICE_REVIEW = "device_review", "Review station of a device"
    PATIENT = "patient", "For patients"
    MOBILE = "mobile"
    CD_VIEWER = "cd_viewer", "On a disc"
    WSI = "wsi", "Whole slide"
    VIDEO = "video"


class ClientType(Word):
    THICK = "thick", "Installed program"
    THIN = "thin", "Thin client"
    ZERO_FOOTPRINT = "zero_footprint", "Browser, nothing installed"
    NATIVE_MOBILE = "native_mobile", "Mobile app"


class Cleared(Word):
    """What a viewer may be used for to diagnose."""

    NONE = "none"
    RADIOLOGY = "radiology"
    MAMMOGRAPHY = "mammography"
    CARDIOLOGY = "cardiology"
    PATHOLOGY = "pathology"
    OPHTHALMOLOGY = "ophthalmology"
    MOBILE_DX = "mobile_dx", "Mobile diagnosis"


class Content(Word):
    DICOM_2D = "dicom_2d"
    MPR_3D = "mpr_3d", "MPR and 3D"
    DICOM_US_CINE = "dicom_us_cine", "Ultrasound cine"
    XA_CINE = "xa_cine", "Angiography cine"
    MAMMO_TOMO = "mammo_tomo", "Mammography and tomosynthesis"
    ECG_WAVEFORM = "ecg_waveform"
    PHOTO_JPEG = "photo_jpeg", "Photographs"
    VIDEO_MP4 = "video_mp4", "Video"
    PDF = "pdf"
    WSI = "wsi", "Whole slides"
    OP_OCT = "op_oct", "Eye photographs and OCT"
    AUDIO = "audio"
    SR = "sr", "Structured reports"
    PR_GSPS = "pr_gsps", "Presentation states"
    KEY_IMAGES = "key_images"
    RT = "rt", "Radiotherapy"
    SCANNED_DOC = "scanned_doc", "Scanned documents"


class LaunchMethod(Word):
    EHR_CONTEXT_URL = "ehr_context_url", "Address with EHR context"
    SMART_ON_FHIR = "smart_on_fhir", "SMART on FHIR"
    IID = "iid", "Invoke image display (IID)"
    VENDOR_SDK = "vendor_sdk"
    STANDALONE = "standalone"
    PORTAL = "portal"
    NONE = "none"


class LaunchScope(Word):
    PATIENT = "patient"
    ENCOUNTER = "encounter"
    STUDY = "study"
    SERIES = "series"
    ORDER = "order"


class LowBandwidth(Word):
    NO = "no"
    LOSSY_PREVIEW = "lossy_preview"
    ADAPTIVE_STREAMING = "adaptive_streaming"


class Browser(Word):
    CHROME = "chrome"
    EDGE = "edge"
    SAFARI = "safari"
    FIREFOX = "firefox"
    IOS = "ios", "iOS"
    ANDROID = "android"


class Collaboration(Word):
    NONE = "none"
    SHARE_LINK = "share_link"
    LIVE_SESSION = "live_session"
    CHAT = "chat"


class AnnotationKept(Word):
    NONE = "none", "Not kept"
    PROPRIETARY = "proprietary"
    GSPS = "gsps", "Presentation state"
    SR = "sr", "Structured report"
    FHIR = "fhir"


class Download(Word):
    NO = "no"
    ROLE = "role", "By role"
    YES = "yes"


class Accessibility(Word):
    PARTIAL = "partial"
    WCAG21_AA = "wcag21_aa", "WCAG 2.1 AA"
