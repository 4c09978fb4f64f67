"""Sending photos and documents from the chat page."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.conversation.files.evidence import LIMIT
from tests.browser.conftest import BEYOND, Answering, sign_in
from tests.web.world import Commons

PDF = b"%PDF-1.7 bien ban"
LONG = "Biên bản họp chi bộ thôn An Lâu tháng 10 năm 2025 (bản ký).pdf"
PASTE = """() => {
  const files = new DataTransfer();
  files.items.add(new File([new Uint8Array([0xff, 0xd8, 0xff])], "image.png"));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true }));
}"""


def a_file(name: str, content: bytes = PDF) -> Any:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


async def choose(page: Page, *files: Any) -> None:
    await page.get_by_label("Gửi ảnh, tệp").set_input_files(list(files))


async def test_files_are_sent_with_text_and_can_be_opened(
    page: Page, office: str, answering: Answering
) -> None:
    await sign_in(page, office)
    await choose(page, a_file(LONG), a_file("nhầm.pdf"), a_file("ảnh.jpg", b"\xff\xd8\xff 1"))
    chosen = page.get_by_role("list", name="Tệp sẽ gửi").get_by_role("listitem")
    await expect(chosen).to_have_count(3)
    assert await page.evaluate(BEYOND) == []
    await page.get_by_role("button", name="Bỏ nhầm.pdf").click()
    await expect(chosen).to_have_count(2)
    await page.get_by_label("Tin nhắn của đồng chí").fill("12 xong")
    await page.keyboard.press("Enter")
    log = page.get_by_role("log")
    await expect(log).to_contain_text("Đã ghi: 12 xong.")
    await expect(chosen).to_have_count(0)
    [inbound] = answering.taken
    assert [(each.kind, each.name) for each in inbound.attachments] == [
        ("document", LONG),
        ("photo", "ảnh.jpg"),
    ]
    link = log.get_by_role("link", name=LONG)
    await expect(link).to_be_visible()
    async with page.context.expect_page() as opened, page.context.expect_event("page"):
        await log.get_by_role("link", name="ảnh.jpg").click()
    assert "/sent/" in (await opened.value).url
    assert await page.evaluate(BEYOND) == []


@pytest.mark.parametrize("size", ["phone"])
async def test_a_refused_upload_is_returned_with_its_text(
    page: Page, office: str, answering: Answering
) -> None:
    await sign_in(page, office)
    await choose(page, a_file("to.pdf", PDF + bytes(LIMIT)), a_file("bảng.xls", b"\xd0\xcf"))
    problem = page.get_by_role("alert")
    await expect(problem).to_have_text(
        "Tệp “to.pdf” lớn hơn 10 MB, không lưu. Đồng chí gửi bản nhỏ hơn."
    )
    line = page.get_by_label("Tin nhắn của đồng chí")
    await line.fill("12 xong")
    await page.keyboard.press("Enter")
    await expect(problem).to_contain_text("Tệp “bảng.xls” không phải ảnh")
    await expect(line).to_have_value("12 xong")
    await page.get_by_role("button", name="Bỏ bảng.xls").click()
    await line.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Đã ghi: 12 xong.")
    assert [len(inbound.attachments) for inbound in answering.taken] == [0]


@pytest.mark.parametrize("size", ["phone"])
async def test_files_pasted_offline_are_sent_when_the_network_returns(
    page: Page, office: str, answering: Answering, commons: Commons
) -> None:
    await sign_in(page, office)
    await page.context.set_offline(True)
    await page.evaluate(PASTE)
    await page.get_by_role("button", name="Gửi", exact=True).click()
    await expect(page.get_by_text("Chưa gửi được, sẽ tự gửi lại")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.get_by_role("log").get_by_role("link", name="image.png")).to_be_visible()
    [inbound] = answering.taken
    assert await commons.channel.fetch(inbound.attachments[0].ref, LIMIT) == b"\xff\xd8\xff"
