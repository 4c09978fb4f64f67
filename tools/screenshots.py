"""Takes the pictures of README and guides from the running program, into docs/pictures.

usage: make screenshots   (needs Chromium: sh tools/browser.sh; LibreOffice and pdftoppm, if
installed, render the report; otherwise the program's own picture is used)
"""

import asyncio
import json
import os
import re
import shutil
import subprocess  # nosec B404 # our own program, without a shell
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import FilePayload, Page, async_playwright
from sqlalchemy import select

from storage.database import Database
from storage.person import Person
from storage.web_message import WebMessage

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECRETARY = "chanh-vpdu"
OFFICIAL = "truong-ban-xdd"
COLOURS = 250
LONGEST_MESSAGE_INDEX = """() => {
  const messages = [...document.querySelectorAll("#log > .message")];
  const lengths = messages.map((each) => each.innerText.length);
  return lengths.indexOf(Math.max(...lengths));
}"""
PAPER: FilePayload = {
    "name": "Biên bản kiểm điểm chi bộ An Lâu.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7" + bytes(1_400_000),
}


async def say(page: Page, text: str) -> None:
    """Type a message and wait for the answer."""
    answers = "#log > .message:not(.mine)"
    before = await page.locator(answers).count()
    await page.get_by_label("Tin nhắn của đồng chí").fill(text)
    await page.keyboard.press("Enter")
    await page.locator(answers).nth(before).wait_for()


async def move_to(page: Page, day: str) -> None:
    """Move the training clock."""
    await page.get_by_label("Đến ngày").fill(day)
    await page.get_by_role("button", name="Chuyển", exact=True).click()
    await page.get_by_text(re.compile("Vừa gửi|Không có tin nào phải gửi")).wait_for(timeout=90_000)


async def store_screenshot(page: Page, name: str) -> None:
    """Store a screenshot, after the page has settled."""
    await page.wait_for_timeout(800)
    store(await page.screenshot(), name)


def store(content: bytes, name: str) -> None:
    """Store a PNG with a reduced palette: a tenth of the size without a visible difference."""
    drawn = Image.open(BytesIO(content)).convert("RGB").quantize(COLOURS, kmeans=2)
    drawn.save(PICTURES / name, optimize=True)


async def walk(page: Page, phone: Page, address: str) -> None:
    """An official answers on the phone; the secretary asks, and looks at the board."""
    await phone.goto(f"{address}?post={OFFICIAL}")
    for text in ("2 đã nhận", "2 đang làm 60%", "1 đạt 15", "4 xong"):
        await say(phone, text)
    await store_screenshot(phone, "official-phone.png")
    await page.goto(f"{address}?post={SECRETARY}")
    await move_to(page, "10/11/2025")
    await say(page, "quá hạn")
    await store_screenshot(page, "secretary-desk.png")
    await page.goto(f"{address}board?post={SECRETARY}")
    await store_screenshot(page, "board.png")
    await page.goto(f"{address}board/1?post={SECRETARY}")
    await store_screenshot(page, "board-item.png")
    await phone.goto(f"{address}board?post={SECRETARY}")
    await store_screenshot(phone, "board-phone.png")


async def longest(page: Page, phone: Page, address: str, url: str) -> None:
    """Store a picture of the longest unrequested message until the end of the year."""
    await page.goto(f"{address}?post={SECRETARY}")
    await move_to(page, "31/12/2025")
    with closing(Database(url)) as database, database.everything() as session:
        messages = session.scalars(select(WebMessage).where(WebMessage.incoming.is_(False))).all()
        message = max(messages, key=lambda row: len(json.dumps(row.body)))
        number = int(message.address.rpartition(":")[2])
        reader = session.scalars(select(Person.name).where(Person.id == number)).one()
    await phone.goto(address)
    await phone.get_by_label("Đóng vai").select_option(label=reader)
    await phone.locator("#log[aria-busy=false] > .message").first.wait_for()
    number = await phone.evaluate(LONGEST_MESSAGE_INDEX)
    shown = phone.locator("#log > .message").nth(number)
    box = await shown.bounding_box()
    assert box is not None
    await phone.set_viewport_size({"width": 360, "height": int(box["height"]) + 500})
    store(await shown.screenshot(), "longest-digest.png")
    await phone.set_viewport_size({"width": 360, "height": 740})


def first_page(folder: Path, training: Mapping[str, str]) -> None:
    """Store the first page of a monthly report, rendered by LibreOffice or by the program."""
    days = ("--from", "2025-11-01", "--to", "2025-11-30")
    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        drawn = folder / "report.png"
        output_of(training, "report", "period", *days, "--format", "png", "-o", str(drawn))
    else:
        paper = folder / "report.docx"
        output_of(training, "report", "period", *days, "-o", str(paper))
        pages, picture = str(folder / "report.pdf"), str(folder / "report")
        for command in (
            ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(paper)],
            ["pdftoppm", "-png", "-r", "80", "-singlefile", pages, picture],
        ):
            subprocess.run(command, check=True, capture_output=True)  # nosec B603 # our own words
        drawn = folder / "report.png"
    store(drawn.read_bytes(), "report.png")


async def enter(phone: Page, address: str, code: str) -> None:
    """An official signs in with a code, replies, and sends a file."""
    await phone.goto(address)
    await store_screenshot(phone, "office-door.png")
    await phone.get_by_label("Mã một lần").fill(code)
    await phone.keyboard.press("Enter")
    await phone.get_by_text("Chào đồng chí").wait_for()
    await say(phone, "2 đang làm 60%")
    await phone.get_by_label("Gửi ảnh, tệp").set_input_files([PAPER])
    await say(phone, "2 xong")
    await store_screenshot(phone, "office-page.png")


@asynccontextmanager
async def running(environment: Mapping[str, str], *options: str) -> AsyncIterator[str]:
    """Run the program; yields its address."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *options,
        cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    found = re.search(r"http://127\S+", (await program.stdout.readline()).decode())
    assert found is not None
    try:
        yield found[0]
    finally:
        program.terminate()
        await program.wait()


def output_of(environment: Mapping[str, str], *command: str) -> str:
    """Run a command of the program; its output."""
    return subprocess.run(  # nosec B603 # the words are our own
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


def environment_of(folder: str, name: str, **more: str) -> dict[str, str]:
    """An environment with a database, folders and a free port of its own."""
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
    """Take all pictures: of training mode, then of an office with only the web page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            desk = await browser.new_page(viewport={"width": 1280, "height": 800})
            phone = await browser.new_page(
                viewport={"width": 360, "height": 740}, device_scale_factor=2
            )
            training = environment_of(folder, "training")
            async with running(training) as address:
                await walk(desk, phone, address)
                await longest(desk, phone, address, training["DATABASE_URL"])
            first_page(Path(folder), training)
            await office(phone, folder)
            await browser.close()


async def office(phone: Page, folder: str) -> None:
    """The pictures of an office with only the web page, at 08:05."""
    chosen = environment_of(folder, "office", WEB_URL="http://nhac.noi-bo:8080")
    today = datetime.now(UTC).date()
    output_of(chosen, "import", "plans/khung-cuoi-nam.yaml", "--year", str(today.year))
    code = json.loads(output_of(chosen, "invite", "Trưởng Ban Xây dựng Đảng", "--json"))["code"]
    async with running(chosen, "--clock", f"{today}T08:05") as address:
        await enter(phone, address, code)


if __name__ == "__main__":
    asyncio.run(main())
