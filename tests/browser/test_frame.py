"""Signing in and out, light and dark, the menu on a phone: as a person does it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site


def test_a_person_signs_in_and_out(site: Site, page: Page):
    page.goto(site.address + "/")
    page.get_by_label("E-mail").fill(site.email("planner"))
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("main")).to_contain_text("not right")
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_dark_is_kept_and_needs_no_script(site: Site, browser: Browser):
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    site.let_in(context, "planner")
    page = context.new_page()
    page.goto(site.address + "/account/")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto(site.address + "/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    context.close()


def test_the_device_decides_unless_one_chooses(site: Site, page_of):
    page = page_of("planner")
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(site.address + "/")
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_the_menu_folds_on_a_phone(site: Site, browser: Browser, scripted: bool):
    context = browser.new_context(
        java_script_enabled=scripted, viewport={"width": 390, "height": 844}
    )
    site.let_in(context, "planner")
    page = context.new_page()
    page.goto(site.address + "/")
    menu = page.get_by_role("navigation", name="Main, folded")
    expect(menu).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    menu.get_by_role("link", name="Strategy").click()
    expect(page.locator("h1")).to_be_visible()
    assert "/strategy" in page.url
    context.close()


def test_the_content_is_one_key_away(site: Site, page_of):
    page = page_of("planner")
    page.goto(site.address + "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
