"""Keep what shows that an answer is so: add it, hand in another version, let it serve answers."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.facts import Refused
from app.kernel.files import admit
from app.kernel.permissions import Actor, Permission
from app.standards.facts import EvidenceFacts
from app.standards.models import Content, Evidence, EvidenceFile, Support
from app.standards.queries import evidence as queries
from app.standards.queries.evidence import Served
from app.standards.services.answers import NOT_YOURS, sections_open_to

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in, and how much may be: of one file, and of one person in all."""

    name: str
    data: bytes
    most: int
    most_of_person: int


def add(
    served: Served,
    facts: EvidenceFacts,
    upload: Upload | None = None,
    *,
    actor: Actor,
    at: datetime,
) -> Evidence:
    """A new piece that serves this answer."""
    _may_serve(served, actor)
    if facts.dated_on > at.date():
        raise Refused({"dated_on": "This day is still to come."})
    if upload is None and not facts.url and not facts.note:
        raise Refused({"file": "Hand in a file, or write a link or a note."})
    evidence = Evidence(
        title=facts.title,
        kind=facts.kind,
        dated_on=facts.dated_on,
        url=facts.url or "",
        note=facts.note or "",
        added_by_id=actor.person_id,
        added_at=at,
        files=[],
    )
    db.session.add(evidence)
    db.session.flush()
    if upload is not None:
        _keep(evidence, upload, 1, actor=actor, at=at)
    db.session.add(Support(evidence_id=evidence.id, answer_id=served.answer.id))
    db.session.flush()
    return evidence


def attach(evidence: Evidence, served: Served, *, actor: Actor) -> None:
    """The same piece serves one more answer."""
    _may_serve(served, actor)
    _refuse_withdrawn(evidence)
    if any(one.evidence_id == evidence.id for one in queries.supports_of(served.answer)):
        raise RuleBroken(f"“{evidence.title}” serves this answer already.")
    db.session.add(Support(evidence_id=evidence.id, answer_id=served.answer.id))
    db.session.flush()


def detach(support: Support, served: Served, *, actor: Actor) -> None:
    """The piece stays, and serves this answer no more."""
    _may_serve(served, actor)
    db.session.delete(support)


def hand_in(evidence: Evidence, upload: Upload, *, actor: Actor, at: datetime) -> EvidenceFile:
    """Another version of the file; those before it are kept."""
    _may_change(evidence, actor)
    _refuse_withdrawn(evidence)
    number = max((one.number for one in evidence.files), default=0) + 1
    return _keep(evidence, upload, number, actor=actor, at=at)


def withdraw(evidence: Evidence, *, actor: Actor, at: datetime) -> None:
    """It shows nothing any more; what it showed can be looked up."""
    _may_change(evidence, actor)
    _refuse_withdrawn(evidence)
    evidence.withdrawn_at = at


def may_serve(served: Served, actor: Actor) -> bool:
    codes = {element.id: element.code for element in served.pack.elements}
    mine = sections_open_to(actor, served.pack, served.profile)
    return codes[served.answer.criterion.element_id] in mine


def may_change(evidence: Evidence, actor: Actor) -> bool:
    """Whoever added it, and whoever answers for the whole estate."""
    everywhere = actor.may(Permission.STANDARDS_ANSWER) and not actor.only_own_departments
    return everywhere or evidence.added_by_id == actor.person_id


def _may_serve(served: Served, actor: Actor) -> None:
    if not may_serve(served, actor):
        raise Forbidden(NOT_YOURS)


def _may_change(evidence: Evidence, actor: Actor) -> None:
    if not may_change(evidence, actor):
        raise Forbidden("Only whoever added this evidence, or a planner, may change it.")


def _refuse_withdrawn(evidence: Evidence) -> None:
    if evidence.withdrawn_at is not None:
        raise RuleBroken("This evidence is withdrawn.")


def _keep(
    evidence: Evidence, upload: Upload, number: int, *, actor: Actor, at: datetime
) -> EvidenceFile:
    size = len(upload.data)
    if size > upload.most:
        raise Refused({"file": f"A file may have at most {upload.most // MEGABYTE} MB."})
    if queries.bytes_of(actor.person_id) + size > upload.most_of_person:
        most = upload.most_of_person // MEGABYTE
        raise Refused({"file": f"You have handed in {most} MB, which is the most there may be."})
    try:
        admitted = admit(upload.data, upload.name)
    except RuleBroken as refusal:
        raise Refused({"file": str(refusal)}) from refusal
    digest = sha256(upload.data).hexdigest()
    if not queries.has_content(digest):
        db.session.add(Content(digest=digest, size=size, data=upload.data))
        db.session.flush()
    file = EvidenceFile(
        evidence_id=evidence.id,
        number=number,
        name=admitted.name,
        media=admitted.media,
        size=size,
        digest=digest,
        added_by_id=actor.person_id,
        added_at=at,
    )
    db.session.add(file)
    db.session.flush()
    return file
