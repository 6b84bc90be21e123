"""The sources of a department with the weight each has in its readiness."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.engine.scoring.rollup import weigh_by_volume
from app.engine.scoring.score import Score, thousandths
from app.scoring.queries.scores import SourceSheet
from app.scoring.translate.sheets import unpacked
from app.standards.models import Pack


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One source: its points and its share among the sources, in thousandths."""

    source: SourceSheet
    confirmed: int | None
    provisional: int | None
    best: int | None
    share: int | None


def scored(pack: Pack, sources: Sequence[SourceSheet]) -> list[tuple[SourceSheet, Score]]:
    """Those that are asked anything, with their exact scores."""
    sums = unpacked(pack, [source.sheet for source in sources]).sums()
    scores = ((source, sums.tally(row).score) for row, source in enumerate(sources))
    return [(source, score) for source, score in scores if score is not None]


def source_parts(pack: Pack, sources: Sequence[SourceSheet]) -> list[SourcePart]:
    kept = scored(pack, sources)
    weights = weigh_by_volume([(score, source.annual_studies) for source, score in kept])
    total = sum((weight for _, weight in weights), Fraction(0))
    return [
        SourcePart(
            source=source,
            confirmed=thousandths(score.confirmed),
            provisional=thousandths(score.provisional),
            best=thousandths(score.best),
            share=thousandths(weight / total),
        )
        for (source, score), (_, weight) in zip(kept, weights, strict=True)
    ]
