"""The board in a real browser, with the plan of 2025: accessibility, keyboard, printing."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect
from pypdf import PdfReader

from bot.queries.filters import WorkList
from bot.texts.board import STATUSES
from tests.browser.conftest import in_session
from tests.web.board_stage import BUILDER, CHIEF, SECRET_NUMBER, Stage, staged

A4 = (595, 842)
"""In points."""

LOOKS = (
    "/board",
    "/board?status=overdue&unit=ubnd",
    "/board?status=done",
    "/board?from=31/12",
    "/board?unit=ccb",
    "/board/4",
    "/board/29",
    f"/board/{SECRET_NUMBER}",
)


@pytest.fixture(scope="module")
def stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Read only, so that all tests of this file may share it."""
    with staged(sqlite_template, tmp_path_factory.mktemp("board")) as stage:
        yield stage


@in_session
async def site(stage: Stage) -> AsyncIterator[str]:
    async with stage.open() as url:
        yield url.rstrip("/")


async def sign_in(page: Page, site: str, post: str = CHIEF) -> None:
    await page.goto(f"{site}/sign-in?back=/board")
    await page.get_by_label("Mã một lần").fill(post)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Bảng theo dõi")


async def test_every_board_view_passes_axe_and_fits_the_screen_width(page: Page, site: str) -> None:
    await sign_in(page, site)
    for look in LOOKS:
        await page.goto(site + look)
        found = await Axe().run(page)
        assert found.violations_count == 0, look + found.generate_report()
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, look


async def test_an_official_sees_their_own_board(page: Page, site: str) -> None:
    await sign_in(page, site, BUILDER)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("việc của đồng chí")
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def test_board_works_with_the_keyboard_alone(page: Page, site: str) -> None:
    await sign_in(page, site)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Đến nội dung")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.locator("summary")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Đơn vị", exact=True)).to_be_focused()
    await page.keyboard.type("Phòng K")
    await page.get_by_label("Tình trạng", exact=True).focus()
    for _ in range(list(STATUSES).index(WorkList.OPEN) + 1):
        await page.keyboard.press("ArrowDown")
    await page.get_by_role("button", name="Xem").focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(r"unit=kinh-te.*status=open"))
    await expect(page.get_by_label("Đơn vị", exact=True)).to_have_value("kinh-te")
    row = page.get_by_role("row").filter(has_text="29. ")
    await expect(row).to_contain_text("đang vướng mắc")
    await row.get_by_role("link").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("29. ")
    await expect(page.locator(".history").first).to_contain_text("báo vướng mắc")


async def test_a_matrix_number_links_to_its_list(page: Page, site: str) -> None:
    await sign_in(page, site)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Công an xã"))
    link = row.get_by_role("link").first
    count = (await link.inner_text()).split()[0]
    await link.click()
    await expect(page).to_have_url(re.compile("unit=cong-an"))
    await expect(page.get_by_role("heading", level=2).first).to_contain_text(f": {count} việc")


@pytest.mark.parametrize("size", ["desktop"], indirect=True)
async def test_board_prints_on_a4(page: Page, site: str, tmp_path: Path) -> None:
    await sign_in(page, site)
    path = tmp_path / "board.pdf"
    await page.pdf(path=path, prefer_css_page_size=True)
    pages = PdfReader(path).pages
    assert 2 <= len(pages) <= 5
    for each in pages:
        size = (round(float(each.mediabox.width)), round(float(each.mediabox.height)))
        assert abs(size[0] - A4[0]) <= 1
        assert abs(size[1] - A4[1]) <= 1
    told = "".join(each.extract_text() for each in pages)
    assert "Quá hạn" in told
    assert "Chỉ tiêu so với tiến độ" in told
    assert "Trò chuyện" not in told
    assert "Lọc theo" not in told
