"""What stands in the way of retiring a thing, said by areas above the one that keeps it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Guard = Callable[[Collection[int]], Mapping[int, Sequence[str]]]
"""For assets by key: a sentence for each condition that does not hold; none, it may go."""


@dataclass(slots=True)
class _Registry:
    guards: tuple[Guard, ...] = field(default=())


_known = _Registry()


def install(guards: Iterable[Guard]) -> None:
    _known.guards = tuple(guards)


def what_blocks(asset_ids: Collection[int]) -> dict[int, list[str]]:
    """By asset; those that may go are not in it."""
    found: dict[int, list[str]] = {}
    for guard in _known.guards:
        for asset_id, sentences in guard(asset_ids).items():
            if sentences:
                found.setdefault(asset_id, []).extend(sentences)
    return found
