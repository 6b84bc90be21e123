"""Entries of a calendar: whatever is written into them is read again, and nothing else is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from app.kernel.calendars import Entry, Method, Party, Role, invitation, published, uid_of

START = datetime(2027, 3, 9, 14, 30, tzinfo=UTC)
NOTHING_ELSE = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"} | {
    "CLASS",
    "LOCATION",
    "DESCRIPTION",
    "URL",
}


def an_entry(**said) -> Entry:
    times = {"starts_at": START, "ends_at": START + timedelta(hours=1)}
    return Entry(**{"uid": uid_of("meeting", 1), "title": "Council"} | times | said)


def read(content):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (calendar.errors, event.errors) == ([], [])
    return calendar, event


def flat(words: str) -> str:
    """As the standard keeps it: no control characters, ends that are blank left alone."""
    spaced = (" " if (sign < " " or sign == "\x7f") and sign != "\n" else sign for sign in words)
    return " ".join("".join(spaced).split())


@given(st.text(min_size=1, max_size=200), st.text(max_size=200), st.text(max_size=300))
def test_whatever_is_written_is_read_again_in_lines_of_75_octets(title, place, text):
    content = published([an_entry(title=title, place=place, text=text)], name=title, at=START)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)
    _, event = read(content)
    assert set(event.keys()) <= NOTHING_ELSE
    said = (flat(str(event["SUMMARY"])), flat(str(event.get("LOCATION", ""))))
    assert said == (flat(title), flat(place))
    assert flat(str(event.get("DESCRIPTION", ""))) == flat(text)


def test_times_are_utc_and_a_moment_has_no_end():
    _, event = read(published([an_entry()], name="Mine", at=START))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (START, START + timedelta(hours=1))
    content = published([an_entry(ends_at=None)], name="Mine", at=START)
    assert b"DTSTART:20270309T143000Z\r\n" in content
    _, event = read(content)
    assert "DTEND" not in event
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_invitation_asks_one_person_and_nobody_writes_an_attendee_more():
    eve = Party('Eve "E"\r\nATTENDEE:mailto:all@example.org', "eve@example.org", Role.WELCOME)
    content = invitation(
        an_entry(sequence=2),
        Method.REQUEST,
        organizer=Party("Isocenter", "isocenter@example.org"),
        attendee=eve,
        at=START,
    )
    calendar, event = read(content)
    assert (calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", 2)
    assert event["ORGANIZER"] == "mailto:isocenter@example.org"
    assert event["ATTENDEE"] == "mailto:eve@example.org"
    assert event["ATTENDEE"].params["ROLE"] == "OPT-PARTICIPANT"


def test_an_entry_survives_json():
    for entry in (an_entry(is_canceled=True, sequence=3), an_entry(ends_at=None)):
        assert Entry.of_plain(entry.plain()) == entry
