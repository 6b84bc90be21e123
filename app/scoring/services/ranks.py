"""The highest scores of a list, and how far each weight may move before their order changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.scoring.answer import Answer
from app.engine.scoring.sensitivity import Ranked, Reach, ranking, reaches
from app.inventory.facts.vocabulary.assets import AssetKind
from app.scoring.queries.ranks import RankedScore, ranked_scores
from app.scoring.translate.sheets import unpacked
from app.standards.models import Pack

MOST = 200
"""Things compared: the top, and those that follow it."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """`first` names the pair that flips first of all, with its weight; None: nothing flips."""

    top: tuple[RankedScore, ...]
    compared: int
    reaches: tuple[Reach, ...]
    by_code: Mapping[str, RankedScore]

    @property
    def first(self) -> Reach | None:
        return next((one for one in self.reaches if one.room is not None), None)


def ranks(pack: Pack, kind: AssetKind | None, top: int) -> Ranks:
    scores = ranked_scores(pack, kind, MOST)
    things = _things(pack, scores)
    by_code = {one.code: one for one in scores}
    order = [by_code[code] for code in ranking(things)]
    return Ranks(tuple(order[:top]), len(order), reaches(things, top), by_code)


def _things(pack: Pack, scores: Sequence[RankedScore]) -> list[Ranked]:
    sheet = unpacked(pack, [one.sheet for one in scores])
    return [
        Ranked(
            one.code,
            tuple(
                Answer(criterion, int(level))
                for criterion, level in zip(sheet.criteria, sheet.levels[row], strict=True)
                if level >= 0
            ),
        )
        for row, one in enumerate(scores)
    ]
