"""Facts of the inventory to links of a path, each with the fact that shows it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.engine.paths.check import Capture
from app.engine.paths.steps import Link, LinkCode, LinkStatus, Workflow
from app.inventory.facts.vocabulary import sources as words
from app.inventory.facts.vocabulary.assets import Supported
from app.inventory.facts.vocabulary.interfaces import Carries
from app.inventory.models import PathLink, Source
from app.organization.facts import Workflow as Begins
from app.scoring.queries.paths import Surroundings, Wire

BILLED = {
    words.Billable.YES_GLOBAL,
    words.Billable.PROFESSIONAL_ONLY,
    words.Billable.TECHNICAL_ONLY,
}

Status = LinkStatus | None
LIVE, PARTLY, BROKEN = LinkStatus.LIVE, LinkStatus.BUILT, LinkStatus.NONE

CONTEXT: Mapping[StrEnum, Status] = {
    words.Worklist.DICOM_MWL: LIVE,
    words.Worklist.UPS_RS: LIVE,
    words.Worklist.EHR_CONTEXT: LIVE,
    words.Worklist.VENDOR_SPECIFIC: PARTLY,
    words.PatientIdEntry.WORKLIST: LIVE,
    words.PatientIdEntry.BARCODE_SCAN: LIVE,
    words.PatientIdEntry.EHR_CONTEXT_LAUNCH: LIVE,
    words.PatientIdEntry.MANUAL: BROKEN,
    words.PatientIdEntry.NONE: BROKEN,
}
DESCRIPTORS: Mapping[StrEnum, Status] = {
    words.BodyPartCoding.ANATOMIC_REGION_CODED: LIVE,
    words.BodyPartCoding.DICOM_BODY_PART: PARTLY,
    words.BodyPartCoding.FREE_TEXT: BROKEN,
    words.BodyPartCoding.NONE: BROKEN,
}
COMMITTED: Mapping[StrEnum, Status] = {
    Supported.USED: LIVE,
    Supported.SUPPORTED: PARTLY,
    Supported.NONE: BROKEN,
}
INDEXED: Mapping[StrEnum, Status] = {
    words.EhrIndexed.IMAGING_TAB: LIVE,
    words.EhrIndexed.RESULT: LIVE,
    words.EhrIndexed.DOCUMENT: PARTLY,
    words.EhrIndexed.NO: BROKEN,
}
VIEWED: Mapping[StrEnum, Status] = {
    words.EhrViewable.ENTERPRISE_VIEWER: LIVE,
    words.EhrViewable.EMBEDDED_LINK: LIVE,
    words.EhrViewable.LAUNCH_SEPARATE: BROKEN,
    words.EhrViewable.REPORT_ONLY: BROKEN,
    words.EhrViewable.NO: BROKEN,
}
BY_STANDARD = {words.StorageProtocol.C_STORE, words.StorageProtocol.STOW_RS}
OF_AN_ORDER = {words.AccessionSource.RIS, words.AccessionSource.EHR_ORDER}


def capture_of(source: Source) -> Capture | None:
    """Nothing where nobody has said how capture begins."""
    return None if source.workflow is None else capture_as(source, source.workflow)


def capture_as(source: Source, workflow: Begins) -> Capture:
    """As if capture began so."""
    return Capture(
        workflow=Workflow(workflow.value),
        is_diagnostic=source.content_intent is words.ContentIntent.DIAGNOSTIC,
        is_billable=source.billable in BILLED,
    )


def links_of(around: Surroundings, capture: Capture | None = None) -> list[Link]:
    """A link for which the inventory holds no fact has no status: nobody has answered for it.

    `capture`: how it begins, if not as the source says.
    """
    links = [_link(code, read, around) for code, read in READERS.items()]
    if capture is None or LinkCode.IDENTIFIER in around.said:
        return links
    status, shown_by, evidence_on = _identifier(around, capture)
    number = Link(LinkCode.IDENTIFIER, status, evidence_on, shown_by)
    return [number if link.code is LinkCode.IDENTIFIER else link for link in links]


def _link(code: LinkCode, read: "Reader", around: Surroundings) -> Link:
    """What a person has said of a link stands above the facts."""
    said = around.said.get(code)
    status, shown_by, evidence_on = read(around) if said is None else _told(said)
    return Link(code, status, evidence_on, shown_by)


def _told(said: PathLink) -> "Shown":
    """By the interface that is named as its proof, or as it was said."""
    if said.interface is not None:
        wire = said.interface
        return LinkStatus(wire.status.value), f"interface {wire.code}, as named", wire.evidence_on
    who = said.said_by.name if said.said_by else "somebody"
    return said.status, f"said by {who}{f': {said.note}' if said.note else ''}", said.evidence_on


Shown = tuple[Status, str, date | None]
Reader = Callable[[Surroundings], Shown]


def _wire(*carries: Carries) -> Reader:
    """The furthest of the interfaces that carry this."""

    def read(around: Surroundings) -> Shown:
        wires = [wire for wire in around.wires if wire.carries in carries]
        if not wires:
            return None, "no interface is recorded", None
        best = max(wires, key=_how_far)
        return LinkStatus(best.status.value), f"interface {best.code}", best.evidence_on

    return read


def _how_far(wire: Wire) -> tuple[int, date]:
    return tuple(LinkStatus).index(LinkStatus(wire.status.value)), wire.evidence_on or date.min


def _word(table: Mapping[StrEnum, Status], label: str, name: str) -> Reader:
    """By one fact of the source, in words of a closed set."""

    def read(around: Surroundings) -> Shown:
        said = getattr(around.source, name)
        status = None if said is None else table[said]
        return status, label, around.source.last_verified_on

    return read


def _said(around: Surroundings, label: str, claims: Sequence[bool | None]) -> Shown:
    """By claims that must all hold: some of them is partly, none is broken, unknown is unknown."""
    on = around.source.last_verified_on
    if not claims or None in claims:
        return None, label, on
    if all(claims):
        return LIVE, label, on
    return PARTLY if any(claims) else BROKEN, label, on


def _dictionary(around: Surroundings) -> Shown:
    department = around.department
    claims = [department.order_build_exists, department.procedure_dictionary] if department else []
    shown = _said(around, "orders and procedures of the department", claims)
    return (BROKEN, *shown[1:]) if False in claims else shown


def _identifier(around: Surroundings, capture: Capture | None = None) -> Shown:
    """By order an accession number; within a visit the visit's number is enough."""
    source, label = around.source, "where the accession number comes from"
    on = source.last_verified_on
    capture = capture or capture_of(source)
    by_order = capture is not None and capture.workflow in {Workflow.ORDER, Workflow.MIXED}
    if source.accession_source in OF_AN_ORDER:
        return LIVE, label, on
    if not by_order and source.accession_source is words.AccessionSource.EI_PLATFORM:
        return LIVE, label, on
    if not by_order and source.encounter_id_recorded:
        return LIVE, "the visit number is recorded", on
    return (None if source.accession_source is None else BROKEN), label, on


