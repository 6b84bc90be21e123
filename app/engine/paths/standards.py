"""By which standard each link is made, path by path: own words for what the profiles say."""

from app.engine.paths.steps import LinkCode, Path

ORDER, NOTICE, DEMAND = Path

STANDARD_OF: dict[LinkCode, dict[Path, str]] = {
    LinkCode.FEED: {
        ORDER: "HL7 ADT^A04, ADT^A01 (IHE SWF.b, RAD-1)",
        NOTICE: "HL7 ADT^A04, A01, A08; SIU^S12, with the visit in PV1-19",
        DEMAND: "HL7 ADT^A04, A01, A08; SIU^S12, with the visit in PV1-19",
    },
    LinkCode.DICTIONARY: {
        ORDER: "HL7 ORM^O01 or OMI^O23 (RAD-2), FHIR ServiceRequest",
        DEMAND: "Procedure dictionary of the record system",
    },
    LinkCode.IDENTIFIER: {
        ORDER: "HL7 ORM or OMI with accession number and study UID (RAD-4)",
        NOTICE: "DICOM Admission ID (0038,0010) from PV1-19 (IHE EBIW)",
        DEMAND: "HL7 ORR or ORI with placer and accession number",
    },
    LinkCode.CONTEXT: {
        ORDER: "DICOM modality worklist (RAD-5) or UPS-RS",
        NOTICE: "Encounter context by worklist or UPS-RS (RAD-130), or launch from the record",
        DEMAND: "Encounter context by worklist or UPS-RS (RAD-130), or launch from the record",
    },
    LinkCode.DESCRIPTORS: {
        ORDER: "DICOM Anatomic Region Sequence (0008,2218), procedure codes",
        NOTICE: "DICOM Anatomic Region Sequence (0008,2218), with a default for the department",
        DEMAND: "DICOM Anatomic Region Sequence (0008,2218), procedure code of the order",
    },
    LinkCode.STORED: {
        ORDER: "DICOM C-STORE (RAD-8) or STOW-RS",
        NOTICE: "DICOMweb STOW-RS or C-STORE; other formats wrapped",
        DEMAND: "DICOMweb STOW-RS or C-STORE",
    },
    LinkCode.COMMITTED: {
        ORDER: "DICOM Storage Commitment (RAD-10)",
        NOTICE: "DICOM Storage Commitment, or the answer to STOW-RS",
        DEMAND: "DICOM Storage Commitment, or the answer to STOW-RS",
    },
    LinkCode.NOTIFIED: {
        ORDER: "DICOM IAN (RAD-49), HL7 ORU^R01, FHIR ImagingStudy",
        NOTICE: "DICOM IAN (RAD-49); HL7 ORU^R01, MDM^T02; FHIR ImagingStudy, DocumentReference",
        DEMAND: "DICOM IAN (RAD-49); HL7 ORM status CM, ORU^R01 against the order",
    },
    LinkCode.UNSOLICITED: {NOTICE: "HL7 ORU^R01 or MDM^T02 without an order"},
    LinkCode.ORDER_MADE: {
        DEMAND: "HL7 ORM^O01 or OMI^O23 with ORC-1 SN or NW, ORU^R30, FHIR ServiceRequest"
    },
    LinkCode.RELABELED: {DEMAND: "DICOM attributes changed in step with IHE IOCM"},
    LinkCode.INDEXED: {
        ORDER: "Accession number and study UID kept in the chart",
        NOTICE: "Filed under the visit and in the list of images",
        DEMAND: "Filed under order and visit",
    },
    LinkCode.VIEWED: {
        ORDER: "IHE IID, SMART on FHIR, or an address with the accession number",
        NOTICE: "IHE IID, SMART on FHIR, or an address with the study UID",
        DEMAND: "IHE IID, SMART on FHIR, or an address with the accession number",
    },
    LinkCode.CORRECTED: dict.fromkeys(Path, "HL7 ADT^A08, A40 (IHE PIR, RAD-12); IHE IOCM"),
    LinkCode.EXCEPTIONS: {
        ORDER: "A list of exceptions with an owner and a time limit",
        NOTICE: "A list of exceptions with an owner and a time limit",
        DEMAND: "HL7 ACK AE, AR: a list, another try, then notice instead",
    },
    LinkCode.REPORTED: {
        ORDER: "HL7 ORU^R01, DICOM SR, FHIR DiagnosticReport (RAD-128)",
        NOTICE: "A note of the clinician with links to the images",
        DEMAND: "HL7 ORU^R01, FHIR DiagnosticReport against the order",
    },
    LinkCode.CHARGED: {NOTICE: "HL7 DFT from the note", DEMAND: "HL7 DFT from the order"},
}
"""What is spoken on each link of each path it is part of."""
