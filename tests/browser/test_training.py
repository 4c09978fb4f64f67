"""Training mode: play a post, move the clock, answer, see who got messages."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Answering
from tests.web.world import POSTS, Commons, Hand

OTHERS = "Trưởng Công an xã"


async def act_as(page: Page, url: str, post: str) -> None:
    await page.goto(url)
    await page.get_by_label("Đóng vai").select_option(post)
    await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")


async def test_a_digest_arrives_and_is_answered(
    page: Page, training: str, answering: Answering, size: str
) -> None:
    await act_as(page, training, "xay-dung-dang")
    await expect(page.get_by_text("CHẾ ĐỘ TẬP DƯỢT — dữ liệu tách riêng")).to_be_visible()
    await expect(page.get_by_text("Chưa có tin nào")).to_be_visible()
    await page.get_by_role("button", name="Sáng làm việc kế tiếp").click()
    log = page.get_by_role("log")
    await expect(log).to_contain_text("Hạn 31/12/2025, còn 84 ngày; đạt 11/33.")
    await expect(page.locator("#now")).to_have_text("thứ Tư 8/10/2025 08:00")
    await expect(page.get_by_role("status").filter(has_text="Vừa gửi 3 tin.")).to_be_visible()
    await page.get_by_role("button", name="12 Đã nhận").click()
    await expect(log).to_contain_text("Đã ghi: b12.")
    await expect(page.get_by_role("button", name="12 Đã nhận (đã chọn)")).to_be_visible()
    await page.get_by_label("Tin nhắn của đồng chí").fill("12 đạt 15")
    await page.get_by_role("button", name="Gửi", exact=True).click()
    await expect(log).to_contain_text("Đã ghi: 12 đạt 15.")
    said = [(inbound.text, inbound.press) for inbound in answering.taken]
    assert said == [("", "b12"), ("12 đạt 15", None)]
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_page_shows_who_got_a_message_and_switches_to_them(
    page: Page, training: str, answering: Answering, size: str
) -> None:
    await act_as(page, training, "xay-dung-dang")
    await page.get_by_role("button", name="Sáng làm việc kế tiếp").click()
    option = page.get_by_role("option", name=f"{OTHERS} (1 tin chưa đọc)")
    await expect(option).to_be_attached()
    if size == "desktop":
        side = page.get_by_role("navigation", name="Ai vừa nhận tin")
        await expect(side.get_by_role("link")).to_have_count(3)
        await side.get_by_role("link", name=f"{OTHERS} 1 tin chưa đọc").click()
        await expect(side.get_by_role("link", name=f"{OTHERS} đã xem")).to_be_focused()
    else:
        await page.get_by_label("Đóng vai").select_option("cong-an")
    await expect(page.get_by_label("Đóng vai")).to_have_value("cong-an")
    await expect(page.get_by_role("log")).to_contain_text("Việc cần làm hôm nay")
    await expect(page.get_by_role("option", name=OTHERS, exact=True)).to_be_attached()
    await page.get_by_label("Tin nhắn của đồng chí").fill("lời của công an")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: lời của công an.")
    await page.reload()
    await expect(page.get_by_label("Đóng vai")).to_have_value("cong-an")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: lời của công an.")
    await page.get_by_label("Đóng vai").select_option("xay-dung-dang")
    await expect(page.get_by_role("log")).not_to_contain_text("lời của công an")


async def test_the_clock_moves_only_to_the_chosen_time(
    page: Page, training: str, hand: Hand
) -> None:
    await act_as(page, training, "bi-thu")
    now = page.locator("#now")
    for button, stands in (
        ("+1 giờ", "thứ Tư 8/10/2025 08:55"),
        ("+1 ngày", "thứ Năm 9/10/2025 08:55"),
        ("Sáng làm việc kế tiếp", "thứ Sáu 10/10/2025 08:00"),
        ("Sáng làm việc kế tiếp", "thứ Hai 13/10/2025 08:00"),
    ):
        await page.get_by_role("button", name=button).click()
        await expect(now).to_have_text(stands)
    day = page.get_by_label("Đến ngày")
    await day.fill("31/11/2025")
    await day.press("Enter")
    await expect(page.get_by_text("Chưa rõ là ngày nào")).to_be_visible()
    await day.fill("31/12/2025")
    await day.press("Enter")
    await expect(now).to_have_text("thứ Tư 31/12/2025 08:00")
    await expect(day).to_be_focused()


@pytest.mark.parametrize("size", ["desktop"])
async def test_every_post_can_be_played(page: Page, training: str) -> None:
    await page.goto(training)
    options = page.get_by_label("Đóng vai").get_by_role("option")
    assert await options.all_inner_texts() == [name for name, _ in POSTS.values()]


@pytest.mark.parametrize("size", ["desktop"])
async def test_two_windows_show_the_same(
    page: Page, training: str, answering: Answering, commons: Commons
) -> None:
    await act_as(page, training, "mat-tran")
    other = await page.context.new_page()
    await act_as(other, training, "mat-tran")
    await other.get_by_role("button", name="+1 giờ").click()
    await expect(page.locator("#now")).to_have_text("thứ Tư 8/10/2025 08:55")
    await expect(page.get_by_role("log")).to_contain_text("Việc cần làm hôm nay")
    await other.get_by_role("button", name="Việc của tôi", exact=True).click()
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: /viec.")
