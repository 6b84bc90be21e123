"""Words for interfaces between two assets."""

from app.kernel.words import Word


class Standard(Word):
    """What is spoken over an interface."""

    DICOM = "dicom", "DICOM (DIMSE)"
    DICOMWEB = "dicomweb"
    HL7_V2 = "hl7_v2", "HL7 version 2"
    FHIR = "fhir"
    IHE_XDS = "ihe_xds", "IHE document sharing"
    URL = "url", "Address with context"
    FILE = "file", "Files"
    API = "api", "Vendor API"
    PAPER_MEDIA = "paper_media", "Media or paper"


class Carries(Word):
    """What an interface does, as a verb: who it is from does this for whom it is to."""

    SENDS_IMAGES = "sends_images", "sends images to"
    SENDS_ORDERS = "sends_orders", "sends orders to"
    OFFERS_WORKLIST = "offers_worklist", "offers its worklist to"
    NOTIFIES = "notifies", "tells about new images to"
    SENDS_RESULTS = "sends_results", "sends results to"
    QUERIES = "queries", "reads images from"
    LAUNCHES = "launches", "opens images in"
    SENDS_PATIENTS = "sends_patients", "sends patients and visits to"
    REPLICATES = "replicates", "keeps a copy in"

    @property
    def inverse(self) -> str:
        """The same sentence told from the other end."""
        return _INVERSE[self]


_INVERSE = {
    Carries.SENDS_IMAGES: "stores for",
    Carries.SENDS_ORDERS: "gets orders from",
    Carries.OFFERS_WORKLIST: "gets its worklist from",
    Carries.NOTIFIES: "is told about new images by",
    Carries.SENDS_RESULTS: "gets results from",
    Carries.QUERIES: "gives images to",
    Carries.LAUNCHES: "is opened from",
    Carries.SENDS_PATIENTS: "gets patients and visits from",
    Carries.REPLICATES: "keeps a copy for",
}


class InterfaceStatus(Word):
    NONE = "none", "Missing"
    PLANNED = "planned"
    BUILT = "built"
    TESTED = "tested"
    LIVE = "live"
