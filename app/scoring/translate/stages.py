"""Links of a source to the stages of its department's image path."""

from collections.abc import Collection, Mapping
from datetime import date

from app.engine.paths.check import Soundness, soundness
from app.engine.paths.stages import GRAVER, Reading, SourceWay, Stage
from app.engine.paths.steps import Link, LinkCode, LinkStatus
from app.inventory.facts.vocabulary.applications import ApplicationCategory as Category
from app.inventory.facts.vocabulary.sources import DestinationKind
from app.inventory.facts.vocabulary.storage import AccessInterface
from app.organization.facts import Workflow
from app.scoring.queries.paths import Surroundings, Wire
from app.scoring.translate.paths import links_of

EXCHANGES = frozenset(
    {Category.IMG_EXCHANGE, Category.CD_IMPORT, Category.XDS_INFRA, Category.PATIENT_PORTAL}
)
ANALYZES = frozenset(
    {
        Category.AI_PLATFORM,
        Category.AI_MODEL,
        Category.ANALYTICS,
        Category.DOSE_MGMT,
        Category.RESEARCH_PACS,
    }
)
STANDARDS = frozenset({AccessInterface.DIMSE, AccessInterface.DICOMWEB, AccessInterface.XDS_I})

ENDS_IN: Mapping[DestinationKind, str] = {
    DestinationKind.LOCAL_DEVICE: "images stay on the device",
    DestinationKind.NETWORK_SHARE: "images end on a network share",
    DestinationKind.REMOVABLE: "images end on sticks or cards",
    DestinationKind.PAPER: "images end on paper",
    DestinationKind.NONE: "images are not kept",
}


def way_of(around: Surroundings, *, on: date) -> SourceWay:
    """Seven readings; those that hang on the archive wait where there is none."""
    links = {link.code: link for link in links_of(around)}
    source = around.source
    return SourceWay(
        key=source.id,
        name=source.name,
        volume=source.annual_studies,
        readings={
            Stage.CAPTURE: _capture(around, links, on),
            Stage.INDEX: _by_link(
                links[LinkCode.INDEXED], on, "listed in the chart", "not listed in the chart"
            ),
            Stage.STORE: _store(around, links[LinkCode.STORED], on),
            Stage.DISTRIBUTE: _distribute(around),
            Stage.VIEW: _by_link(
                links[LinkCode.VIEWED],
                on,
                "opens from the record, in context",
                "not opened from the record in context",
            ),
            Stage.EXCHANGE: _served(around, EXCHANGES, "exchange", on),
            Stage.ANALYZE: _served(around, ANALYZES, "analysis", on),
        },
    )


def _capture(around: Surroundings, links: Mapping[LinkCode, Link], on: date) -> Reading:
    if around.source.workflow is Workflow.NONE:
        return Reading(Soundness.BROKEN, "capture begins without any rule")
    found = _by_link(
        links[LinkCode.CONTEXT],
        on,
        "patient and visit reach the device",
        "patients are typed by hand",
    )
    if around.source.workflow is None and found.how is not Soundness.BROKEN:
        return Reading(Soundness.UNKNOWN, "nobody has said how capture begins")
    return found


def _store(around: Surroundings, link: Link, on: date) -> Reading:
    kind = around.source.destination_kind
    if kind is not None and kind in ENDS_IN and LinkCode.STORED not in around.said:
        return Reading(Soundness.BROKEN, ENDS_IN[kind])
    return _by_link(link, on, "stored in the archive", "not stored in the archive")


def _distribute(around: Surroundings) -> Reading:
    archive = around.archive
    if archive is None:
        return Reading(Soundness.UNKNOWN, "hangs on an archive, and none is recorded")
    if archive.access_interfaces is None:
        return Reading(Soundness.UNKNOWN, f"nobody has said by what {archive.name} is reached")
    if STANDARDS & set(archive.access_interfaces):
        return Reading(Soundness.HOLDS, f"{archive.name} is reached by standards")
    return Reading(Soundness.BROKEN, f"no standard reaches {archive.name}")


def _served(around: Surroundings, kinds: Collection[Category], what: str, on: date) -> Reading:
    """By the best interface between the archive, or the source, and what does this."""
    wires = [wire for wire in around.wires if wire.categories & set(kinds)]
    if not wires:
        return Reading(Soundness.UNKNOWN, f"no interface to {what} is recorded")
    how, wire = min(((_how(one, on), one) for one in wires), key=lambda two: GRAVER.index(two[0]))
    if how is Soundness.BROKEN:
        return Reading(how, f"the interface to {what} is {wire.status.label.lower()}")
    return Reading(how, f"interface {wire.code} to {what}")


def _how(wire: Wire, on: date) -> Soundness:
    link = Link(LinkCode.NOTIFIED, LinkStatus(wire.status.value), wire.evidence_on)
    return soundness(link, on=on)


def _by_link(link: Link, on: date, yes: str, no: str) -> Reading:
    how = soundness(link, on=on)
    says = {
        Soundness.HOLDS: yes,
        Soundness.PARTIAL: f"{yes}, in part or without fresh evidence",
        Soundness.UNKNOWN: "nobody has said",
        Soundness.BROKEN: no,
    }
    return Reading(how, says[how])
