"""The board over HTTP: access, filters in the URL, and counts equal to those of the chat."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.queries import lists
from bot.queries.filters import WorkFilter, WorkList
from bot.texts.board import LIST_OF_STATE
from scheduler.work.counting import count_states
from storage.milestone import by_number
from tests.pictures import png
from tests.web.board_stage import (
    BUILDER,
    CHIEF,
    FILE,
    HEAD,
    NOW,
    POLICE,
    SECRET,
    SECRET_NUMBER,
    Stage,
    staged,
)
from tests.web.browsing import Browser, browsing


@pytest.fixture(scope="module")
def stage(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Read only, so that all tests of this file may share it."""
    with staged(sqlite_template, tmp_path_factory.mktemp("board")) as stage:
        yield stage


@asynccontextmanager
async def signed_in(stage: Stage, post: str = CHIEF) -> AsyncIterator[Browser]:
    async with stage.open() as url, browsing(url) as browser:
        await browser.open()
        await browser.submit("/sign-in", code=post)
        yield browser


async def seen(browser: Browser, path: str) -> str:
    async with browser.session.get(str(browser.url).rstrip("/") + path) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.text()


async def test_the_secretary_sees_the_whole_of_her_commune_and_no_other(stage: Stage) -> None:
    async with signed_in(stage) as browser:
        text = await seen(browser, "/board")
        assert "công việc toàn xã" in text
        assert "Phòng Kinh tế" in text
        assert Stage.MARK not in text
        for number in (1, 4, 11, 29, SECRET_NUMBER):
            assert Stage.MARK not in await seen(browser, f"/board/{number}")


async def test_an_official_sees_their_own_work_only(stage: Stage) -> None:
    async with signed_in(stage, BUILDER) as browser:
        text = await seen(browser, "/board?status=open")
        assert "việc của đồng chí" in text
        assert "dự toán thu, chi ngân sách" not in text
        async with browser.session.get(browser.url / "board/29") as answer:
            assert answer.status == 404
            assert "Không có việc số 29" in (await answer.json())["error"]


async def test_a_visitor_without_session_is_redirected_to_sign_in_with_return_path(
    stage: Stage,
) -> None:
    async with stage.open() as url, browsing(url) as browser:
        async with browser.session.get(
            browser.url / "board", headers={"Accept": "text/html"}
        ) as answer:
            assert answer.url.path == "/sign-in"
            assert answer.url.query["back"] == "/board"
        async with browser.session.get(browser.url / "board") as answer:
            assert answer.status == 401


async def test_every_number_matches_its_list_and_the_chat(stage: Stage) -> None:
    with stage.database.commune(1) as session:
        reader = stage.reader(session, CHIEF)
        whole = count_states("", lists.counted_work(reader), reader.now)
    async with signed_in(stage) as browser:
        text = await seen(browser, "/board")
        for place, asked in LIST_OF_STATE.items():
            count = getattr(whole, place.value)
            assert count > 0 or place.value == "waiting"
            shown = re.search(rf'status={asked.value}"><strong>(\d+)</strong>', text)
            assert shown is not None
            assert int(shown[1]) == count
            assert f": {count} việc" in await seen(browser, f"/board?status={asked.value}")
    assert f"Quá hạn: {whole.overdue} việc" in stage.say(NOW, CHIEF, "quá hạn")


async def test_filters_are_in_the_url_and_stay_on_the_next_page(stage: Stage) -> None:
    with stage.database.commune(1) as session:
        reader = stage.reader(session, CHIEF)
        wanted = WorkFilter(sector="kinh tế - xã hội")
        total = lists.listing(reader, WorkList.OPEN, wanted).total
    assert total > 25
    path = "/board?status=open&sector=kinh+t%E1%BA%BF+-+x%C3%A3+h%E1%BB%99i"
    async with signed_in(stage) as browser:
        first = await seen(browser, path)
        assert f"Đang mở: {total} việc" in first
        following = re.search(r'rel="next" href="([^"]+)"', first)
        assert following is not None
        second = await seen(browser, following[1].replace("&amp;", "&"))
        assert "Trang 2/2" in second
        assert f"Đang mở: {total} việc" in second
        narrowed = await seen(browser, f"{path}&unit=kinh-te&from=2025-12-31&to=2025-12-31")
        assert "28. " in narrowed
        assert "Phó Chủ tịch UBND xã" not in narrowed.split("<h2", 2)[1]
        same = await seen(browser, "/board?unit=PKT&sector=ktxh&from=2025-12-31&to=2025-12-31")
        assert '<option value="kinh-te" selected>' in same
        assert "<option selected>kinh tế - xã hội" in same


