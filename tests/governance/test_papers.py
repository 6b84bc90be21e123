"""Papers of an item: handed in, opened with a receipt, withdrawn; notes for oneself."""

import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from app.accounts.models import Person
from app.accounts.queries import actor_of
from app.accounts.roles import Role
from app.audit.models import Change
from app.engine.voting.packet import PARTS
from app.governance.models import PaperOpening, PrivateNote
from app.governance.queries import agendas, bodies
from app.governance.queries import ballots as ballot_queries
from app.governance.queries import papers as queries
from app.governance.services import ballots, proposals
from app.governance.services import papers as services
from app.governance.services.agendas import About, remove_item
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Forbidden, RuleBroken
from app.kernel.facts import Refused
from tests.factories.accounts import a_person
from tests.factories.governance import (
    a_closed_ballot,
    a_member,
    a_proposal,
    a_secretary,
    voted,
)
from tests.factories.meetings import a_full_body, a_meeting, an_item, an_open_meeting, member_of
from tools import verify_packet

pytestmark = pytest.mark.usefixtures("session")
PDF = b"%PDF-1.7 What the vendor offers"


def text_of(page, where="main"):
    return " ".join(page.select_one(where).get_text(" ").split())


@pytest.fixture
def body():
    return a_full_body(3)


@pytest.fixture
def item(body):
    return an_item(a_meeting(body), title="One viewer")


def holder(body, number: int) -> Person:
    return db.session.get(Person, bodies.get(body.id).seats[number].holder_id)


def test_a_paper_is_read_with_a_receipt_that_the_secretary_sees(browse, body, item):
    secretary, member = browse(a_person(Role.SECRETARY)), browse(holder(body, 1))
    key, name = {"item_id": item.id}, holder(body, 1).name
    said = {"title": "The offer", "url": "", "file": (BytesIO(PDF), "offer.pdf")}
    page = secretary.post("governance.add_paper", said, **key)
    assert sha256(PDF).hexdigest() in text_of(page, "#papers")
    assert "Opened: by nobody yet" in text_of(page, "#receipts")
    page = member.get("governance.show_papers", **key)
    assert "Not opened" in text_of(page, "#papers")
    assert page.select_one("#receipts") is None
    (paper,) = queries.of_item(item)
    for _ in range(2):
        answer = member.client.post(f"/governance/papers/{paper.id}/open")
        assert (answer.status_code, answer.data) == (200, PDF)
    assert db.session.query(PaperOpening).count() == 1
    page = secretary.get("governance.show_papers", **key)
    assert f"Opened: {name} (" in text_of(page, "#receipts")
    page = member.get("governance.show_meeting", meeting_id=item.meeting_id)
    assert "1 paper, your note" in text_of(page, "#agenda")
    secretary.post("governance.withdraw_paper", {}, paper_id=paper.id)
    assert queries.of_item(item) == []


def test_a_link_is_shown_once_it_is_receipted(browse, body, item):
    paper = services.add_paper(
        item,
        services.Handed("Map", "https://example.org/map"),
        actor=a_secretary(),
        at=clock.now(),
    )
    db.session.commit()
    reader, link = browse(holder(body, 1)), "a[href='https://example.org/map']"
    assert reader.get("governance.show_papers", item_id=item.id).select_one(link) is None
    assert reader.post("governance.open_paper", {}, paper_id=paper.id).select_one(link)
    assert db.session.query(PaperOpening).one().person_id == holder(body, 1).id


@pytest.mark.parametrize(
    ("handed", "why"),
    [
        (services.Handed("", "https://example.org"), "title"),
        (services.Handed("Both", "https://example.org", "a.pdf", PDF), "file"),
        (services.Handed("Neither"), "file"),
        (services.Handed("Large", "", "a.pdf", PDF, most=4), "file"),
    ],
)
def test_what_is_not_a_paper_is_refused(item, handed, why):
    with pytest.raises(Refused) as refused:
        services.add_paper(item, handed, actor=a_secretary(), at=clock.now())
    assert why in refused.value.problems


def test_patient_data_and_programs_are_refused(item):
    dicom = services.Handed("Image", name="a.dcm", data=bytes(128) + b"DICM")
    with pytest.raises(RuleBroken, match="DICOM"):
        services.add_paper(item, dicom, actor=a_secretary(), at=clock.now())


def test_a_member_hands_nothing_in_and_a_stranger_sees_nothing(browse, body, item):
    meeting = an_open_meeting(a_full_body(2))
    with pytest.raises(Forbidden):
        services.add_paper(
            item,
            services.Handed("A", "https://a.example"),
            actor=member_of(meeting),
            at=clock.now(),
        )
    stranger = browse(a_person(Role.MEMBER))
    stranger.get("governance.show_papers", item_id=item.id, status=404)
    stranger.post("governance.write_note", {"text": "Mine"}, item_id=item.id, status=404)


def test_a_note_is_for_its_writer_alone(browse, body, item):
    mine, other = browse(holder(body, 1)), browse(a_person(Role.SECRETARY))
    key, secret = {"item_id": item.id}, "Ask about the exit clause"
    page = mine.post("governance.write_note", {"text": secret}, **key)
    assert secret in page.get_text()
    assert secret not in other.get("governance.show_papers", **key).get_text()
    assert not any(secret in str(one.fields) for one in db.session.query(Change))
    mine.post("governance.write_note", {"text": " "}, **key)
    assert db.session.query(PrivateNote).count() == 0


