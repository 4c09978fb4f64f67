"""A person's due dates as a calendar: a file and a subscription link."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp import ClientSession
from icalendar import Calendar

from storage.commune import Commune
from storage.database import Database
from storage.milestone import by_number
from storage.person import present_holdings
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, small_world

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/calendar/\S+\.ics")


@pytest.fixture
async def world(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The small commune, whose site is reached from outside."""
    async with small_world(database, tmp_path, called=True) as world:
        yield world


async def fetched(url: str) -> Calendar | None:
    """The calendar as a calendar program downloads it."""
    async with ClientSession() as session, session.get(url) as answer:
        if answer.status != 200:
            return None
        assert answer.content_type == "text/calendar"
        assert "Set-Cookie" not in answer.headers
        calendar = Calendar.from_ical(await answer.read())
    assert isinstance(calendar, Calendar)
    return calendar


def days(calendar: Calendar | None) -> dict[str, date]:
    assert calendar is not None
    events = calendar.walk("VEVENT")
    return {str(event["summary"]): event.decoded("dtstart") for event in events}


async def subscribed(world: World, post: str, words: str = "lịch") -> str:
    """The subscription link of a person."""
    answer = await world.say(post, words)
    found = ADDRESS.search(answer)
    assert found is not None, answer
    return found[0]


async def test_a_calendar_follows_the_work(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    url = await subscribed(world, ECONOMIST)
    before = days(await fetched(url))
    assert before["5. Dự toán ngân sách năm 2026"] == date(2025, 12, 10)
    assert not any(name.startswith("1.") for name in before)
    await world.say(CHIEF, "5 dời hạn 20/12")
    assert days(await fetched(url))["5. Dự toán ngân sách năm 2026"] == date(2025, 12, 20)
    await world.say(ECONOMIST, "5 xong")
    await world.say(CHIEF, "5 xác nhận")
    assert "5. Dự toán ngân sách năm 2026" not in days(await fetched(url))
    assert url == await subscribed(world, ECONOMIST)


async def test_a_person_who_sees_all_work_has_all_of_it_in_the_calendar(world: World) -> None:
    await world.link(CHIEF)
    assert {"1.", "5."} <= {
        name[:2] for name in days(await fetched(await subscribed(world, CHIEF)))
    }


async def test_a_calendar_file_is_sent_with_the_link(world: World) -> None:
    await world.link(BUILDER)
    await world.say(BUILDER, "lịch")
    await world.server.until(lambda: bool(world.server.carried(world.chat(BUILDER))))
    [file] = world.server.carried(world.chat(BUILDER))
    assert file.name == "Việc đang mở.ics"
    assert "1. Kế hoạch kiểm tra chi bộ" in days(Calendar.from_ical(file.content))


async def test_a_calendar_link_is_replaced_and_removed(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    first = await subscribed(world, BUILDER)
    second = await subscribed(world, BUILDER, "lịch mới")
    assert first != second
    assert await fetched(first) is None
    assert await fetched(second) is not None
    assert "Đã bỏ" in await world.say(BUILDER, "lịch hủy")
    assert await fetched(second) is None
    assert "chưa có" in await world.say(BUILDER, "lịch hủy")


async def test_an_unknown_calendar_link_is_not_found(world: World) -> None:
    await world.link(BUILDER)
    url = await subscribed(world, BUILDER)
    base = url[: url.index("/calendar/")]
    for guess in (url[:-5] + ".ics", f"{base}/calendar/1.ics", f"{base}/calendar/1..ics"):
        assert await fetched(guess) is None
    assert await fetched(f"{base}/calendar/{'9' * 30}.x.ics") is None


async def test_the_calendar_reveals_nothing_of_confidential_work(world: World) -> None:
    with world.database.commune(1) as session:
        found = by_number(session, 1)
        assert found is not None
        found.task.confidential = True
    await world.link(BUILDER)
    calendar = await fetched(await subscribed(world, BUILDER))
    assert not any(name.startswith("1.") for name in days(calendar))


async def test_a_calendar_shows_what_its_owner_may_see_now(world: World) -> None:
    await world.link(CHIEF)
    url = await subscribed(world, CHIEF)
    with world.database.commune(1) as session:
        held = next(row for row in present_holdings(session) if row.post.name == CHIEF)
        held.until = world.clock.now()
    assert days(await fetched(url)) == {}


async def test_cutting_somebody_off_ends_their_calendar_address(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    url = await subscribed(world, ECONOMIST)
    kept = await subscribed(world, CHIEF)
    assert "Đã ngắt Telegram" in await world.say(CHIEF, f"ngắt đ/c {ECONOMIST}")
    assert await fetched(url) is None
    assert await fetched(kept) is not None
    assert "Địa chỉ lịch đã cấp cũng hết hiệu lực" in world.look(ECONOMIST)[-1].text


async def test_a_suspended_commune_serves_no_calendar(world: World) -> None:
    await world.link(ECONOMIST)
    url = await subscribed(world, ECONOMIST)
    for suspended_at in (world.clock.now(), None):
        with world.database.commune(1) as session:
            session.get_one(Commune, 1).suspended_at = suspended_at
        assert (await fetched(url) is None) is (suspended_at is not None)


async def given(world: World, when: str) -> None:
    work = "giao việc: họp giao ban, chủ trì Phòng Kinh tế, lĩnh vực kinh tế - xã hội"
    await world.say(CHIEF, f"{work}, hạn {when}")
    assert "Đã giao" in await world.say(CHIEF, "nhận")


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("ngày 31 hằng tháng", "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("thứ Sáu cuối tháng, đến hết năm", "RRULE:FREQ=MONTHLY;UNTIL=20251231;BYDAY=-1FR"),
        ("mùng một và rằm, 3 lần", "RDATE;VALUE=DATE:20251104,20251120"),
    ],
)
async def test_turns_to_come_are_one_event_by_their_rule_or_day_by_day(
    world: World, when: str, line: str
) -> None:
    await world.link(ECONOMIST, CHIEF)
    await given(world, when)
    for post in (ECONOMIST, CHIEF):
        calendar = await fetched(await subscribed(world, post))
        assert calendar is not None
        [event] = [each for each in calendar.walk("VEVENT") if each["summary"] == "Họp giao ban"]
        lines = event.to_ical().decode().splitlines()
        stated = [each for each in lines if each.startswith(("RRULE", "RDATE"))]
        assert stated == [line]
        assert event.decoded("dtstart") in (date(2025, 10, 31), date(2025, 10, 21))


async def test_a_turn_that_is_made_leaves_the_series(world: World) -> None:
    await world.link(ECONOMIST, CHIEF)
    await given(world, "ngày 15 hằng tháng")
    await world.skip("2025-10-14T17:00")
    calendar = days(await fetched(await subscribed(world, ECONOMIST)))
    assert calendar["Họp giao ban"] == date(2025, 11, 15)
    assert date(2025, 10, 15) in calendar.values()


async def test_nobody_sees_the_turns_of_others(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await given(world, "ngày 15 hằng tháng")
    assert "Họp giao ban" not in days(await fetched(await subscribed(world, BUILDER)))
