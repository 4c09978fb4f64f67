"""Accessibility of the pages, as checked by axe, also on a small phone."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from storage.web_session import SESSION_LIFETIME
from tests.browser.conftest import Answering, sign_in
from tests.web.world import DIGEST, Commons, Hand, text

PDF = b"%PDF-1.7 bien ban"


async def sound(page: Page) -> None:
    """No rule of WCAG 2.2 AA that a machine can check is broken."""
    # What fades in has its colours a moment later.
    await page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    found = await Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


async def test_axe_finds_no_fault_on_the_sign_in_page(page: Page, office: str, hand: Hand) -> None:
    await page.goto(office)
    await sound(page)
    await page.get_by_label("Mã một lần").fill("SAI")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    await sound(page)
    await sign_in(page, office)
    hand.moment += SESSION_LIFETIME
    await expect(page.get_by_role("status")).to_contain_text("đã hết")
    await sound(page)


async def test_axe_finds_no_fault_on_the_chat_page(
    page: Page, office: str, commons: Commons, answering: Answering
) -> None:
    await commons.channel.send(commons.address("xay-dung-dang"), DIGEST)
    await sign_in(page, office)
    await page.get_by_role("button", name="12 Đã nhận").click()
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: b12.")
    files = [{"name": "biên bản.pdf", "mimeType": "application/pdf", "buffer": PDF}]
    await page.get_by_label("Gửi ảnh, tệp").set_input_files(files)  # type: ignore[arg-type]
    await sound(page)
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Gửi", exact=True).click()
    await expect(page.get_by_text("Chưa gửi được")).to_be_visible()
    await sound(page)


@pytest.mark.parametrize("many", [False, True])
async def test_axe_finds_no_fault_on_the_training_page(
    page: Page, training: str, commons: Commons, many: bool
) -> None:
    if many:
        await commons.channel.send(commons.address("xay-dung-dang"), text("một"))
        await commons.channel.send(commons.address("cong-an"), text("hai"))
    await page.goto(training)
    await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
    await sound(page)
