"""Chromium on the real site, at the width of a desktop and of a small phone."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.web.app import make_app, open_site
from bot.web.auth import only_channel
from bot.web.sessions import SignIn
from bot.web.training import Training
from scheduler.delivery.channel import Inbound
from storage.database import Database
from tests.web.world import Codes, Commons, Hand, Mornings, text

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
RECEIVERS = ("xay-dung-dang", "cong-an", "mat-tran")

BEYOND = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML)
  """
"""JavaScript: the elements that overflow the right edge of the window."""

expect.set_options(timeout=15_000)

in_session = pytest_asyncio.fixture(loop_scope="session")
"""A fixture in the event loop of the browser."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here share the event loop of the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


class Answering:
    """Stores what arrives and answers each message with one sentence."""

    def __init__(self, commons: Commons) -> None:
        self.taken: list[Inbound] = []
        self._commons = commons

    async def accept(self, inbound: Inbound) -> None:
        if inbound.platform_id in {known.platform_id for known in self.taken}:
            return
        self.taken.append(inbound)
        words = f"Đã ghi: {inbound.text or inbound.press}."
        await self._commons.channel.send(inbound.address, text(words))


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Every test of a page is one of both widths."""
    return str(request.param)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def commons(sqlite_url: str, hand: Hand) -> Iterator[Commons]:
    database = Database(sqlite_url)
    yield Commons(database, hand)
    database.close()


@in_session
async def answering(commons: Commons) -> AsyncIterator[Answering]:
    answering = Answering(commons)
    task = asyncio.create_task(commons.channel.receive(answering.accept))
    yield answering
    task.cancel()
    await asyncio.wait([task])


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser process for all tests: starting it takes longer than most of them."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; as root, sh tools/browser.sh installs it")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@in_session
async def context(browser: Browser, size: str) -> AsyncIterator[BrowserContext]:
    """A visitor with an empty browser profile."""
    width, height = SIZES[size]
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    context.set_default_timeout(15_000)
    yield context
    await context.close()


@in_session
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """A page whose script may not throw and whose policy may not be broken."""
    page = await context.new_page()
    # Another test's window may still have the focus.
    await page.bring_to_front()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if "Policy" in told.text else None)
    yield page
    assert faults == []


@in_session
async def training(commons: Commons) -> AsyncIterator[str]:
    """The address of a site in training mode."""
    auth_mode = Training(commons.channel, Mornings(commons, RECEIVERS))
    async with open_site(make_app(auth_mode), "127.0.0.1", 0) as url:
        yield url


@in_session
async def office(commons: Commons) -> AsyncIterator[str]:
    """The address of the office's site."""
    builder, police = commons.people["xay-dung-dang"], commons.people["cong-an"]
    codes = Codes({"MA-1": builder, "MA-2": builder, "MA-3": police})
    app = make_app(SignIn(only_channel(commons.channel), codes.link), keep_alive=0.1)
    async with open_site(app, "127.0.0.1", 0) as url:
        yield url


async def sign_in(page: Page, url: str) -> None:
    """Open the office's page with a code."""
    await page.goto(url)
    await page.get_by_label("Mã một lần").fill("MA-1")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log")).to_have_attribute("aria-busy", "false")
