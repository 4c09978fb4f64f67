"""Who leads an item does not confirm its result alone; and no result on time is called overdue."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.commandline.previewing import preview_database
from bot.queries.reader import Reader
from bot.reports.order import ReportOrder, build_ordered_report
from scheduler.calendar.period import Period
from scheduler.calendar.working_time import VIETNAM
from scheduler.ladder.office import office_of
from scheduler.work.change import Actor
from storage.commune import Commune
from storage.database import Database
from storage.delivery import Delivery
from storage.unit import Post
from storage.words import Rank, Status
from tests.stories.test_answers import milestone
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, HEAD, PLAN, World, small_world

TODAY = Period(date(2025, 10, 8), date(2025, 10, 8))
BUDGET = "title: Dự toán ngân sách năm 2026"


@asynccontextmanager
async def office_where(
    database: Database, folder: Path, *changed: tuple[str, str]
) -> AsyncIterator[World]:
    """The small commune whose secretary leads the budget, item 5, with more changes of its plan."""
    head, tail = PLAN.read_text(encoding="utf-8").split(BUDGET)
    text = head + BUDGET + tail.replace(ECONOMIST, CHIEF, 1)
    for before, after in changed:
        assert before in text
        text = text.replace(before, after, 1)
    plan = folder / "own.yaml"
    plan.write_text(text, encoding="utf-8")
    async with small_world(database, folder, plan=plan) as world:
        yield world


async def test_a_secretary_cannot_confirm_their_own_result_and_a_superior_is_asked(
    database: Database, tmp_path: Path
) -> None:
    async with office_where(database, tmp_path) as world:
        await world.link(CHIEF, DEPUTY)
        await world.say(CHIEF, "5 xong")
        assert "cần đồng chí khác" in await world.say(CHIEF, "5 xác nhận")
        assert milestone(world, 5).status is Status.SUBMITTED
        assert "cần đồng chí khác xác nhận" in await world.say(CHIEF, "5")
        assert "Xác nhận" not in world.buttons(CHIEF)
        assert "Trả lại" in world.buttons(CHIEF)
        await world.advance("2025-10-09T08:30")
        asked = "5. Dự toán"
        told = [each.text for each in world.look(CHIEF) if "Nhắc việc" in each.text]
        assert not any(asked in text for text in told)
        assert any(
            asked in each.text and "chờ xác nhận" in each.text for each in world.look(DEPUTY)
        )
        assert "Xác nhận" in (await world.say(DEPUTY, "5") and world.buttons(DEPUTY))
        assert "Đã xác nhận" in await world.say(DEPUTY, "5 xác nhận")
        assert "tự xác nhận" not in await world.say(CHIEF, "5")


async def test_who_leads_by_another_post_is_not_asked_to_confirm_either(world: World) -> None:
    await world.link(CHIEF, DEPUTY)
    await world.say(CHIEF, world.code(ECONOMIST))
    assert "Đã ghi" in await world.say(CHIEF, "5 xong")
    assert "cần đồng chí khác" in await world.say(CHIEF, "5 xác nhận")
    for post in (CHIEF, DEPUTY):
        world.look(post)
    await world.advance("2025-10-09T08:30")
    asked = [each.text for each in world.look(DEPUTY)]
    assert any("5. Dự toán" in text and "chờ xác nhận" in text for text in asked)
    reminded = [each.text for each in world.look(CHIEF) if "Nhắc việc" in each.text]
    assert all("chờ xác nhận hoặc trả lại" not in text for text in reminded)
    told = await world.say(CHIEF, "vì sao 5")
    assert f"{DEPUTY}" in told


async def test_where_the_commune_says_so_a_lead_confirms_and_card_and_report_tell_it(
    database: Database, tmp_path: Path
) -> None:
    async with office_where(database, tmp_path, ("ro: 5}", "ro: 5, lead_confirms: true}")) as world:
        await world.link(CHIEF, HEAD)
        await world.say(CHIEF, "5 xong")
        assert "Đã xác nhận" in await world.say(CHIEF, "5 xác nhận")
        assert "chủ trì tự xác nhận" in await world.say(HEAD, "5")
        with database.commune(world.commune_id) as session:
            commune = session.scalars(select(Commune)).one()
            now = world.clock.now()
            office = office_of(session, commune, world.program.services.national, now)
            actor = Actor(1, frozenset({Rank.HEAD}), frozenset(), "web")
            done = build_ordered_report(
                Reader(session, office, actor, now), ReportOrder("done", TODAY)
            )
        assert "chủ trì tự xác nhận" in str(done.sections[0].tables[0].rows)


async def test_the_preview_tells_who_is_asked_to_confirm(
    database: Database, tmp_path: Path
) -> None:
    async with office_where(database, tmp_path) as world:
        await world.link(CHIEF, DEPUTY)
        await world.say(CHIEF, "5 xong")
        start, end = (datetime(2025, 10, day, 23, tzinfo=VIETNAM) for day in (8, 16))
        national = world.program.services.national
        found = preview_database(database, world.commune_id, national, start, end)
        foretold = [(line.step, line.to) for line in found.lines if line.number == 5]
        await world.advance("2025-10-16T23:00")
        with database.commune(world.commune_id) as session:
            made = session.execute(
                select(Delivery.step, Post.name)
                .join(Post, Delivery.post_id == Post.id)
                .where(Delivery.milestone_id == milestone(world, 5).id, Delivery.fire_at > start)
                .order_by(Delivery.fire_at)
            )
            assert foretold == [tuple(row) for row in made]
        assert foretold == [("confirm_1", DEPUTY), ("confirm_3", DEPUTY)]


async def test_a_result_on_time_is_never_called_overdue_while_it_waits(world: World) -> None:
    await world.link(BUILDER, CHIEF, HEAD)
    await world.skip("2025-11-27T16:00")
    await world.say(BUILDER, "1 xong")
    for post in (BUILDER, CHIEF, HEAD):
        world.look(post)
    await world.advance("2025-12-08T09:00")
    heard = [each.text for post in (BUILDER, CHIEF, HEAD) for each in world.look(post)]
    for asked in ("việc đang mở", "chờ duyệt", "việc chờ xác nhận", "1"):
        heard.append(await world.say(CHIEF, asked))
    heard.append(await world.say(BUILDER, "việc"))
    lines = [line for text in heard for line in text.split("\n\n") if "1. Kế hoạch" in line]
    assert lines
    for line in lines:
        for one in line.split("\n"):
            assert "1. Kế hoạch" not in one or "quá hạn" not in one, one
    opened = await world.say(CHIEF, "việc đang mở")
    assert "nộp 27/11, đúng hạn\nTình trạng: đã nộp, chờ xác nhận" in opened
    assert "1. Kế hoạch" not in await world.say(CHIEF, "việc quá hạn")


async def test_a_cancelled_item_is_never_called_overdue(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.skip("2025-12-08T09:00")
    answer = await world.say(CHIEF, "1 hủy vì cấp trên đã làm")
    assert "Đã hủy" in answer
    shown = await world.say(CHIEF, "1")
    assert "quá hạn" not in shown
    assert "Tình trạng: đã hủy" in shown
