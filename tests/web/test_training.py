"""Training mode: playing posts and moving the clock."""

from datetime import datetime
from typing import Any

import pytest

from scheduler.calendar.working_time import VIETNAM
from tests.web.browsing import Browser
from tests.web.world import POSTS, START, Hand

MOVES: list[tuple[dict[str, Any], str, str]] = [
    ({"by": "hour"}, "2025-10-08 08:55", "Vừa gửi 2 tin."),
    ({"by": "day"}, "2025-10-09 07:55", "Vừa gửi 2 tin."),
    ({"by": "morning"}, "2025-10-08 08:00", "Vừa gửi 2 tin."),
    ({"by": "date", "date": "13/10/2025"}, "2025-10-13 08:00", "Vừa gửi 8 tin."),
    ({"by": "date", "date": " mai "}, "2025-10-09 08:00", "Vừa gửi 4 tin."),
]
REFUSED: list[tuple[dict[str, Any], int]] = [
    ({}, 400),
    ({"by": "year"}, 400),
    ({"by": "date"}, 422),
    ({"by": "date", "date": "31/11/2025"}, 422),
    ({"by": "date", "date": "sớm thôi"}, 422),
    ({"by": "date", "date": "07/10/2025"}, 422),
    ({"by": "date", "date": "01/01/2099"}, 422),
]


@pytest.mark.parametrize(("wish", "stands", "said"), MOVES)
async def test_moving_the_clock_lists_what_was_sent(
    browser: Browser, hand: Hand, wish: dict[str, Any], stands: str, said: str
) -> None:
    assert await browser.post("/clock", wish) == (200, {"said": said})
    assert hand.moment == datetime.fromisoformat(stands).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(("wish", "status"), REFUSED)
async def test_an_invalid_clock_move_is_refused_with_a_sentence(
    browser: Browser, hand: Hand, wish: dict[str, Any], status: int
) -> None:
    told_status, told = await browser.post("/clock", wish)
    assert (told_status, hand.moment) == (status, START)
    assert told["error"].endswith(".")


async def test_the_page_lists_every_post_and_switches_to_one(browser: Browser) -> None:
    status, text = await browser.open()
    assert status == 200
    assert "CHẾ ĐỘ TẬP DƯỢT" in text
    assert "dữ liệu tách riêng, không gửi cho ai" in text
    assert all(name in text for name, _ in POSTS.values())
    assert '<option value="xay-dung-dang" selected>' in text
    assert "thứ Tư 8/10/2025 07:55" in text
    assert "Đăng xuất" not in text


async def test_every_open_page_gets_the_clock_and_who_got_messages(
    browser: Browser,
) -> None:
    async with browser.events() as events:
        await events.until("news")
        await browser.post("/clock", {"by": "morning"})
        while True:
            news = (await events.until("news"))[-1].body
            if news["unread"] == {"xay-dung-dang": 1, "cong-an": 1}:
                break
    assert news["clock"] == "thứ Tư 8/10/2025 08:00"


async def test_the_clock_cannot_be_moved_outside_training(visitor: Browser) -> None:
    async with visitor.session.post(
        visitor.url / "clock", json={}, headers={"X-CSRF-Token": visitor.token}
    ) as answer:
        assert answer.status == 404
