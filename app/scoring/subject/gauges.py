"""What a decision may move of scores and image paths, measured for the preview of ballots."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.engine.scoring.status import FitStatus
from app.inventory.subject import ASSET
from app.kernel.outlook import NOT_KNOWN, Reading, Topic, Touched, Unit
from app.kernel.words import label_of
from app.scoring.queries.paths import surroundings_of
from app.scoring.queries.scores import Standing, standings
from app.scoring.services.paths import followed
from app.standards.facts import Subject


def fit(_day: date, _touched: Touched) -> Iterator[Reading]:
    """Each score under the packs in force, and how many assets stand how."""
    counted: Counter[tuple[str, str, FitStatus]] = Counter()
    for one in standings():
        yield from _of_one(one)
        if one.subject_key == Subject.ASSET.key:
            counted[one.pack, one.title, one.fit] += 1
    for pack, title in {(pack, title): None for pack, title, _ in counted}:
        for word in FitStatus:
            yield Reading(
                f"fit:{pack}:assets:{word}",
                Topic.FIT,
                f"Assets that are {label_of(word).lower()} ({title})",
                Unit.COUNT,
                str(counted[pack, title, word]),
            )


def _of_one(one: Standing) -> Iterator[Reading]:
    about, pack = (one.subject_key, one.subject_id), f"({one.title})"
    key = f"{one.pack}:{one.subject_key}:{one.subject_id}"
    name = "Program" if one.subject_key == Subject.PROGRAM.key else f"{one.code} {one.name}"
    said = (
        (Topic.FIT, "fit", "verdict", Unit.WORD, label_of(one.fit)),
        (Topic.FIT, "confirmed", "confirmed score", Unit.POINTS, _points(one.confirmed)),
        (Topic.FIT, "provisional", "score as answered", Unit.POINTS, _points(one.provisional)),
        (Topic.GAPS, "failing", "knock-outs failed", Unit.COUNT, str(one.failing)),
        (Topic.GAPS, "open", "knock-outs open", Unit.COUNT, str(one.open_knock_outs)),
        (
            Topic.DISPOSITIONS,
            "suggested",
            "suggested",
            Unit.WORD,
            label_of(one.suggested) if one.suggested else NOT_KNOWN,
        ),
    )
    for topic, word, label, unit, value in said:
        if one.subject_key == Subject.ASSET.key or topic is Topic.FIT:
            yield Reading(f"{word}:{key}", topic, f"{name}: {label} {pack}", unit, value, about)


def _points(thousandths: int | None) -> str:
    if thousandths is None:
        return NOT_KNOWN
    whole, rest = divmod(Fraction(thousandths), 1000)
    return f"{whole}.{int(rest):03}".rstrip("0").removesuffix(".")


def image_paths(day: date, touched: Touched) -> Iterator[Reading]:
    """Of the sources a decision names: how capture begins, whether images arrive, what breaks."""
    for key, asset_id in sorted(touched):
        around = surroundings_of(asset_id) if key == ASSET.key else None
        if around is None:
            continue
        found, source = followed(around, on=day), around.source
        said = {
            "capture begins": label_of(source.workflow) if source.workflow else NOT_KNOWN,
            "image path": label_of(found.check.verdict),
            "first break of the path": found.first_break or "none",
        }
        for what, value in said.items():
            label = f"{source.code} {source.name}: {what}"
            about = (key, asset_id)
            yield Reading(f"path:{asset_id}:{what}", Topic.GAPS, label, Unit.WORD, value, about)
