"""A planner fills a matrix with the arrows and with a block from a spreadsheet."""

from playwright.sync_api import expect

PASTED = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste",
    {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_block_is_pasted_where_the_arrows_led_and_faults_are_named(site, page_of):
    page = page_of("planner")
    page.goto(site.address + "/standards/assessments/?kind=storage")
    page.get_by_role("link", name="Platform and infrastructure", exact=True).click()
    cells = page.locator(".matrix__cell")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    cell = page.locator(".matrix tbody tr").nth(1).locator(".matrix__cell").nth(1)
    expect(cell).to_be_focused()
    cell.evaluate(PASTED, "3\t9\nu\tn: none there")
    expect(page.locator("[data-matrix-says]")).to_contain_text("4 cells filled")
    expect(cell).to_have_value("3")
    page.get_by_role("button", name="Save all or nothing").click()
    expect(page.get_by_text("Nothing was saved: 1 cell to look at.")).to_be_visible()
    wrong = page.locator(".matrix__cell[aria-invalid]")
    expect(wrong).to_have_value("9")
    wrong.fill("4")
    page.get_by_role("button", name="Save all or nothing").click()
    expect(page.get_by_text("answers saved.")).to_be_visible()
