"""Closed sets of words that know how they are written for people; days and moments in words."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

_SPELLINGS = """
2D 3D 24x7 AA ADT AI API AV BAA C-ECHO C-FIND C-GET C-MOVE C-STORE CCOW CD CPT CT CVIS DICOM
DICOMweb DIMSE DR DX ECG ECM EHR EI EMPI EOG EP FHIR FHIRcast FTE GSPS HDD HL7 HTML IAN ID IHE
IID IOCM IT JPEG LDAP LOINC MDM MFA MHD MIMPS MOV MP4 MPPS MPR MR MWL NAS NFS NVMe OCT OIDC ORM
ORU PACS PDF PET PNG POCUS QC QIDO QIDO-RS RadLex RAW RIS RT S3 SAML SAN SDK SIEM SIU SMB SNOMED
SR SSD SSO STL STOW-RS SVS TIFF UPS-RS URL US USB VIP VNA WADO-RS WCAG WORM WSI XA XDS-I XML
"""
AS_WRITTEN = {word.casefold(): word for word in _SPELLINGS.split()}
"""Words that keep their own spelling when a value is written out."""


class Word(StrEnum):
    """A member of a closed set: its value is for machines, its label for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or spelled(value)
        return member


def spelled(value: str) -> str:
    """`dicom_mwl` as "DICOM MWL": first letter large, known words as they are written."""
    words = " ".join(AS_WRITTEN.get(word.casefold(), word) for word in value.split("_"))
    return words[0].upper() + words[1:] if words.islower() else words


def label_of(member: StrEnum) -> str:
    return member.label if isinstance(member, Word) else spelled(member.value)


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def moment_in_words(at: datetime) -> str:
    return f"{day_in_words(at)}, {at:%H:%M} UTC"
