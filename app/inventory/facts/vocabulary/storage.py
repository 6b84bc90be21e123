"""Words for archives and stores."""

from app.kernel.words import Word


class StorageClass(Word):
    VNA = "vna", "Vendor-neutral archive"
    PACS_ARCHIVE = "pacs_archive"
    ECM = "ecm", "Content management"
    OBJECT_STORE = "object_store"
    NAS_SHARE = "nas_share"
    SAN = "san"
    DEPT_SERVER = "dept_server", "Department server"
    DEVICE_DISK = "device_disk", "Disk of a device"
    REMOVABLE = "removable", "Removable media"
    TAPE = "tape"
    CLOUD_ARCHIVE = "cloud_archive"
    FILM_PAPER = "film_paper", "Film or paper"


class Tier(Word):
    T0_CACHE = "t0_cache", "Cache"
    T1_ONLINE = "t1_online", "Online"
    T2_NEARLINE = "t2_nearline", "Nearline"
    T3_ARCHIVE = "t3_archive", "Archive"
    T4_DEEP_COLD = "t4_deep_cold", "Deep and cold"
    DR_COPY = "dr_copy"


class Media(Word):
    NVME = "nvme"
    SSD = "ssd"
    HDD = "hdd", "Hard disk"
    OBJECT = "object"
    TAPE = "tape"
    OPTICAL = "optical"
    CLOUD_HOT = "cloud_hot", "Cloud, hot"
    CLOUD_COOL = "cloud_cool", "Cloud, cool"
    CLOUD_COLD = "cloud_cold", "Cloud, cold"


class Immutability(Word):
    NONE = "none"
    GOVERNANCE = "governance", "Governance mode"
    COMPLIANCE = "compliance", "Compliance mode"


class IndexDatabase(Word):
    NONE = "none"
    PROPRIETARY = "proprietary"
    DICOM_DB = "dicom_db", "DICOM database"
    XDS_REGISTRY = "xds_registry", "XDS registry"
    FHIR = "fhir"


class FormatStored(Word):
    DICOM = "dicom"
    DICOM_WRAPPED = "dicom_wrapped", "Wrapped in DICOM"
    NATIVE_NON_DICOM = "native_non_dicom", "As made, not DICOM"
    PROPRIETARY = "proprietary"


class AccessInterface(Word):
    DIMSE = "dimse", "DICOM DIMSE"
    DICOMWEB = "dicomweb"
    XDS_I = "xds_i"
    MHD = "mhd"
    S3 = "s3"
    NFS_SMB = "nfs_smb"
    VENDOR_API = "vendor_api"


class LifecycleRules(Word):
    NONE = "none"
    MANUAL = "manual", "By hand"
    AUTOMATED_ILM = "automated_ilm", "Automated"


class MigrationStatus(Word):
    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    VERIFIED = "verified"
    COMPLETE = "complete"
