"""The page of sign-ins, on a desktop and a small phone."""

from playwright.async_api import Page, expect

from tests.browser.conftest import BEYOND, sign_in
from tests.browser.test_access import sound


async def test_one_sees_this_machine_and_ends_its_sign_in(page: Page, office: str) -> None:
    await sign_in(page, office)
    assert await page.evaluate(BEYOND) == []
    await page.get_by_role("link", name="Nơi đăng nhập").click()
    await expect(page.get_by_role("heading", name="Nơi đang đăng nhập")).to_be_visible()
    await expect(page.get_by_text("máy này")).to_be_visible()
    assert await page.evaluate(BEYOND) == []
    await sound(page)
    await page.get_by_role("button", name="Thoát Chrome").click()
    await expect(page.get_by_label("Mã một lần")).to_be_visible()
