"""A vote from a phone on a poor link: it says whether it arrived, and keeps what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.accounts.queries import actor_of
from app.engine.voting.ballot import Choice
from app.governance.models import Vote
from app.governance.queries import ballots as queries
from app.governance.services import ballots
from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.permissions import Actor
from tests.browser.site import COOKIE
from tests.conftest import enter
from tests.factories.governance import a_body, a_member, an_open_ballot

PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Held:
    """An open ballot of two: whoever holds the phone, and another."""

    id: int
    address: str
    me: Actor
    other: Actor
    cookie: dict

    def cast(self, actor: Actor, choice: Choice) -> None:
        with unit_of_work():
            ballots.cast_vote(queries.lock(self.id), actor=actor, choice=choice, at=clock.now())
        db.session.remove()

    def stored(self) -> list[tuple[str, str]]:
        found = db.session.scalars(select(Vote).where(Vote.ballot_id == self.id)).all()
        votes = [(vote.choice.value, vote.comment) for vote in found]
        db.session.remove()
        return votes


@pytest.fixture
def ballot(site) -> Iterator[Held]:
    with site.app.app_context():
        me, other = a_member(), a_member()
        opened = an_open_ballot(a_body(me, other), title="Retire the old archive")
        value = enter(site.app.test_client(), me).get_cookie(COOKIE).value
        held = Held(
            opened.id,
            f"{site.address}/governance/ballots/{opened.id}",
            actor_of(me),
            actor_of(other),
            {"name": COOKIE, "value": value, "url": site.address},
        )
        db.session.remove()
        yield held


@pytest.fixture
def phone(page, context, ballot):
    context.add_cookies([ballot.cookie])
    page.set_viewport_size(PHONE)
    page.goto(ballot.address)
    expect(page.locator("[data-started~=send]")).to_be_attached()
    return page


def said(page):
    return page.locator("[data-said]")


def approve(page):
    return page.get_by_role("button", name="Approve", exact=True)


def test_offline_says_not_sent_keeps_everything_and_sends_once_online_again(phone, ballot):
    phone.get_by_label("Reason, if you like").fill("Two viewers are one too many.")
    phone.context.set_offline(True)
    approve(phone).click()
    expect(said(phone)).to_contain_text("Not sent")
    assert approve(phone).get_attribute("aria-pressed") == "true"
    assert ballot.stored() == []
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Try again: Approve").click()
    expect(phone.get_by_role("heading", name="Your vote is recorded")).to_be_focused()
    expect(phone.locator(".paper__cast")).to_contain_text("Approve")
    assert ballot.stored() == [("approve", "Two viewers are one too many.")]


def test_an_answer_that_is_lost_is_sent_again_and_counts_once(phone, ballot):
    def lose(route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    phone.route("**/vote", lose)
    approve(phone).click()
    expect(said(phone)).to_contain_text("Not sent")
    first = ballot.stored()
    phone.unroute("**/vote")
    phone.get_by_role("button", name="Try again: Approve").click()
    expect(phone.locator(".paper__cast")).to_contain_text("Approve")
    assert first == ballot.stored() == [("approve", "")]


def test_recorded_is_said_only_after_the_server_has_it(phone, ballot):
    phone.route(
        "**/vote", lambda route: route.fulfill(status=503, body="<p class=notice>Busy.</p>")
    )
    approve(phone).click()
    expect(said(phone)).to_have_text("Not recorded. Busy.")
    assert phone.get_by_role("heading", name="Your vote is recorded").count() == 0
    assert ballot.stored() == []


def test_while_it_is_on_its_way_it_says_so(phone, ballot):
    held = []
    phone.route("**/vote", lambda route: held.append(route))  # noqa: PLW0108
    approve(phone).click()
    expect(said(phone)).to_contain_text("not recorded yet")
    approve(phone).click()
    assert len(held) == 1
    held[0].continue_()
    expect(phone.locator(".paper__cast")).to_contain_text("Approve")


def test_what_was_typed_survives_a_reload_and_others_votes(phone, ballot):
    reason = phone.get_by_label("Reason, if you like")
    reason.fill("Not yet sent.")
    ballot.cast(ballot.other, Choice.REJECT)
    phone.reload()
    expect(reason).to_have_value("Not yet sent.")
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0
    approve(phone).click()
    expect(phone.locator(".paper__cast")).to_contain_text("Approve")
    phone.reload()
    expect(reason).to_have_value("Not yet sent.")  # now as it was recorded


def test_the_roll_follows_and_the_form_stays(page, context, ballot):
    """Another votes while a reason is being typed, and the page looks ten times."""
    context.add_cookies([ballot.cookie])
    page.clock.install()
    page.goto(ballot.address)
    reason = page.get_by_label("Reason, if you like")
    reason.fill("Still thinking")
    expect(page.locator("#roll")).not_to_contain_text("Has voted")
    ballot.cast(ballot.other, Choice.REJECT)
    for _ in range(10):
        page.clock.run_for(16_000)
    expect(page.locator("#roll")).to_contain_text("Has voted")
    expect(reason).to_have_value("Still thinking")
    expect(reason).to_be_focused()


def test_it_works_without_script(browser, ballot):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies([ballot.cookie])
    page = context.new_page()
    page.goto(ballot.address)
    page.get_by_label("Reason, if you like").fill("By hand.")
    approve(page).click()
    expect(page.get_by_role("heading", name="Your vote is recorded")).to_be_visible()
    assert ballot.stored() == [("approve", "By hand.")]
    context.close()


def test_a_vote_that_is_not_the_one_shown_is_not_overwritten(phone, ballot):
    """The first tab shows no vote; the second has voted meanwhile."""
    ballot.cast(ballot.me, Choice.REJECT)
    approve(phone).click()
    expect(said(phone)).to_contain_text("has voted meanwhile: reject")
    assert ballot.stored() == [("reject", "")]