def test_an_item_taken_off_the_agenda_takes_its_papers_along(item):
    services.add_paper(
        item, services.Handed("A", "https://a.example"), actor=a_secretary(), at=clock.now()
    )
    services.write_note(item, "Mine", actor=a_secretary(), at=clock.now())
    remove_item(agendas.get_item(item.id), actor=a_secretary(), at=clock.now())
    db.session.flush()
    assert db.session.query(PrivateNote).count() == 0
    assert queries.of_item(item) == []


def test_the_page_of_papers_asks_little(browse, body, item, query_budget):
    for number in range(4):
        services.add_paper(
            item,
            services.Handed(f"Paper {number}", f"https://a.example/{number}"),
            actor=a_secretary(),
            at=clock.now(),
        )
    db.session.commit()
    secretary = browse(a_person(Role.SECRETARY))
    with query_budget(22):
        secretary.get("governance.show_papers", item_id=item.id)


def on_an_agenda(body, proposal):
    return an_item(a_meeting(body), about=About(proposal_id=proposal.id))


def test_papers_go_with_the_proposal_to_its_item_and_into_the_packet(browse, body):
    author, member = a_member(), holder(body, 1)
    proposal = a_proposal(body, actor_of(author))
    said = {"title": "The offer", "url": "", "file": (BytesIO(PDF), "offer.pdf")}
    page = browse(author).post("governance.add_paper_to_proposal", said, proposal_id=proposal.id)
    assert sha256(PDF).hexdigest() in text_of(page, "#papers")
    proposals.submit(proposal, actor=actor_of(author), at=clock.now())
    item = on_an_agenda(body, proposal)
    reader = browse(member)
    page = reader.get("governance.show_papers", item_id=item.id)
    assert "with the proposal" in text_of(page, "#papers")
    opening = page.find("button", string="Open").find_parent("form")["action"]
    assert reader.client.post(opening).data == PDF
    assert "Opened" in text_of(reader.get("governance.show_papers", item_id=item.id), "#papers")
    page = reader.get("governance.show_meeting", meeting_id=item.meeting_id)
    assert "1 paper, your note" in text_of(page, "#agenda")
    ballot = an_open_ballot_on(proposal)
    page = reader.get("governance.show_ballot", ballot_id=ballot.id)
    assert page.find("a", string="The offer")["href"].endswith(f"/{proposal.id}/papers")
    packet = ballot_queries.packet_of(a_closed_ballot(voted(ballot, (member, "approve"))).id)
    named = {"name": "offer.pdf", "sha256": sha256(PDF).hexdigest(), "size": len(PDF)}
    assert in_packet(packet, "papers") == [named | {"title": "The offer"}]
    assert verify_packet.faults_of(packet.content.encode()) == []
    forged = packet.content.replace(sha256(PDF).hexdigest(), sha256(b"Another").hexdigest())
    assert verify_packet.faults_of(forged.encode()) == [
        ("papers", "It is not what the head says it was.")
    ]


def an_open_ballot_on(proposal):
    at = clock.now()
    ballot = ballots.open_ballot(
        proposal, actor=a_secretary(), closes_at=at + timedelta(hours=2), at=at
    )
    db.session.commit()
    return ballot_queries.lock(ballot.id)


def in_packet(packet, part):
    """A part of the packet, which stands on a line of its own after the head."""
    return json.loads(packet.content.splitlines()[1 + PARTS.index(part)])


def test_once_a_proposal_went_to_its_vote_its_papers_stay(browse, body):
    author = actor_of(a_member())
    proposal = a_proposal(body, author)
    link = services.Handed("Map", "https://example.org/map")
    paper = services.add_to_proposal(proposal, link, actor=author, at=clock.now())
    proposals.submit(proposal, actor=author, at=clock.now())
    services.add_to_proposal(proposal, link, actor=a_secretary(), at=clock.now())
    an_open_ballot_on(proposal)
    for act in (
        lambda: services.add_to_proposal(proposal, link, actor=author, at=clock.now()),
        lambda: services.withdraw_paper(queries.get(paper.id), actor=author, at=clock.now()),
    ):
        with pytest.raises(RuleBroken, match="went to its vote"):
            act()
    page = browse(a_person(Role.SECRETARY)).get(
        "governance.show_papers_of_proposal", proposal_id=proposal.id
    )
    assert page.select_one("#add") is None
    assert page.find("button", string="Withdraw") is None


def test_papers_of_a_proposal_are_for_its_author_and_its_body(browse, body):
    author = a_member()
    proposal = a_proposal(body, actor_of(author))
    key, stranger = {"proposal_id": proposal.id}, a_member()
    with pytest.raises(Forbidden):
        services.add_to_proposal(
            proposal, services.Handed("A", "https://a.example"), actor=actor_of(stranger),
            at=clock.now(),
        )  # fmt: skip
    browse(holder(body, 1)).get("governance.show_papers_of_proposal", status=404, **key)
    proposals.submit(proposal, actor=actor_of(author), at=clock.now())
    db.session.commit()
    browse(holder(body, 1)).get("governance.show_papers_of_proposal", **key)
    browse(stranger).get("governance.show_papers_of_proposal", status=404, **key)
    assert browse(stranger).get("governance.show_proposal", **key).select_one("#papers") is None
    paper = services.add_to_proposal(
        proposal, services.Handed("A", "https://a.example"), actor=a_secretary(), at=clock.now()
    )
    db.session.commit()
    browse(stranger).post("governance.open_paper", {}, status=404, paper_id=paper.id)
