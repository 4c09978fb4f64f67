"""The chat page in a real browser: sign-in, keyboard, a failing network."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from storage.web_session import SESSION_LIFETIME
from tests.browser.conftest import BEYOND, Answering, sign_in
from tests.web.world import DIGEST, Commons, Hand, text

CONTROLS = '[...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]'
UNNAMED = f"""() => {CONTROLS}
  .filter((each) => !(each.labels?.length || each.ariaLabel || each.textContent.trim()))
  .map((each) => each.outerHTML)"""
SMALL = f"""() => {CONTROLS}
  .filter((each) => each.matches(":not(a)") && each.checkVisibility())
  .filter((each) => each.getBoundingClientRect().height < 34)
  .map((each) => each.outerHTML)"""


async def test_code_signs_in_and_sign_out_ends_the_session(page: Page, office: str) -> None:
    await page.goto(office)
    await page.get_by_label("Mã một lần").fill("SAI")
    await page.get_by_role("button", name="Đăng nhập").click()
    await expect(page.get_by_role("alert")).to_contain_text("Mã không đúng")
    await expect(page.get_by_label("Mã một lần")).to_be_focused()
    await expect(page.get_by_label("Mã một lần")).to_have_value("SAI")
    await sign_in(page, office)
    await expect(page.locator(".who")).to_contain_text("Trưởng Ban Xây dựng Đảng")
    await expect(page.get_by_text("TẬP DƯỢT")).to_have_count(0)
    await page.get_by_role("button", name="Đăng xuất").click()
    await expect(page.get_by_label("Mã một lần")).to_be_focused()


async def test_chat_works_with_the_keyboard_alone(
    page: Page, office: str, commons: Commons, answering: Answering
) -> None:
    await sign_in(page, office)
    await commons.channel.send(commons.address("xay-dung-dang"), DIGEST)
    await expect(page.get_by_role("button", name="15 Đã nhận")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Đến ô nhập tin")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Tin nhắn của đồng chí")).to_be_focused()
    await page.keyboard.type("dòng một")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("dòng hai")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: dòng một")
    await expect(page.get_by_label("Tin nhắn của đồng chí")).to_have_value("")
    for _ in range(12):
        if await page.get_by_role("button", name="15 Đã nhận").evaluate(
            "(button) => button === document.activeElement"
        ):
            break
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: b15.")
    assert [inbound.text for inbound in answering.taken] == ["dòng một\ndòng hai", ""]


async def test_an_address_in_a_message_is_a_link_and_other_text_is_none(
    page: Page, office: str, commons: Commons
) -> None:
    await sign_in(page, office)
    told = "Mở https://t.me/nhacviec_bot?start=ABC. Không phải javascript:alert(1) hay <a href=x>."
    await commons.channel.send(commons.address("xay-dung-dang"), text(told))
    message = page.get_by_role("log").locator("p").filter(has_text="Mở https")
    await expect(message).to_contain_text(told)
    links = message.get_by_role("link")
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute("href", "https://t.me/nhacviec_bot?start=ABC")
    await expect(links).to_have_attribute("rel", "noopener noreferrer")


async def test_messages_typed_offline_are_sent_when_the_network_returns(
    page: Page, office: str, commons: Commons, answering: Answering
) -> None:
    await sign_in(page, office)
    await page.context.set_offline(True)
    await expect(page.get_by_text("Mất kết nối.")).to_be_visible()
    for words in ("12 xong", "15 vướng mắc"):
        await page.get_by_label("Tin nhắn của đồng chí").fill(words)
        await page.keyboard.press("Enter")
    await expect(page.get_by_text("Chưa gửi được, sẽ tự gửi lại")).to_be_visible()
    await commons.channel.send(commons.address("xay-dung-dang"), text("tin lúc mất mạng"))
    assert answering.taken == []
    await page.context.set_offline(False)
    log = page.get_by_role("log")
    await expect(page.get_by_text("Đã kết nối lại.")).to_be_visible()
    await expect(log).to_contain_text("tin lúc mất mạng")
    await expect(log).to_contain_text("Đã ghi: 15 vướng mắc.")
    await expect(page.get_by_text("Mất kết nối.")).to_have_count(0)
    await expect(log.get_by_text("12 xong", exact=True)).to_have_count(1)
    assert [inbound.text for inbound in answering.taken] == ["12 xong", "15 vướng mắc"]


@pytest.mark.parametrize("size", ["phone"])
async def test_a_lost_server_response_makes_no_second_message(
    page: Page, office: str, answering: Answering
) -> None:
    await sign_in(page, office)
    asked: list[str] = []

    async def lose_the_first(route: Route) -> None:
        asked.append(route.request.post_data or "")
        answer = await route.fetch()
        if len(asked) == 1:
            await route.abort()
        else:
            await route.fulfill(response=answer)

    await page.route("**/messages*", lose_the_first)
    await page.get_by_label("Tin nhắn của đồng chí").fill("12 xong")
    await page.keyboard.press("Enter")
    async with asyncio.timeout(15):
        while len(asked) < 2:
            await page.wait_for_timeout(100)
    await page.get_by_label("Tin nhắn của đồng chí").fill("13 xong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: 13 xong.")
    await expect(page.get_by_text("12 xong", exact=True)).to_have_count(1)
    assert [inbound.text for inbound in answering.taken] == ["12 xong", "13 xong"]


async def test_an_ended_session_leads_to_sign_in_and_keeps_unsent_text(
    page: Page, office: str, hand: Hand, answering: Answering
) -> None:
    await sign_in(page, office)
    await page.route("**/messages*", lambda route: route.abort())
    line = page.get_by_label("Tin nhắn của đồng chí")
    await line.fill("12 xong")
    await line.press("Enter")
    await line.fill("15 vướng")
    hand.moment += SESSION_LIFETIME
    await expect(page.get_by_label("Mã một lần")).to_be_focused()
    await expect(page.get_by_role("status")).to_contain_text("Phiên làm việc trên máy này đã hết")
    await page.unroute("**/messages*")
    await page.get_by_label("Mã một lần").fill("MA-2")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: 12 xong.")
    await expect(line).to_have_value("15 vướng")


@pytest.mark.parametrize("size", ["phone"])
async def test_unsent_messages_of_one_user_are_not_sent_by_the_next(
    page: Page, office: str, answering: Answering
) -> None:
    await sign_in(page, office)
    await page.route("**/messages*", lambda route: route.abort())
    await page.get_by_label("Tin nhắn của đồng chí").fill("12 xong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Chưa gửi được")).to_be_visible()
    await page.get_by_role("button", name="Đăng xuất").click()
    await page.unroute("**/messages*")
    await page.get_by_label("Mã một lần").fill("MA-3")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
    await page.get_by_label("Tin nhắn của đồng chí").fill("13 xong")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: 13 xong.")
    assert [inbound.text for inbound in answering.taken] == ["13 xong"]


@pytest.mark.parametrize("size", ["phone"])
async def test_reading_old_messages_is_not_scrolled_by_new_ones(
    page: Page, office: str, commons: Commons
) -> None:
    address = commons.address("xay-dung-dang")
    for number in range(230):
        await commons.channel.send(address, text(f"tin số {number}"))
    await sign_in(page, office)
    await expect(page.get_by_text("tin số 229", exact=True)).to_be_in_viewport()
    await page.get_by_role("button", name="Xem tin cũ hơn").click()
    await expect(page.get_by_text("tin số 0", exact=True)).to_be_attached()
    await expect(page.get_by_role("button", name="Xem tin cũ hơn")).to_be_hidden()
    await page.get_by_text("tin số 0", exact=True).scroll_into_view_if_needed()
    await commons.channel.send(address, text("tin vừa đến"))
    newest = page.get_by_role("button", name="Có tin mới")
    await expect(newest).to_be_visible()
    await expect(page.get_by_text("tin số 0", exact=True)).to_be_in_viewport()
    await newest.click()
    await expect(page.get_by_text("tin vừa đến")).to_be_in_viewport()
    await expect(newest).to_be_hidden()


async def test_no_element_overflows_and_every_control_has_a_name(
    page: Page, office: str, training: str, commons: Commons
) -> None:
    await commons.channel.send(commons.address("xay-dung-dang"), DIGEST)
    await commons.channel.send(commons.address("xay-dung-dang"), text("dàidòng" * 40))
    await page.goto(office)
    await sound(page)
    await sign_in(page, office)
    await sound(page)
    await page.goto(training)
    await expect(page.get_by_text("dàidòng")).to_be_visible()
    await sound(page)


async def sound(page: Page) -> None:
    """Every control has a name and a size for a finger, and nothing is beyond the edge."""
    for what in (UNNAMED, SMALL, BEYOND):
        assert await page.evaluate(what) == []
