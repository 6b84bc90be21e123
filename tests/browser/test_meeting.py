"""A whole meeting in two browsers at once: the secretary at a desk, a member with a phone."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.accounts.queries import find_by_email
from app.governance.queries import bodies
from app.governance.services import meetings as services
from app.governance.services.agendas import About
from app.kernel import clock
from app.kernel.db import db
from tests.factories.governance import a_body, a_secretary, a_submitted_proposal
from tests.factories.meetings import a_meeting, an_item
from tools import verify_packet

AHEAD = timedelta(days=20)
TEXT = "We keep one viewer for every department."
SEATED = ("samuel.iyer", "carmen.delgado", "victor.malik", "hannah.sorensen", "katrin.vogel")
PRESENT = ("Samuel Iyer", "Carmen Delgado", "Victor Malik", "Hannah Sorensen")


@pytest.fixture
def meeting(site) -> int:
    """Called for tomorrow, with one item by consent and one proposal to decide."""
    with site.app.app_context():
        chair, *others = (find_by_email(site.email(name)) for name in SEATED)
        body = bodies.get(a_body(*others, chair=chair, denominator="present").id)
        meeting = a_meeting(body, starts=clock.now() + timedelta(days=1))
        an_item(meeting, title="Dates of next year", is_consent=True)
        proposal = a_submitted_proposal(body, title="One viewer", text=TEXT)
        an_item(meeting, title="One viewer", about=About(proposal_id=proposal.id))
        services.call_meeting(meeting, actor=a_secretary(), at=meeting.starts_at - AHEAD)
        db.session.commit()
        return meeting.id


@pytest.fixture
def desk(site, browser: Browser):
    yield from seen_by(site, browser, "secretary", 1280, 900)


@pytest.fixture
def phone(site, browser: Browser):
    """Without JavaScript, as a poor phone would have it."""
    yield from seen_by(site, browser, "carmen.delgado", 390, 844, java_script_enabled=False)


def seen_by(site, browser: Browser, name: str, width: int, height: int, **how):
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, base_url=site.address, **how)
    site.let_in(context, name)
    yield context.new_page()
    context.close()


def picture(page: Page, name: str) -> None:
    """Kept where a folder for pictures is named; no page may be wider than its window."""
    if folder := os.environ.get("ISOCENTER_PICTURES"):
        page.screenshot(path=Path(folder) / f"meeting-{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def choose(page: Page, label: str, name: str) -> None:
    field = page.get_by_label(label)
    field.select_option(field.locator("option", has_text=name).get_attribute("value"))


def test_a_meeting_from_the_call_to_order_to_the_packet(meeting, desk, phone, tmp_path):
    called_to_order(desk, phone, meeting)
    motion_made(desk)
    ballot = voted_on_both_sides(desk, phone, meeting)
    minuted(desk, phone, meeting)
    verified(desk, ballot, tmp_path)


def called_to_order(desk: Page, phone: Page, meeting: int) -> None:
    phone.goto(f"/governance/meetings/{meeting}")
    picture(phone, "1-phone-called")
    desk.goto(f"/governance/meetings/{meeting}/run")
    for name in PRESENT:
        desk.get_by_role("group", name=name).get_by_label("In the room").check()
    picture(desk, "1-desk-open")
    press(desk, "Open the meeting")
    expect(desk.locator("#room")).to_contain_text("4 of 5 seats are present, 3 are needed.")
    press(desk, "Nobody objects: adopt the consent agenda")
    press(desk, "Take up")
    phone.goto(f"/governance/meetings/{meeting}")
    expect(phone.locator("#room")).to_contain_text("Quorum")
    picture(phone, "2-phone-quorum")


def motion_made(desk: Page) -> None:
    expect(desk.get_by_label("Exact words")).to_have_value(TEXT)
    choose(desk, "Moved by", "Samuel Iyer")
    press(desk, "Move it")
    choose(desk, "Seconded by", "Victor Malik")
    press(desk, "Seconded")
    picture(desk, "3-desk-motion")
    press(desk, "Open the ballot")
    expect(desk.locator("#voting")).to_contain_text("0 of 4 present have voted.")


def voted_on_both_sides(desk: Page, phone: Page, meeting: int) -> str:
    phone.goto(f"/governance/meetings/{meeting}")
    expect(phone.locator("#voting")).to_contain_text("0 of 4 present have voted.")
    picture(phone, "4-phone-voting")
    phone.get_by_role("link", name="Vote now").click()
    picture(phone, "5-phone-ballot")
    press(phone, "Approve")
    expect(phone.get_by_role("heading", name="Your vote is recorded")).to_be_visible()
    picture(phone, "6-phone-recorded")
    expect(desk.locator("#voting-count")).to_contain_text("1 of 4 present have voted.")
    entered_and_closed(desk)
    phone.reload()
    expect(phone.locator("main")).to_contain_text("The proposal carried.")
    picture(phone, "7-phone-closed")
    return phone.url


def entered_and_closed(desk: Page) -> None:
    """Voting cannot be closed while somebody who is present has not voted."""
    desk.get_by_text("Enter votes of members without a device").click()
    picture(desk, "4-desk-voting")
    for name, said in (("Samuel Iyer", "said approve"), ("Victor Malik", "said reject")):
        desk.reload()
        desk.get_by_text("Enter votes of members without a device").click()
        press(desk, f"{name} {said}")
    desk.get_by_text("Close voting and count").click()
    press(desk, "Close and count")
    expect(desk.get_by_role("alert").first).to_contain_text("Hannah Sorensen")
    picture(desk, "5-desk-too-early")
    desk.get_by_text("Enter votes of members without a device").click()
    press(desk, "Hannah Sorensen said approve")
    desk.get_by_text("Close voting and count").click()
    press(desk, "Close and count")
    expect(desk.locator("#voting")).to_have_count(0)


def minuted(desk: Page, phone: Page, meeting: int) -> None:
    desk.get_by_label("Outcome, or why it is deferred").fill("Decided by ballot.")
    press(desk, "Close the item")
    desk.locator("summary", has_text="Adjourn").click()
    press(desk, "Adjourn meeting 1")
    desk.goto(f"/governance/meetings/{meeting}/minutes")
    for said in (
        "The consent agenda was adopted without objection",
        "Voting on motion 1 by roll call began",
        "Motion 1 carried by ballot: 3 for, 1 against, 0 abstained; 3 were needed.",
        "For: Samuel Iyer, Carmen Delgado, Hannah Sorensen. Against: Victor Malik.",
        "recorded as decision",
    ):
        expect(desk.locator("main")).to_contain_text(said)
    picture(desk, "6-desk-minutes")
    phone.goto(f"/governance/meetings/{meeting}")
    picture(phone, "8-phone-adjourned")


def verified(desk: Page, ballot: str, folder: Path) -> None:
    """By a Python that knows nothing of the application, in a folder with nothing else in it."""
    desk.goto(ballot)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download the sealed packet").click()
    download.value.save_as(folder / "ballot.packet")
    shutil.copy(verify_packet.__file__, folder / "verify_packet.py")
    command = [sys.executable, "-I", "verify_packet.py", "ballot.packet"]
    run = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Nothing was changed, and the count is right." in run.stdout
