from datetime import UTC, datetime

import pytest

from app.engine.meetings.events import Event, EventKind
from app.engine.meetings.minutes import minutes_of, seal_of

AT = datetime(2026, 11, 30, 14, 5, tzinfo=UTC)
K = EventKind
DECISION = {
    "number": "1",
    "result": "carried",
    "method": "show_of_hands",
    "for": "5",
    "against": "2",
    "abstained": "1",
    "needed": "4",
    "ruling": "",
}
QUORUM = {"have": "8", "base": "12", "needed": "7", "groups": ""}
EXPECTED = [
    (
        K.OPENED,
        {
            "number": "4",
            "body": "Steering Committee",
            "kind": "regular",
            "presiding": "Dr. A",
            "secretary": "B",
            "notice": "Notice was given.",
            "present": "Dr. A (Chair)",
            "absent": "nobody",
        },
        (
            "Meeting 4 of the Steering Committee, a regular meeting, was opened at 14:05 UTC with "
            "Dr. A in the chair. B kept the minutes. Notice was given. Present: Dr. A (Chair). "
            "Absent: nobody."
        ),
    ),
    (K.ARRIVED, {"name": "C", "seat": "Finance"}, "14:05 UTC: C (Finance) joined."),
    (
        K.ARRIVED,
        {"name": "C", "seat": "Finance", "manner": "remote"},
        "14:05 UTC: C (Finance) joined remotely.",
    ),
    (
        K.ARRIVED,
        {"name": "C", "seat": "Finance", "manner": "by_proxy"},
        "14:05 UTC: C (Finance) joined by proxy.",
    ),
    (K.ARRIVED, {"name": "D", "seat": ""}, "14:05 UTC: D, a guest, joined."),
    (K.DEPARTED, {"name": "C", "seat": "Finance"}, "14:05 UTC: C (Finance) left."),
    (
        K.QUORUM_REACHED,
        QUORUM,
        "8 of 12 seats were present and 7 were needed: there was a quorum.",
    ),
    (
        K.QUORUM_LOST,
        QUORUM | {"have": "6", "groups": "No seat of these groups was there: it."},
        (
            "6 of 12 seats were present and 7 were needed: there was no quorum and no vote could "
            "be taken. No seat of these groups was there: it."
        ),
    ),
    (K.ITEM_TAKEN_UP, {"number": "2", "title": "Viewer", "owner": "D"}, "D introduced the item."),
    (K.ITEM_TAKEN_UP, {"number": "2", "title": "Viewer", "owner": ""}, "The item was taken up."),
    (
        K.ITEM_PULLED,
        {"by": "D", "title": "Dates"},
        "D took “Dates” off the consent agenda for discussion.",
    ),
    (K.ITEM_CLOSED, {"outcome": "Heard"}, "Heard."),
    (K.ITEM_CLOSED, {"outcome": ""}, "The item was closed."),
    (K.ITEM_DEFERRED, {"why": ""}, "The item was deferred to a later meeting."),
    (K.ITEM_DEFERRED, {"why": "late"}, "The item was deferred to a later meeting: late."),
    (
        K.CONSENT_ADOPTED,
        {"titles": "A; B"},
        "The consent agenda was adopted without objection: A; B.",
    ),
    (
        K.MOVED,
        {"number": "1", "kind": "a main motion", "about": "", "mover": "A", "text": "We go."},
        "Motion 1, a main motion, moved by A: “We go.”",
    ),
    (
        K.MOVED,
        {
            "number": "2",
            "kind": "to amend the wording",
            "about": "1",
            "mover": "B",
            "text": "Go.",
        },
        "Motion 2, to amend the wording on motion 1, moved by B: “Go.”",
    ),
    (K.SECONDED, {"number": "1", "seconder": "B"}, "Motion 1 was seconded by B."),
    (
        K.AMENDED,
        {"number": "1", "by": "2", "text": "Go."},
        "As amended by motion 2, motion 1 reads: “Go.”",
    ),
    (
        K.DECIDED,
        DECISION,
        "Motion 1 carried on a show of hands: 5 for, 2 against, 1 abstained; 4 were needed.",
    ),
    (
        K.DECIDED,
        DECISION | {"method": "ballot", "result": "was lost"},
        "Motion 1 was lost by ballot: 5 for, 2 against, 1 abstained; 4 were needed.",
    ),
    (
        K.DECIDED,
        DECISION | {"method": "unanimous_consent"},
        "Motion 1 carried without objection.",
    ),
    (
        K.DECIDED,
        DECISION | {"method": "chair", "ruling": "The point is well taken"},
        "The chair ruled on motion 1: The point is well taken.",
    ),
    (K.WITHDRAWN, {"number": "1"}, "Motion 1 was withdrawn by its mover."),
    (K.FELL, {"number": "1"}, "Motion 1 fell for want of a second."),
    (
        K.RECUSED,
        {"name": "C", "seat": "Finance", "from": "motion 1", "why": "owns shares."},
        "C (Finance) stepped aside from motion 1: owns shares.",
    ),
    (K.WAIVED, {"what": "the reading of the minutes"}, "Waived: the reading of the minutes."),
    (
        K.ACTION_ASSIGNED,
        {"owner": "C", "due": "2026-12-24", "title": "Ask the vendor"},
        "Action: C, by 2026-12-24: Ask the vendor.",
    ),
    (
        K.MINUTES_APPROVED,
        {"of": "3", "on": "2026-10-26", "number": "1"},
        "The minutes of meeting 3, held on 2026-10-26, were approved by motion 1 and are sealed.",
    ),
    (K.NOTED, {"text": "D joined the discussion"}, "D joined the discussion."),
    (
        K.ADJOURNED,
        {"undone": "Dates"},
        "The meeting was adjourned at 14:05 UTC. Not reached and carried over: Dates.",
    ),
    (K.ADJOURNED, {"undone": ""}, "The meeting was adjourned at 14:05 UTC."),
]


@pytest.mark.parametrize(("kind", "said", "text"), EXPECTED)
def test_each_kind_of_event_in_words(kind, said, text):
    (sentence,) = minutes_of([Event(7, AT, kind, said)])
    assert (sentence.event, sentence.text) == (7, text)


def test_no_kind_of_event_is_without_words():
    assert {kind for kind, _, _ in EXPECTED} == set(EventKind)


def test_statements_stand_under_the_item_they_belong_to():
    item = {"number": "2", "title": "Viewer", "owner": ""}
    happened = [
        (K.QUORUM_REACHED, QUORUM),
        (K.ITEM_TAKEN_UP, item),
        (K.NOTED, {"text": "x"}),
        (K.ITEM_CLOSED, {"outcome": ""}),
        (K.DEPARTED, {"name": "C", "seat": "F"}),
        (K.ADJOURNED, {"undone": ""}),
    ]
    found = minutes_of([Event(n, AT, kind, said) for n, (kind, said) in enumerate(happened)])
    assert [one.heading for one in found] == [
        "Opening",
        "2. Viewer",
        "2. Viewer",
        "2. Viewer",
        "Between items",
        "Close",
    ]
    assert [one.event for one in found] == list(range(6))


def test_the_seal_changes_with_every_word_and_the_order():
    heading, one, two = {"meeting": 4}, {"text": "a"}, {"text": "b"}
    sealed = seal_of(heading, [one, two])
    assert sealed == seal_of(heading, [dict(one), dict(two)])
    others = [([two, one], heading), ([one], heading), ([one, {"text": "c"}], heading)]
    assert sealed not in {seal_of(head, several) for several, head in others}
    assert sealed != seal_of({"meeting": 5}, [one, two])
