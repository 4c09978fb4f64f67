"""A report requested in chat: a short summary at once, and files where the platform allows."""

import io
import re
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from storage.database import Database
from storage.handout import HandoutRow
from tests.servers.telegram_world import Carried
from tests.servers.zalo import ZaloServer
from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, World, small_world


async def files(world: World, post: str, count: int) -> list[Carried]:
    """The files a person got, once there are so many."""
    carried = partial(world.server.carried, world.chat(post))
    await world.server.until(lambda: len(carried()) >= count)
    world.look(post)
    return carried()


async def test_a_monthly_report_comes_with_its_files(world: World) -> None:
    await world.link(BUILDER, CHIEF)
    await world.say(BUILDER, "2 xong")
    await world.say(CHIEF, "2 xác nhận")
    answer = await world.say(CHIEF, "báo cáo tháng 10")
    assert answer.startswith("Báo cáo tháng 10 năm 2025\nHoàn thành 1 việc: đúng hạn 1")
    paper, sheet = await files(world, CHIEF, 2)
    assert (paper.name, sheet.name) == (
        "Báo cáo tháng 10 năm 2025.docx",
        "Báo cáo tháng 10 năm 2025.xlsx",
    )
    words = "\n".join(each.text for each in Document(io.BytesIO(paper.content)).paragraphs)
    assert "Hoàn thành 1 việc: đúng hạn 1" in words
    assert "Dự thảo Chương trình hành động" in str(
        [*load_workbook(io.BytesIO(sheet.content))["Hoàn thành"].values]
    )


async def test_form_formats_and_scope_are_chosen_in_words(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    answer = await world.say(CHIEF, "báo cáo tháng 10 mẫu ủy ban của Phòng Kinh tế ra word")
    assert answer.startswith("Báo cáo tháng 10 năm 2025 của Phòng Kinh tế")
    [paper] = await files(world, CHIEF, 1)
    document = Document(io.BytesIO(paper.content))
    cells = "\n".join(cell.text for table in document.tables for cell in table._cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells
    assert "Phòng Kinh tế" in cells
    assert "Ban Xây dựng Đảng" not in cells


async def test_a_list_is_exported_in_the_requested_format(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    world.look(CHIEF)
    answer = await world.say(CHIEF, "xuất excel việc quá hạn của phòng kinh tế")
    assert answer == "Việc quá hạn của Phòng Kinh tế\nViệc quá hạn: 1."
    [sheet] = await files(world, CHIEF, 1)
    [_, row] = load_workbook(io.BytesIO(sheet.content))["Việc quá hạn"].values
    assert row[0] == 5
    assert row[1] == "Dự toán ngân sách năm 2026"


async def test_an_empty_list_gives_no_file(world: World) -> None:
    await world.link(CHIEF)
    assert "không có" in await world.say(CHIEF, "xuất excel việc quá hạn")
    with world.database.commune(1) as session:
        assert session.scalars(select(HandoutRow)).all() == []


async def test_a_picture_report_comes_with_its_text(world: World) -> None:
    await world.link(DEPUTY)
    answer = await world.say(DEPUTY, "báo cáo tuần này ảnh")
    assert "Báo cáo tuần từ 06/10 đến 12/10/2025" in answer
    [picture] = await files(world, DEPUTY, 1)
    assert picture.kind == "photo"
    assert picture.content.startswith(b"\x89PNG")


async def test_only_permitted_ranks_get_reports(world: World) -> None:
    await world.link(BUILDER)
    for words in ("báo cáo tháng 10", "xuất excel việc quá hạn", "xuất bảng xếp loại cán bộ"):
        assert "dành cho Văn phòng và lãnh đạo" in await world.say(BUILDER, words)
    assert world.server.carried(world.chat(BUILDER)) == []


async def test_mentioning_a_submitted_report_requests_none(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "báo cáo tháng 10 em đã nộp rồi ạ")
    assert "Đồng chí không" not in answer


async def test_a_future_period_cannot_be_reported(world: World) -> None:
    await world.link(CHIEF)
    assert "chưa bắt đầu" in await world.say(CHIEF, "báo cáo tháng 3/2026")
    assert "kỳ nào" in await world.say(CHIEF, "báo cáo")
    assert "Báo cáo tháng" in await world.press(CHIEF, "Báo cáo tháng")


@pytest.mark.parametrize("platform", [ZaloServer])
async def test_a_channel_without_files_says_where_they_are(world: World) -> None:
    await world.link(CHIEF)
    answer = await world.say(CHIEF, "báo cáo tháng 10")
    assert "Hoàn thành 0 việc" in answer
    assert "không nhận tệp: Báo cáo tháng 10 năm 2025.docx" in answer


async def test_a_failed_file_does_not_block_the_answer(world: World) -> None:
    await world.link(CHIEF)
    templates = world.program.services.settings.templates_folder
    templates.mkdir(parents=True, exist_ok=True)
    (templates / "party.docx").write_bytes(b"no document")
    answer = await world.say(CHIEF, "báo cáo tháng 10 word")
    assert "Chưa lập được tệp" in answer


async def test_zalo_shows_a_picture_that_it_fetches_from_us(
    database: Database, tmp_path: Path
) -> None:
    async with small_world(database, tmp_path, platform=ZaloServer, called=True) as world:
        await world.link(CHIEF)
        await world.say(CHIEF, "báo cáo tháng 10 ảnh")
        assert isinstance(world.people, ZaloServer)
        [picture] = world.people.carried(world.chat(CHIEF))
        assert picture.content.startswith(b"\x89PNG")
        answer = await world.say(CHIEF, "báo cáo tháng 10 word")
        [link] = re.findall(r"http://127\S+", answer)
        async with ClientSession() as session, session.get(link) as response:
            content = await response.read()
    assert "xã Thử" in Document(io.BytesIO(content)).paragraphs[4].text


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("báo cáo đột xuất từ 01/11/2025 đến 15/11/2025", "từ 01/11/2025 đến 15/11/2025"),
        ("báo cáo từ 1/11 đến 15/11", "từ 01/11/2025 đến 15/11/2025"),
        ("bao cao dot xuat 1/11-15/11", "từ 01/11/2025 đến 15/11/2025"),
        ("xuất báo cáo từ ngày 1/11 đến hết tháng 11 pdf", "11"),
        ("báo cáo đột xuất từ 15/11/2025 đến 01/11/2025", "sau ngày cuối 1/11/2025"),
        ("báo cáo đột xuất từ 1.11 đến 15.11", "kỳ nào"),
    ],
)
async def test_a_report_covers_the_days_that_were_said(world: World, words: str, span: str) -> None:
    await world.link(CHIEF)
    await world.skip("2025-12-09T17:00")
    answer = await world.say(CHIEF, words)
    assert span in answer
    assert "09/12" not in answer


async def test_a_report_keeps_its_name_when_its_date_moves(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    await world.skip("2025-11-03T09:00")
    await world.settle()
    shown = await world.say(CHIEF, "việc đang mở của Ban Xây dựng Đảng")
    found = re.search(r"(\d+)\. (Nâng cao chất lượng sinh hoạt chi bộ: báo cáo tháng \d+)", shown)
    assert found is not None
    number, name = found.groups()
    answer = await world.say(CHIEF, f"{number} dời hạn 25/3")
    assert name in answer
    assert "25/3" in answer
    assert name in await world.say(CHIEF, number)
