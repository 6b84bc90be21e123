"""A committee member votes with the keyboard alone, on a phone, and is told that it is recorded."""

import pytest
from playwright.sync_api import Locator, Page, expect

MOST_STEPS = 80
QUESTION = "Move skin and wound"


@pytest.fixture
def ballot(site, page_of) -> Page:
    """The open ballot of the sample, reached by keyboard from the list of ballots."""
    page = page_of("member")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site.address + "/governance/ballots/")
    waiting = page.get_by_role("listitem").filter(has_text=QUESTION)
    step_to(page, waiting.get_by_role("link", name=f"Vote on {QUESTION}"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The question")).to_be_visible()
    return page


def step_to(page: Page, wanted: Locator) -> None:
    """Tab until it has the focus, as someone without a mouse does."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{wanted} cannot be reached with the Tab key.")


def test_a_vote_is_cast_and_changed_with_the_keyboard(ballot):
    step_to(ballot, ballot.get_by_role("button", name="Approve"))
    ballot.keyboard.press("Enter")
    expect(ballot.get_by_role("heading", name="Your vote is recorded")).to_be_visible()
    expect(ballot.locator(".paper__cast")).to_contain_text("Approve")
    step_to(ballot, ballot.get_by_role("button", name="Abstain"))
    ballot.keyboard.press("Enter")
    expect(ballot.locator(".paper__cast")).to_contain_text("Abstain")


def test_the_three_choices_fit_a_thumb(site, page_of):
    page = page_of("member")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site.address + "/governance/ballots/")
    page.get_by_role("row").get_by_role("link", name=QUESTION).click()
    for name in ("Approve", "Reject", "Abstain"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box["height"] >= 44, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 390, name
