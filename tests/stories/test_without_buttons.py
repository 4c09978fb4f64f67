"""On a platform without buttons every answer is a number or words with the same effect."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from storage.database import Database
from storage.milestone import by_number
from storage.words import Status
from tests.servers.zalo import ZaloServer
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World, small_world


@pytest.fixture
async def zalo(database: Database, tmp_path: Path) -> AsyncIterator[World]:
    """The small commune, everybody on Zalo."""
    async with small_world(database, tmp_path / "bang-chung", platform=ZaloServer) as world:
        yield world


def status(world: World, number: int) -> Status:
    """The status of an item."""
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found.status


def server(world: World) -> ZaloServer:
    """The platform of the story."""
    assert isinstance(world.people, ZaloServer)
    return world.people


async def test_a_card_is_answered_by_its_numbers(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    card = await zalo.say(ECONOMIST, "5")
    assert "Trả lời bằng một số: 1. Đã nhận  2. Đang làm  3. Đã xong" in card
    assert "nhận việc 5" in await zalo.say(ECONOMIST, "1")
    assert status(zalo, 5) is Status.ACCEPTED
    await zalo.say(ECONOMIST, "việc 5")
    assert "đang làm" in await zalo.say(ECONOMIST, "(1)")
    assert status(zalo, 5) is Status.IN_PROGRESS


async def test_a_requested_number_is_not_read_as_a_card_answer(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    asked = await zalo.say(ECONOMIST, "2")
    assert "phần trăm" in asked
    assert "Có thể gõ: “thôi”" in asked
    assert "đang làm 3%" in await zalo.say(ECONOMIST, "3")


async def test_after_a_list_a_number_is_an_item(zalo: World) -> None:
    await zalo.link(BUILDER)
    listed = await zalo.say(BUILDER, "việc")
    assert "Trả lời bằng một số" not in listed
    assert "1. Kế hoạch kiểm tra chi bộ" in await zalo.say(BUILDER, "1")


async def test_a_closed_decision_shows_the_present_state(zalo: World) -> None:
    await zalo.link(ECONOMIST, CHIEF)
    await zalo.say(ECONOMIST, "5 xong")
    assert "1. Xác nhận" in await zalo.say(CHIEF, "5")
    await zalo.say(ECONOMIST, "hoàn tác")
    assert "đã cũ" in await zalo.say(CHIEF, "1")
    assert status(zalo, 5) is not Status.DONE


async def test_a_number_is_ignored_when_its_message_may_not_have_arrived(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    server(zalo).fail("reset_after")
    await zalo.say(ECONOMIST, "việc 5")
    assert "1. Kế hoạch kiểm tra chi bộ" in await zalo.say(ECONOMIST, "1")
    assert status(zalo, 5) is Status.PENDING


@pytest.mark.parametrize("result", [{}, {"message_id": None}, {"message_id": {}}, None, True, []])
async def test_a_message_taken_without_an_id_is_sent_once_and_recorded(
    zalo: World, caplog: pytest.LogCaptureFixture, result: object
) -> None:
    await zalo.link(ECONOMIST)
    server(zalo).nameless = result
    server(zalo).fail("nameless")
    assert "5. Dự toán ngân sách năm 2026" in await zalo.say(ECONOMIST, "5")
    assert "nhận việc 5" in await zalo.say(ECONOMIST, "5 đã nhận")
    await zalo.advance("2025-10-08T09:30")
    zalo.expect_silence(ECONOMIST)
    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == []


async def test_a_bad_gateway_is_one_line_in_the_log(
    zalo: World, caplog: pytest.LogCaptureFixture
) -> None:
    await zalo.link(ECONOMIST)
    server(zalo).fail("gateway_before")
    server(zalo).write(zalo.chat(ECONOMIST), "5")
    await server(zalo).until(lambda: "HTTP 502" in caplog.text)
    (line,) = [record for record in caplog.records if record.levelname != "INFO"]
    assert line.exc_info is None
    assert "\n" not in line.getMessage()


async def test_a_picture_is_stored_and_unreadable_messages_get_a_sentence(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    send = server(zalo)
    assert "việc 5" in await zalo.send(ECONOMIST, lambda chat: send.send_photo(chat, "5"))
    assert "chưa ghi gì" in await zalo.send(ECONOMIST, lambda chat: send.send(chat, "voice"))
    for kind in ("sticker", "unsupported"):
        answer = await zalo.send(ECONOMIST, partial(send.send, kind=kind))
        assert "viết bằng chữ" in answer


async def test_a_number_captioning_a_picture_is_an_item_number(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    send = server(zalo)
    await zalo.say(ECONOMIST, "5")
    await zalo.send(ECONOMIST, lambda chat: send.send_photo(chat, "5"))
    await zalo.say(ECONOMIST, "5")
    assert "việc 5" in await zalo.send(ECONOMIST, lambda chat: send.send_photo(chat, "1"))
    assert status(zalo, 5) is Status.PENDING


async def test_the_monthly_quota_delays_and_loses_nothing(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    server(zalo).fail("quota")
    await zalo.skip("2025-12-02T17:00")
    await zalo.advance("2025-12-03T09:00")
    await zalo.advance("2025-12-03T10:00")
    assert any("trước hạn" in m.text or "Dự toán" in m.text for m in zalo.look(ECONOMIST))
