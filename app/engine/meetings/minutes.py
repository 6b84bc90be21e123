"""Minutes, written from what happened: each statement tells of one event and of nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.engine.meetings.events import Event, EventKind
from app.engine.sealing import START, Plain, seal

OPENING, CLOSE = "Opening", "Close"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement of the minutes, under its heading; `event` is the key of what it tells of."""

    event: int
    heading: str
    text: str


def minutes_of(events: Sequence[Event]) -> tuple[Sentence, ...]:
    return tuple(_sentences(events))


def _sentences(events: Sequence[Event]) -> Iterator[Sentence]:
    heading = OPENING
    for event in events:
        if event.kind is EventKind.ITEM_TAKEN_UP:
            heading = f"{event.said['number']}. {event.said['title']}"
        elif event.kind is EventKind.ADJOURNED:
            heading = CLOSE
        yield Sentence(event.key, heading, _WORDS[event.kind](event))
        if event.kind in {EventKind.ITEM_CLOSED, EventKind.ITEM_DEFERRED}:
            heading = BETWEEN


BETWEEN = "Between items"


def _opened(event: Event) -> str:
    said = event.said
    return (
        f"Meeting {said['number']} of the {said['body']}, a {said['kind']} meeting, was opened at "
        f"{_time(event)} with {said['presiding']} in the chair. {said['secretary']} kept the "
        f"minutes. {said['notice']} Present: {said['present']}. Absent: {said['absent']}."
    )


def _arrived(event: Event) -> str:
    said = event.said
    how = {"remote": " remotely", "by_proxy": " by proxy"}.get(said.get("manner", ""), "")
    return f"{_time(event)}: {_who(said)} joined{how}."


def _departed(event: Event) -> str:
    return f"{_time(event)}: {_who(event.said)} left."


def _who(said: Mapping[str, str]) -> str:
    return f"{said['name']} ({said['seat']})" if said.get("seat") else f"{said['name']}, a guest,"


def _quorum(there_is: str) -> Callable[[Event], str]:
    def sentence(event: Event) -> str:
        said = event.said
        groups = f" {said['groups']}" if said.get("groups") else ""
        return (
            f"{said['have']} of {said['base']} seats were present and {said['needed']} were "
            f"needed: {there_is}.{groups}"
        )

    return sentence


def _taken_up(event: Event) -> str:
    owner = event.said.get("owner")
    return f"{owner} introduced the item." if owner else "The item was taken up."


def _item_closed(event: Event) -> str:
    return _sentence(event.said.get("outcome") or "The item was closed")


def _deferred(event: Event) -> str:
    why = event.said.get("why")
    return _sentence(
        f"The item was deferred to a later meeting: {why}"
        if why
        else "The item was deferred to a later meeting"
    )


def _moved(event: Event) -> str:
    said = event.said
    about = f" on motion {said['about']}" if said.get("about") else ""
    return (
        f"Motion {said['number']}, {_kind(said)}{about}, moved by {said['mover']}: “{said['text']}”"
    )


def _kind(said: Mapping[str, str]) -> str:
    return f"{said['kind'][0].lower()}{said['kind'][1:]}"


def _decided(event: Event) -> str:
    said = event.said
    motion = f"Motion {said['number']} {said['result']}"
    method = said["method"]
    if method == "unanimous_consent":
        return f"{motion} without objection."
    if method == "chair":
        return _sentence(f"The chair ruled on motion {said['number']}: {said['ruling']}")
    how = "by ballot" if method == "ballot" else "on a show of hands"
    return (
        f"{motion} {how}: {said['for']} for, {said['against']} against, {said['abstained']} "
        f"abstained; {said['needed']} were needed."
    )


def _action(event: Event) -> str:
    said = event.said
    return _sentence(f"Action: {said['owner']}, by {said['due']}: {said['title']}")


def _adjourned(event: Event) -> str:
    undone = event.said.get("undone")
    rest = f" Not reached and carried over: {undone}." if undone else ""
    return f"The meeting was adjourned at {_time(event)}.{rest}"


_WORDS: dict[EventKind, Callable[[Event], str]] = {
    EventKind.OPENED: _opened,
    EventKind.ARRIVED: _arrived,
    EventKind.DEPARTED: _departed,
    EventKind.QUORUM_REACHED: _quorum("there was a quorum"),
    EventKind.QUORUM_LOST: _quorum("there was no quorum and no vote could be taken"),
    EventKind.ITEM_TAKEN_UP: _taken_up,
    EventKind.ITEM_PULLED: lambda one: (
        f"{one.said['by']} took “{one.said['title']}” off the consent agenda for discussion."
    ),
    EventKind.ITEM_CLOSED: _item_closed,
    EventKind.ITEM_DEFERRED: _deferred,
    EventKind.CONSENT_ADOPTED: lambda one: (
        f"The consent agenda was adopted without objection: {one.said['titles']}."
    ),
    EventKind.MOVED: _moved,
    EventKind.SECONDED: lambda one: (
        f"Motion {one.said['number']} was seconded by {one.said['seconder']}."
    ),
    EventKind.AMENDED: lambda one: (
        f"As amended by motion {one.said['by']}, motion {one.said['number']} reads: "
        f"“{one.said['text']}”"
    ),
    EventKind.DECIDED: _decided,
    EventKind.WITHDRAWN: lambda one: f"Motion {one.said['number']} was withdrawn by its mover.",
    EventKind.FELL: lambda one: f"Motion {one.said['number']} fell for want of a second.",
    EventKind.RECUSED: lambda one: (
        f"{_who(one.said)} stepped aside from {one.said['from']}: {one.said['why']}"
    ),
    EventKind.WAIVED: lambda one: _sentence(f"Waived: {one.said['what']}"),
    EventKind.ACTION_ASSIGNED: _action,
    EventKind.MINUTES_APPROVED: lambda one: (
        f"The minutes of meeting {one.said['of']}, held on {one.said['on']}, were approved by "
        f"motion {one.said['number']} and are sealed."
    ),
    EventKind.NOTED: lambda one: _sentence(one.said["text"]),
    EventKind.ADJOURNED: _adjourned,
}


def _time(event: Event) -> str:
    return f"{event.at:%H:%M} UTC"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."


def seal_of(heading: Mapping[str, Plain], statements: Sequence[Mapping[str, Plain]]) -> str:
    """The hash over what the minutes are of, who approved them, and every statement in order."""
    sealed = seal(START, heading)
    for one in statements:
        sealed = seal(sealed, one)
    return sealed
