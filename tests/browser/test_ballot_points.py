"""The voting page on a phone, point by point, from before the vote to the result."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.governance.queries import ballots as queries
from app.governance.services import ballots, papers
from app.governance.services.agendas import About
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from tests.browser.site import COOKIE
from tests.conftest import enter
from tests.factories.accounts import a_person
from tests.factories.governance import a_body, a_member, a_secretary, a_submitted_proposal
from tests.factories.meetings import a_meeting, an_item

PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Room:
    """A ballot in writing with a paper to read: the cookies of chair, member and a reader."""

    ballot_id: int
    address: str
    chair: dict
    member: dict
    reader: dict

    def close(self) -> None:
        with unit_of_work():
            ballot = queries.lock(self.ballot_id)
            ballots.close(ballot, at=ballot.closes_at)
        db.session.remove()


@pytest.fixture
def room(site) -> Iterator[Room]:
    with site.app.app_context():
        chair, member, reader = a_member(), a_member(), a_person()
        body = a_body(member, a_member(), chair=chair)
        proposal = a_submitted_proposal(body, title="Retire the old archive")
        item = an_item(a_meeting(body), title="The archive", about=About(proposal_id=proposal.id))
        link = papers.Handed(title="The offer", url="https://papers.invalid/offer.pdf")
        papers.add_paper(item, link, actor=a_secretary(), at=clock.now())
        ballot = ballots.open_ballot(
            proposal,
            actor=a_secretary(),
            closes_at=clock.now() + timedelta(days=2),
            at=clock.now(),
        )
        db.session.commit()

        def cookie(person: Person) -> dict:
            value = enter(site.app.test_client(), person).get_cookie(COOKIE).value
            return {"name": COOKIE, "value": value, "url": site.address}

        address = f"{site.address}/governance/ballots/{ballot.id}"
        made = Room(ballot.id, address, cookie(chair), cookie(member), cookie(reader))
        db.session.remove()
        yield made


def seen_by(page: Page, cookie: dict, address: str) -> Page:
    page.context.clear_cookies()
    page.context.add_cookies([cookie])
    page.set_viewport_size(PHONE)
    page.goto(address)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "the page scrolls sideways"
    return page


def test_what_a_member_reads_before_the_vote(page, room):
    seen_by(page, room.member, room.address)
    question, paper = page.locator("#question"), page.locator(".paper")
    expect(question).to_contain_text("moved by")  # 1: what, by whom, until when
    expect(page.locator(".lead-line")).to_contain_text("written procedure")
    expect(page.locator(".lead-line")).to_contain_text("left")
    expect(question).to_contain_text("UTC")
    expect(question).to_contain_text("seats must take part for a quorum")  # 2: the rule
    expect(page.locator("#ledger .cite").first).to_have_text(re.compile(r"^clause \d+\.\d$"))
    expect(page.locator("#roll")).to_contain_text("Has not voted")  # 3: who is there
    expect(page.locator("#ledger")).to_contain_text("more must")
    expect(page.locator("#effects")).to_contain_text("If it fails, nothing changes")  # 4
    reading = page.locator("#reading")  # 5: what to read, and a note
    expect(reading).to_contain_text("The offer")
    reading.get_by_text("Your note").click()
    reading.get_by_label("Only you see it").fill("Ask about the exit fee.")
    reading.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_label("Only you see it")).to_have_value("Ask about the exit fee.")
    for name in ("Approve", "Reject", "Abstain"):  # 6 and 12: one tap, for a thumb
        assert paper.get_by_role("button", name=name).bounding_box()["height"] >= 44
    expect(paper).to_contain_text("I have a conflict of interest")
    expect(paper.locator(".paper__promise")).to_contain_text("who has voted")  # 9


def test_what_a_member_finds_after_the_vote(page, room):
    seen_by(page, room.member, room.address)
    page.locator(".paper").get_by_role("button", name="Approve").click()
    expect(page.locator(".paper__cast")).to_contain_text("Approve recorded")  # 7
    expect(page.locator(".paper__cast")).to_contain_text("You may change it until")
    expect(page.locator(".paper")).to_contain_text("Receipt")
    page.get_by_text("Ask for a meeting on this").click()  # 13
    page.get_by_label("Why should the body meet").fill("The cost was never discussed.")
    page.get_by_role("button", name="Ask for a meeting").click()
    expect(page.locator("#asked")).to_contain_text("Not answered yet.")


def test_what_the_chair_sees_and_what_the_result_says(page, room):
    seen_by(page, room.chair, room.address)
    expect(page.get_by_text("0 of 3 received")).to_be_visible()  # 10
    for act in ("Remind those", "Enter the vote of a member", "Give everyone more time"):
        expect(page.get_by_text(act).first).to_be_visible()
    page.locator(".paper").get_by_role("button", name="Reject").click()
    expect(page.locator(".paper__cast")).to_contain_text("Reject")
    room.close()
    seen_by(page, room.chair, room.address)
    result = page.locator("#result")  # 11: the word first, then the numbers
    expect(result.locator(".outcome")).to_be_visible()
    expect(result).to_contain_text("Closed by itself at the deadline")
    expect(result).to_contain_text("Download the sealed packet")
    expect(page.locator("#ledger")).to_contain_text("too few")


def test_who_cannot_vote_is_told_why_and_who_can_help(page, room):
    page.context.clear_cookies()
    page.context.add_cookies([room.reader])
    assert page.goto(room.address).status == 404
    seen_by(page, room.member, room.address)
    page.get_by_text("I have a conflict of interest").click()
    page.get_by_label("What is the conflict?").fill("I own shares of the vendor.")
    page.get_by_role("button", name="Step aside").click()
    expect(page.locator(".paper")).to_contain_text("has stepped aside")  # 8
    expect(page.locator(".paper")).to_contain_text("who chairs the body, or the secretary can help")