async def test_unreadable_filters_of_a_url_are_reported(stage: Stage) -> None:
    async with signed_in(stage) as browser:
        for query, told in (
            ("from=31/12", "Ngày “31/12” không đọc được"),
            ("unit=khong-co", "Không có mục “khong-co”"),
            ("status=<script>", "Không có mục “&lt;script&gt;”"),
            ("from=2025-12-31&to=2025-01-01", "Ngày đầu sau ngày cuối"),
        ):
            async with browser.session.get(f"{browser.url}board?{query}") as answer:
                assert answer.status == 422
                assert told in await answer.text()
        assert "Quá hạn" in await seen(browser, "/board?page=99999999999999999999&status=overdue")


async def test_the_history_of_a_milestone_lists_every_event(stage: Stage) -> None:
    async with signed_in(stage) as browser:
        text = await seen(browser, "/board/4")
        for part in (
            "xin gia hạn",
            "chờ góp ý",
            "đồng ý gia hạn, hạn mới 15/11/2025",
            "nộp kết quả",
            "xác nhận hoàn thành",
            "45-KH/ĐU",
            FILE,
            "muộn 4 ngày làm việc",
        ):
            assert part in text
        assert text.index("đồng ý gia hạn") < text.index("xác nhận hoàn thành")
        assert f"(đồng chí {CHIEF} ghi hộ)" in await seen(browser, "/board/28")
        chased = await seen(browser, "/board/11")
        assert f"{CHIEF} nhắc ngay" in chased
        assert "đ/c gửi số liệu trước 16h" in chased


async def test_evidence_is_downloaded_and_never_displayed(stage: Stage) -> None:
    path = f"board/4/files/{stage.evidence}"
    async with signed_in(stage) as browser:
        async with browser.session.get(browser.url / path) as answer:
            assert answer.status == 200
            assert await answer.read() == png()
            assert answer.headers["Content-Disposition"].startswith("attachment;")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.content_type == "image/png"
        for wrong in (
            f"board/2/files/{stage.evidence}",
            "board/4/files/999",
        ):
            async with browser.session.get(browser.url / wrong) as answer:
                assert answer.status == 404
    async with signed_in(stage, POLICE) as browser, browser.session.get(browser.url / path) as no:
        assert no.status == 404


async def test_a_changed_or_missing_evidence_file_is_not_given_out(stage: Stage) -> None:
    (kept,) = (path for path in stage.folder.rglob("*") if path.is_file())
    path = f"board/4/files/{stage.evidence}"
    content = kept.read_bytes()
    try:
        async with signed_in(stage) as browser:
            kept.write_bytes(content[:-1])
            async with browser.session.get(browser.url / path) as answer:
                assert answer.status == 404
                assert "đã bị thay đổi so với lúc nộp" in (await answer.json())["error"]
            kept.unlink()
            async with browser.session.get(browser.url / path) as answer:
                assert answer.status == 404
                assert "không còn trên máy chủ" in (await answer.json())["error"]
    finally:
        kept.write_bytes(content)


async def test_evidence_of_confidential_work_is_for_its_lead_and_the_secretary(
    stage: Stage,
) -> None:
    path = f"board/{SECRET_NUMBER}/files/{stage.secret_evidence}"
    with stage.database.commune(1) as session:
        found = by_number(session, SECRET_NUMBER)
        assert found is not None
        lead = found.task.lead.name
    for post, status in ((CHIEF, 200), (lead, 200), (HEAD, 404)):
        async with signed_in(stage, post) as browser:
            async with browser.session.get(browser.url / path) as answer:
                assert answer.status == status, post
            shown = await seen(browser, f"/board/{SECRET_NUMBER}")
            assert (f"files/{stage.secret_evidence}" in shown) is (status == 200), post
            assert SECRET not in shown


async def test_the_board_shows_only_the_number_of_confidential_work(stage: Stage) -> None:
    async with signed_in(stage) as browser:
        for path in (
            "/board",
            "/board?status=open",
            "/board?status=overdue&page=2",
            f"/board/{SECRET_NUMBER}",
        ):
            assert SECRET not in await seen(browser, path)
        assert "xem sổ tại Văn phòng" in await seen(browser, f"/board/{SECRET_NUMBER}")
