"""What may happen next: a table of moves, asked rather than coded."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


class NotNow(ValueError):
    """The move does not start from this state."""


@dataclass(frozen=True)
class Lifecycle(Generic[State, Move]):
    """`noun` names the thing in refusals: a proposal at the stage "rejected" cannot be …"""

    noun: str
    moves: Mapping[tuple[State, Move], State]

    def after(self, state: State, move: Move) -> State:
        try:
            return self.moves[state, move]
        except KeyError:
            stage = state.value.replace("_", " ")
            raise NotNow(f'A {self.noun} at the stage "{stage}" cannot be {move}.') from None

    def allows(self, state: State, move: Move) -> bool:
        return (state, move) in self.moves

    def open_to(self, state: State) -> tuple[Move, ...]:
        return tuple(move for start, move in self.moves if start is state)
