"""Publish a version of a pack, and say which pack leads."""

from decimal import Decimal
from hashlib import sha256

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import Conflict, RuleBroken
from app.standards.facts import CriterionFacts, PackFile, RuleFacts
from app.standards.importing import file_of, read_pack, written
from app.standards.models import Criterion, Element, Pack, Rule
from app.standards.queries import catalog


def publish(file: PackFile) -> Pack:
    """Add a pack beside those there are; the same file again is the pack that is there already.

    A published version is never changed: answers were given to its words. The first version of a
    set is in force; a later one waits until a decision adopts it.
    """
    digest = sha256(written(file)).hexdigest()
    if there := catalog.find_pack(file.pack.code, file.pack.version):
        if there.digest == digest:
            return there
        raise Conflict(
            f"Version {file.pack.version} of {file.pack.code} is published with other content. "
            "Give the file a new version."
        )
    pack = Pack(
        **file.pack.model_dump(),
        digest=digest,
        is_leading=catalog.find_leading_pack() is None,
        is_in_force=not catalog.has_versions(file.pack.code),
    )
    db.session.add(pack)
    db.session.flush()
    elements = _elements(pack, file)
    criteria = {
        facts.code: _criterion(pack, elements[facts.element], facts, position)
        for position, facts in enumerate(file.criteria)
    }
    db.session.add_all(criteria.values())
    db.session.flush()
    for position, rule in enumerate(file.rules):
        db.session.add(_rule(pack, criteria[rule.criterion], rule, position))
    db.session.flush()
    return catalog.get_pack(pack.id)


def publish_file(content: bytes) -> Pack:
    """Read a file, also one that amends a version that is here, and publish it."""
    return publish(read_pack(content, _version))


def _version(code: str, version: str) -> PackFile | None:
    found = catalog.find_pack(code, version)
    return file_of(found) if found else None


def lead(pack: Pack) -> None:
    """Make this the pack that lists, suggestions and reports speak of; there is one at a time."""
    if not pack.is_in_force:
        raise RuleBroken(f"Version {pack.version} is not in force. It leads once it is adopted.")
    for other in db.session.scalars(select(Pack).where(Pack.is_leading, Pack.id != pack.id)):
        other.is_leading = False
    pack.is_leading = True


def _elements(pack: Pack, file: PackFile) -> dict[str, Element]:
    elements = {
        facts.code: Element(pack_id=pack.id, position=position, **facts.model_dump())
        for position, facts in enumerate(file.elements)
    }
    db.session.add_all(elements.values())
    db.session.flush()
    return elements


def _criterion(pack: Pack, element: Element, facts: CriterionFacts, position: int) -> Criterion:
    return Criterion(
        pack_id=pack.id,
        element_id=element.id,
        position=position,
        code=facts.code,
        statement=facts.statement,
        guidance=facts.guidance,
        level_words=facts.levels,
        tier=facts.tier,
        scale=facts.scale,
        weight=facts.weight,
        applies_to=facts.applies_to,
        asked_when=facts.when,
        asked_if=facts.asked_if,
        axis=facts.axis,
        is_knock_out=facts.knock_out,
        knock_out_for=facts.knock_out_for,
        knock_out_when=facts.knock_out_when,
        test=facts.test,
        pass_line=facts.pass_line,
        unit=facts.unit,
        bands=[thousandths(cut) for cut in facts.bands] if facts.bands else None,
        is_rising=facts.rising,
        reference=facts.reference,
        evidence=facts.evidence,
        wanted=facts.wanted,
        formerly=facts.formerly,
        is_superseded=facts.superseded,
    )


def _rule(pack: Pack, criterion: Criterion, facts: RuleFacts, position: int) -> Rule:
    return Rule(
        pack_id=pack.id,
        criterion_id=criterion.id,
        position=position,
        condition=facts.when,
        level=facts.level,
        measure=facts.measure,
        evidence_kind=facts.evidence,
    )


def thousandths(measure: Decimal) -> int:
    return int(measure * 1000)
