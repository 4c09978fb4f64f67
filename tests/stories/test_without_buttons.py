"""On a platform without buttons every answer is a letter or words with the same effect."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.dialog import OfferedChoices
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


async def test_a_card_is_answered_by_its_letters(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    card = await zalo.say(ECONOMIST, "5")
    assert "Trả lời bằng một chữ cái: a. Đã nhận  b. Đang làm  c. Đã xong" in card
    assert "“a 5”" in card
    assert "nhận việc 5" in await zalo.say(ECONOMIST, "a")
    assert status(zalo, 5) is Status.ACCEPTED
    assert "b. Đang làm  c. Đã xong" in await zalo.say(ECONOMIST, "việc 5")
    assert "đang làm" in await zalo.say(ECONOMIST, "(B)")
    assert status(zalo, 5) is Status.IN_PROGRESS


async def test_a_number_is_an_item_even_under_a_card(zalo: World) -> None:
    await zalo.link(BUILDER)
    await zalo.say(BUILDER, "2")
    assert "1. Kế hoạch kiểm tra chi bộ" in await zalo.say(BUILDER, "1")
    assert status(zalo, 2) is Status.PENDING


@pytest.mark.parametrize("typed", ["c 5", "C5", "c. 5", "5 c"])
async def test_a_letter_with_a_number_is_that_act_at_any_time(zalo: World, typed: str) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "6")
    await zalo.say(ECONOMIST, typed)
    assert (status(zalo, 5), status(zalo, 6)) == (Status.SUBMITTED, Status.PENDING)


async def test_a_letter_takes_several_items(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "a 5, 6, 7")
    assert {status(zalo, number) for number in (5, 6, 7)} == {Status.ACCEPTED}


@pytest.mark.parametrize("typed", ["ạ", "à", "đ", "k", "e"])
async def test_a_word_of_chat_is_no_letter(zalo: World, typed: str) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    await zalo.say(ECONOMIST, typed)
    assert status(zalo, 5) is Status.PENDING


@pytest.mark.parametrize("typed", ["a 28 đồng chí đã kết nạp", "c 5 em gửi sau ạ"])
async def test_a_letter_that_begins_a_sentence_is_no_act(zalo: World, typed: str) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, typed)
    assert status(zalo, 5) is not Status.SUBMITTED


async def test_a_letter_that_nothing_offers_asks_for_the_item(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    await zalo.say(ECONOMIST, "việc")
    answer = await zalo.say(ECONOMIST, "c")
    assert "Chữ “c” là “đã xong”" in answer
    assert "“c 12”" in answer
    assert status(zalo, 5) is Status.PENDING


async def test_times_to_choose_from_have_letters_that_no_act_has(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    asked = await zalo.say(ECONOMIST, "5 nhắc lại")
    assert "w. 2 giờ  x. Chiều nay  y. Sáng mai  z. Thứ Hai" in asked
    assert "Có thể gõ: “thôi”" in asked
    assert "nhắc lại việc 5" in await zalo.say(ECONOMIST, "y")
    await zalo.say(ECONOMIST, "5 nhắc lại")
    assert "Chưa rõ" in await zalo.say(ECONOMIST, "a")
    assert status(zalo, 5) is Status.PENDING


async def test_a_requested_number_is_not_read_as_a_card_answer(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    asked = await zalo.say(ECONOMIST, "b")
    assert "phần trăm" in asked
    assert "Có thể gõ: “thôi”" in asked
    assert "đang làm 3%" in await zalo.say(ECONOMIST, "3")


async def test_after_a_list_a_number_is_an_item(zalo: World) -> None:
    await zalo.link(BUILDER)
    listed = await zalo.say(BUILDER, "việc")
    assert "Trả lời bằng một chữ" not in listed
    assert "1. Kế hoạch kiểm tra chi bộ" in await zalo.say(BUILDER, "1")


async def test_a_number_offered_before_letters_still_answers(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    await zalo.settle()
    with zalo.database.commune(1) as session:
        row = session.scalars(select(OfferedChoices)).one()
        row.choices_json = [each for _, each in row.choices]
    assert "nhận việc 5" in await zalo.say(ECONOMIST, "1")
    assert status(zalo, 5) is Status.ACCEPTED


async def test_a_closed_decision_shows_the_present_state(zalo: World) -> None:
    await zalo.link(ECONOMIST, CHIEF)
    await zalo.say(ECONOMIST, "5 xong")
    assert "m. Xác nhận  n. Trả lại" in await zalo.say(CHIEF, "5")
    await zalo.say(ECONOMIST, "hoàn tác")
    assert "đã cũ" in await zalo.say(CHIEF, "m")
    assert status(zalo, 5) is not Status.DONE


async def test_a_letter_is_ignored_when_its_message_may_not_have_arrived(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    server(zalo).fail("reset_after")
    await zalo.say(ECONOMIST, "việc 5")
    assert "chưa rõ việc nào" in await zalo.say(ECONOMIST, "c")
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
    answer = await zalo.send(ECONOMIST, lambda chat: send.send_photo(chat, "1"))
    assert "minh chứng việc 1 " in answer
    assert status(zalo, 5) is Status.PENDING


async def test_a_letter_captioning_a_picture_is_its_act_with_evidence(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    await zalo.say(ECONOMIST, "5")
    answer = await zalo.send(ECONOMIST, lambda chat: server(zalo).send_photo(chat, "c"))
    assert "minh chứng việc 5 " in answer
    assert status(zalo, 5) is Status.SUBMITTED


async def test_the_monthly_quota_delays_and_loses_nothing(zalo: World) -> None:
    await zalo.link(ECONOMIST)
    server(zalo).fail("quota")
    await zalo.skip("2025-12-02T17:00")
    await zalo.advance("2025-12-03T09:00")
    await zalo.advance("2025-12-03T10:00")
    assert any("trước hạn" in m.text or "Dự toán" in m.text for m in zalo.look(ECONOMIST))