def _context(around: Surroundings) -> Shown:
    """A worklist helps nobody where names are typed all the same."""
    source, label = around.source, "worklist and entry of the patient"
    on = source.last_verified_on
    entry = None if source.patient_id_entry is None else CONTEXT[source.patient_id_entry]
    if entry is BROKEN or source.worklist in {None, words.Worklist.NONE}:
        return entry, label, on
    return CONTEXT[source.worklist], label, on


def _stored(around: Surroundings) -> Shown:
    source, on = around.source, around.source.last_verified_on
    if source.destination_kind not in {None, words.DestinationKind.STORAGE}:
        return BROKEN, "images end outside the archive", on
    wired = _wire(Carries.SENDS_IMAGES)(around)
    if wired[0] is not None:
        return wired
    if around.archive is None or source.storage_protocol is None:
        return None, "destination and protocol", on
    speaks = bool(set(source.storage_protocol) & BY_STANDARD)
    return LIVE if speaks else PARTLY, f"into {around.archive.code}", on


def _record_can(label: str, name: str) -> Reader:
    """By a fact of the record system."""

    def read(around: Surroundings) -> Shown:
        claims = [getattr(one, name) for one in around.records]
        known = [claim for claim in claims if claim is not None]
        on = max(
            (one.last_verified_on for one in around.records if one.last_verified_on), default=None
        )
        if not known:
            return None, label, on
        return LIVE if any(known) else BROKEN, label, on

    return read


def _relabeled(around: Surroundings) -> Shown:
    claims = [around.archive.tag_morphing] if around.archive else []
    return _said(around, "the archive can change tags", claims)


def _corrected(around: Surroundings) -> Shown:
    archive = around.archive
    claims = [archive.patient_merge_from_adt, archive.iocm_supported] if archive else []
    return _said(around, "the archive merges and corrects", claims)


def _exceptions(around: Surroundings) -> Shown:
    """A list that is worked off by somebody, within a time; counted mix-ups alone are a part."""
    source, on = around.source, around.source.last_verified_on
    if source.exceptions_worked is None:
        counted = source.identity_mismatch_percent is not None
        return (PARTLY if counted else None), "mix-ups are counted", on
    status = LinkStatus(source.exceptions_worked.value)
    if status is not LIVE:
        return status, "list of exceptions", on
    if not source.exceptions_owner or source.exceptions_hours is None:
        return PARTLY, "list of exceptions, without an owner or a time limit", on
    label = f"worked off by {source.exceptions_owner} within {source.exceptions_hours} hours"
    return LIVE, label, on


def _reported(around: Surroundings) -> Shown:
    source, label = around.source, "kind of report"
    on = source.last_verified_on
    if source.interpreted_by is words.InterpretedBy.NONE:
        return LIVE, "nothing is to be interpreted", on
    if source.report_type is None:
        return None, label, on
    return BROKEN if source.report_type is words.ReportType.NONE else LIVE, label, on


def _charged(around: Surroundings) -> Shown:
    said = around.source.charge_path
    status = None if said is None else LinkStatus(said.value)
    return status, "way to a charge", around.source.last_verified_on


READERS: dict[LinkCode, Reader] = {
    LinkCode.FEED: _wire(Carries.SENDS_PATIENTS),
    LinkCode.DICTIONARY: _dictionary,
    LinkCode.IDENTIFIER: _identifier,
    LinkCode.CONTEXT: _context,
    LinkCode.DESCRIPTORS: _word(DESCRIPTORS, "coding of the body part", "body_part_coding"),
    LinkCode.STORED: _stored,
    LinkCode.COMMITTED: _word(COMMITTED, "storage commitment", "storage_commitment"),
    LinkCode.NOTIFIED: _wire(Carries.NOTIFIES),
    LinkCode.UNSOLICITED: _record_can(
        "the record takes unasked results", "accepts_unsolicited_results"
    ),
    LinkCode.ORDER_MADE: _record_can("the record makes orders", "creates_orders_on_demand"),
    LinkCode.RELABELED: _relabeled,
    LinkCode.INDEXED: _word(INDEXED, "how the record lists it", "ehr_indexed"),
    LinkCode.VIEWED: _word(VIEWED, "how the record opens it", "ehr_viewable"),
    LinkCode.CORRECTED: _corrected,
    LinkCode.EXCEPTIONS: _exceptions,
    LinkCode.REPORTED: _reported,
    LinkCode.CHARGED: _charged,
}
