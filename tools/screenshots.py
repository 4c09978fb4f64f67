"""Pictures of the running program, for README and the guides; written to docs/pictures.

usage: python tools/screenshots.py   (needs Chromium: sh tools/browser.sh)
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Page, async_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECRETARY = "chanh-vpdu"
OFFICIAL = "truong-ban-xdd"


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
    await page.wait_for_function(
        "day => document.querySelector('#now').textContent.includes(day)", arg=day, timeout=90_000
    )


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


async def main() -> None:
    """Run the program in training mode on a database of its own and walk through it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/training.db",
            "WEB_PORT": "0",
            "PYTHONUNBUFFERED": "1",
        }
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert program.stdout is not None
        found = re.search(r"http://\S+", (await program.stdout.readline()).decode())
        assert found is not None
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            desk = await browser.new_page(viewport={"width": 1280, "height": 900})
            phone = await browser.new_page(viewport={"width": 390, "height": 844})
            await walk(desk, phone, found[0])
            await browser.close()
        program.terminate()
        await program.wait()


if __name__ == "__main__":
    asyncio.run(main())
