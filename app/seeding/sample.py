"""The made-up health system, from nothing to an open ballot, in the order things happened."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path

from app.inbox.jobs import round_of
from app.mail import queries as post
from app.mail.services import note_sent
from app.reports.document import Letterhead
from app.reports.facts import Format, Kind
from app.reports.services import build, make_file, record_export
from app.scoring.services.recompute import recompute_all
from app.seeding.acting import acting
from app.seeding.answers import answer_criteria
from app.seeding.asking import add_evidence, assign_sections, follow_facts
from app.seeding.bodies import charter_bodies
from app.seeding.council import Council
from app.seeding.estate import bring_estate, confirm_vendors
from app.seeding.files import Folder
from app.seeding.matters import read_matters
from app.seeding.meetings import Calendar
from app.seeding.packs import publish_more_packs
from app.seeding.people import Cast
from app.seeding.purses import Purse
from app.seeding.reference import load_reference_data
from app.seeding.roadmap import plan_initiatives, progress, set_objectives
from app.seeding.scenarios import try_out
from app.seeding.timeline import Happening, live_through
from app.standards.queries import catalog

QUILLWATER = Path(__file__).parent / "quillwater"
DOMAIN = "quillwater.example"

MANY = 100_000
Done = tuple[str, int]
"""What was made, and how many of it."""


def build_sample(now: datetime, *, password_hash: str, letterhead: Letterhead) -> Iterator[Done]:
    """Make it step by step; everybody has the same password."""
    folder, cast = Folder(QUILLWATER, now.date()), Cast(DOMAIN)
    first_month = letterhead.fiscal_year_starts_in
    council, purse = Council(folder, cast, first_month), Purse(folder, cast, first_month)
    with acting(None, "Sample health system"):
        people = cast.invite(folder.rows("people.csv"), password_hash)
        pack_id = load_reference_data()
    yield "people", people
    yield "criteria", len(catalog.get_pack(pack_id).criteria)
    for kind, created in bring_estate(folder, cast).items():
        yield kind.value, created
    yield "vendors confirmed", confirm_vendors(folder, cast)
    yield from _answer(folder, cast, pack_id, now)
    with acting(cast.actor("planner"), "More criteria"):
        more = publish_more_packs(folder)
    yield "criteria of other packs and versions", more
    yield "bodies", len(charter_bodies(folder, cast))
    yield from _plan(folder, cast, purse)
    happenings = _happenings(folder, cast, council, purse)
    yield "things that happened", live_through(happenings, folder.moment)
    yield "messages that arrived", _deliver(now)
    yield "scenarios", try_out(folder, cast, pack_id, at=now)
    yield from _tell(cast, letterhead, now)


def _answer(folder: Folder, cast: Cast, pack_id: int, now: datetime) -> Iterator[Done]:
    yield "answers", answer_criteria(folder, cast, pack_id)
    yield "answers by rule", follow_facts(cast, pack_id, on=folder.today, at=now)
    yield "pieces of evidence", add_evidence(folder, cast, pack_id)
    yield "assignments", assign_sections(folder, cast, pack_id)
    with acting(None, "Scores computed"):
        scores = recompute_all(catalog.get_pack(pack_id), on=folder.today, at=now)
    yield "scores", scores


def _deliver(now: datetime) -> int:
    """Invitations to meetings long over are not sent out when somebody turns mail on."""
    waiting = post.due(now, MANY)
    with acting(None, "Sample health system"):
        for message_id in waiting:
            note_sent(message_id, at=now)
    return len(waiting)


def _tell(cast: Cast, letterhead: Letterhead, now: datetime) -> Iterator[Done]:
    yield "digests", round_of(now)
    with acting(cast.actor("executive"), "Board of directors"):
        _export_roadmap(cast, letterhead, now)
    yield "reports", 1


def _plan(folder: Folder, cast: Cast, purse: Purse) -> Iterator[Done]:
    with acting(cast.actor("planner"), "First roadmap"):
        objectives = set_objectives(folder)
        initiatives = plan_initiatives(folder, cast)
    yield "objectives", objectives
    yield "initiatives", initiatives
    with acting(cast.actor("finance"), "First funding plan"):
        funds, requests = purse.open_funds(), purse.ask()
    yield "funds", funds
    yield "requests", requests


def _happenings(folder: Folder, cast: Cast, council: Council, purse: Purse) -> Iterator[Happening]:
    matters = chain.from_iterable(council.happenings(one) for one in read_matters(folder))
    meetings = Calendar(council).happenings()
    return chain(matters, meetings, progress(folder, cast), purse.spending())


def _export_roadmap(cast: Cast, letterhead: Letterhead, now: datetime) -> None:
    actor = cast.actor("executive")
    document = build(Kind.ROADMAP, letterhead, now.date())
    file = make_file(Kind.ROADMAP, Format.XLSX, document, actor=actor, at=now)
    record_export(Kind.ROADMAP, Format.XLSX, file, actor=actor)
