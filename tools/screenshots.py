"""Pictures of the running program, for README and the guides; written to docs/pictures.

usage: python tools/screenshots.py   (needs Chromium: sh tools/browser.sh)
"""

import asyncio
import json
import os
import re
import subprocess  # nosec B404 # our own program, without a shell
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import FilePayload, Page, async_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECRETARY = "chanh-vpdu"
OFFICIAL = "truong-ban-xdd"
PAPER: FilePayload = {
    "name": "Biên bản kiểm điểm chi bộ An Lâu.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7" + bytes(1_400_000),
}


async def say(page: Page, text: str) -> None:
    """Type a message and wait for the answer."""
    before = await page.locator("#log > *").count()
    await page.get_by_label("Tin nhắn của đồng chí").fill(text)
    await page.keyboard.press("Enter")
    await page.wait_for_function(
        "n => document.querySelectorAll('#log > *').length >= n + 2", arg=before
    )


async def move_to(page: Page, day: str) -> None:
    """Move the training clock."""
    await page.get_by_label("Đến ngày").fill(day)
    await page.get_by_role("button", name="Chuyển", exact=True).click()
    await page.get_by_text(re.compile("Vừa gửi|Không có tin nào phải gửi")).wait_for(timeout=90_000)


async def walk(page: Page, phone: Page, address: str) -> None:
    """An official answers on the phone, the secretary asks on the desk."""
    await phone.goto(f"{address}?post={OFFICIAL}")
    for text in ("2 đã nhận", "2 đang làm 60%", "1 đạt 15", "4 xong"):
        await say(phone, text)
    await phone.wait_for_timeout(800)
    await phone.screenshot(path=PICTURES / "official-phone.png")
    await page.goto(f"{address}?post={SECRETARY}")
    await move_to(page, "10/11/2025")
    await say(page, "quá hạn")
    await page.wait_for_timeout(500)
    await page.screenshot(path=PICTURES / "secretary-desk.png")


async def enter(phone: Page, address: str, code: str) -> None:
    """An official opens the office's page with a code, answers, and sends a paper along."""
    await phone.goto(address)
    await phone.screenshot(path=PICTURES / "office-door.png")
    await phone.get_by_label("Mã một lần").fill(code)
    await phone.keyboard.press("Enter")
    await phone.get_by_text("Chào đồng chí").wait_for()
    await say(phone, "2 đang làm 60%")
    await phone.get_by_label("Gửi ảnh, tệp").set_input_files([PAPER])
    await say(phone, "2 xong")
    await phone.wait_for_timeout(800)
    await phone.screenshot(path=PICTURES / "office-page.png")


@asynccontextmanager
async def running(environment: Mapping[str, str]) -> AsyncIterator[str]:
    """The program; its address."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    found = re.search(r"http://127\S+", (await program.stdout.readline()).decode())
    assert found is not None
    yield found[0]
    program.terminate()
    await program.wait()


def told(environment: Mapping[str, str], *command: str) -> str:
    """What a command of the program prints."""
    return subprocess.run(  # nosec B603 # the words are our own
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


def surroundings(folder: str, name: str, **more: str) -> dict[str, str]:
    """The settings of a program with everything of its own."""
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/{name}.db",
        "EVIDENCE_DIR": f"{folder}/{name}",
        "BACKUP_DIR": f"{folder}/{name}-copies",
        "WEB_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


async def main() -> None:
    """Walk through training mode, then through an office that has nothing but its page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            desk = await browser.new_page(viewport={"width": 1280, "height": 900})
            phone = await browser.new_page(viewport={"width": 390, "height": 844})
            async with running(surroundings(folder, "training")) as address:
                await walk(desk, phone, address)
            office = surroundings(folder, "office", WEB_URL="http://nhac.noi-bo:8080")
            year = str(datetime.now(UTC).year)
            told(office, "import", "plans/khung-cuoi-nam.yaml", "--year", year)
            code = json.loads(told(office, "invite", "Trưởng Ban Xây dựng Đảng", "--json"))["code"]
            async with running(office) as address:
                await enter(phone, address, code)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
