"""A new user's first session: the real program in training mode, in a real browser."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import in_session

ROOT = Path(__file__).parent.parent.parent
BUILDER = "Trưởng Ban Xây dựng Đảng"
CHIEF = "Chánh Văn phòng Đảng ủy"


@in_session
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where `make run` serves, with a database of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'tap-duot.db'}",
        "WEB_PORT": "0",
        "TELEGRAM_BOT_TOKEN": "",
        "PYTHONUNBUFFERED": "1",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
    found = re.search(r"http://\S+", line)
    assert found, line
    yield found[0]
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 15) == 0


class Seat:
    """One post, played in the browser."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._address = address

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self._page.locator("#log > *").last

    async def act_as(self, post: str) -> None:
        """Play another post."""
        await self._page.goto(self._address)
        label = re.compile(rf"^{re.escape(post)}( \(|$)")
        option = self._page.locator("select option").filter(has_text=label).first
        value = await option.get_attribute("value")
        await self._page.get_by_label("Đóng vai").select_option(value)
        await expect(self._page.locator("#log")).to_have_attribute("aria-busy", "false")

    async def move_to(self, day: str) -> None:
        """Move the training clock to 08:00 of a day."""
        await self._page.get_by_label("Đến ngày").fill(day)
        await self._page.get_by_role("button", name="Chuyển", exact=True).click()
        await expect(self._page.locator("#now")).to_contain_text(day, timeout=60_000)

    async def next_morning(self) -> None:
        """Move the training clock to the start of the next working day."""
        before = await self._page.locator("#now").inner_text()
        await self._page.get_by_role("button", name="Sáng làm việc kế tiếp").click()
        await expect(self._page.locator("#now")).not_to_have_text(before)

    async def say(self, text: str, answer: str) -> None:
        """Type a message and check that the answer contains the text."""
        await self._page.get_by_label("Tin nhắn của đồng chí").fill(text)
        await self._page.keyboard.press("Enter")
        await expect(self.newest).to_contain_text(answer)

    async def press(self, label: str, answer: str) -> None:
        """Press the newest button with a label and check that the answer contains the text."""
        await self._page.get_by_role("button", name=label, exact=True).last.click()
        await expect(self.newest).to_contain_text(answer)


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
async def test_new_user_gets_digests_answers_them_and_decides_as_secretary(
    page: Page, address: str
) -> None:
    seat = Seat(page, address)
    await seat.act_as(BUILDER)
    await expect(page.get_by_role("log")).to_contain_text("ới giao, đề nghị")
    await seat.next_morning()
    await seat.next_morning()
    await expect(page.get_by_role("log")).to_contain_text("hưa xác nhận đã nhận")
    await seat.press("Việc 2", "Tình trạng: chưa nhận việc")
    await seat.press("Đã nhận", "nhận việc 2")
    await seat.say("1 dat 15", "đạt 15/33")
    await seat.say("2 đang làm 60%", "đang làm 60%")
    await seat.say("3 vướng chưa có hướng dẫn của Thành ủy", "vướng mắc")
    await seat.say("4 xin lùi đến 15/12 vì chờ góp ý", "đến thứ Hai 15/12")
    await seat.say("2 xong", "đã xong")
    await seat.act_as(CHIEF)
    await expect(page.get_by_role("log")).to_contain_text("Đầu ngày")
    await seat.move_to("15/12/2025")
    await seat.say("quá hạn", "Quá hạn")
    await seat.say("2", "đã nộp, chờ xác nhận")
    await seat.press("Trả lại", "lý do trả lại")
    await seat.say("thiếu danh sách kèm theo", "thiếu danh sách kèm theo")
    await seat.say("4", "Xin lùi đến")
    await seat.press("Đồng ý gia hạn", "Dời cả các bước sau không?")
    await seat.press("Dời cả", "Đã gia hạn việc 4")
    await seat.act_as(BUILDER)
    await seat.say("2 xong, đã bổ sung", "đã xong")
    await seat.act_as(CHIEF)
    await seat.say("2 xác nhận", "Đã xác nhận việc 2")
