"""What adopting a version of a pack changes: what is asked, and who stands otherwise for it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete

from app.engine.scoring.status import FitStatus
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.subjects import DecisionRef, Difference, EffectKind, Payload
from app.kernel.words import label_of
from app.scoring.models import Column, Score
from app.scoring.services.recompute import recompute_all
from app.scoring.services.upgrade import Upgrade, upgrade
from app.standards.importing import file_of
from app.standards.models import Pack
from app.standards.queries import catalog
from app.standards.services.adoption import adopt, check_adoption
from app.standards.services.versions import compare
from app.standards.subject.packs import PACK, title_of

SHOWN = 20
"""Assets named one by one; of more, their number."""

NONE = "none"


def _pack(pack_id: int | None) -> Pack:
    if pack_id is None:
        raise NotFound("There is no such pack of standards.")
    return catalog.get_pack(pack_id)


def _sentence(pack_id: int | None, _payload: Payload) -> str:
    pack = _pack(pack_id)
    before = catalog.version_in_force(pack.code)
    instead = f" instead of version {before.version}" if before else ""
    return f"Adopt {title_of(pack)}{instead}; answers are kept."


def _check(pack_id: int | None, _payload: Payload) -> None:
    check_adoption(_pack(pack_id))


def _preview(pack_id: int | None, _payload: Payload) -> Sequence[Difference]:
    pack = _pack(pack_id)
    before = check_adoption(pack)
    if before is None:
        return (Difference("Version in force", NONE, pack.version),)
    found = upgrade(before, pack, on=clock.today())
    return (
        Difference("Version in force", before.version, pack.version),
        *compare(file_of(before), file_of(pack)).sentences(),
        *_counts(found),
        *_named(found),
    )


def _counts(found: Upgrade) -> Iterator[Difference]:
    for fit in FitStatus:
        if found.before[fit] != found.after[fit]:
            label = f"Assets that are {label_of(fit).lower()}"
            yield Difference(label, str(found.before[fit]), str(found.after[fit]))


def _named(found: Upgrade) -> Iterator[Difference]:
    for what, moved in (("assets", found.moved), ("departments", found.departments)):
        for one in moved[:SHOWN]:
            yield Difference(one.profile.title, label_of(one.before), one.says())
        if len(moved) > SHOWN:
            yield Difference(f"More {what} change", "", str(len(moved) - SHOWN))


def _apply(pack_id: int | None, _payload: Payload, decision: DecisionRef) -> None:
    adopted = adopt(_pack(pack_id), decision)
    if adopted.before is not None:
        for model in (Score, Column):
            db.session.execute(delete(model).where(model.pack_id == adopted.before.id))
    recompute_all(_pack(pack_id), on=decision.at.date(), at=decision.at)


ADOPT_VERSION = EffectKind(
    key="adopt_standards_version",
    label="Adopt a version of a standards pack",
    subject_key=PACK.key,
    fields=(),
    sentence=_sentence,
    check=_check,
    preview=_preview,
    apply=_apply,
    rescinded=lambda _pack_id, _payload, _decision: (
        "The version stays in force with its answers; to go back, adopt another version."
    ),
    belongs="standards",
)
