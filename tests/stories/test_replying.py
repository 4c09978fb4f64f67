"""Text without a number refers to the reminder replied to, or to the last one."""

import uuid

from bot.channels.web import WebChannel
from bot.channels.web_input import WebInput, address_of
from storage.milestone import by_number
from storage.person import Address, addresses
from storage.words import Status
from tests.stories.world import BUILDER, ECONOMIST, World


async def test_a_reply_to_a_reminder_means_its_item(world: World) -> None:
    await world.link(ECONOMIST)
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    await world.skip("2025-12-08T17:00")
    await world.advance("2025-12-09T08:00")
    reminder = world.look(ECONOMIST)[-1]
    assert "5. Dự toán" in reminder.text
    assert "việc nào" in await world.say(ECONOMIST, "đang làm 70%")
    answer = await world.say(ECONOMIST, "đang làm 70%", reply_to=reminder.message_id)
    assert "việc 5 (Dự toán ngân sách năm 2026) đang làm 70%" in answer


async def test_on_a_channel_without_replies_the_last_digest_is_meant(world: World) -> None:
    await world.link(ECONOMIST)
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    page = _move_to_the_page(world)
    channel = next(
        each for each in world.program.services.channels.values() if isinstance(each, WebChannel)
    )
    await world.skip("2025-12-08T17:00")
    await world.advance("2025-12-09T08:00")
    await channel.take_input(page, WebInput(str(uuid.uuid4()), "xong rồi ạ"))
    await world.server.until(lambda: _status(world, 5) is Status.SUBMITTED)
    await world.advance("2025-12-11T09:00")
    await channel.take_input(page, WebInput(str(uuid.uuid4()), "đang làm 70%"))
    await world.advance("2025-12-11T09:01")
    assert _status(world, 6) is Status.ACCEPTED


def _move_to_the_page(world: World) -> str:
    with world.database.commune(1) as session:
        (old,) = addresses(session, range(1, 50))
        old.revoked_at = world.clock.now()
        page = address_of(old.person_id)
        session.add(
            Address(person_id=old.person_id, channel="web", address=page, linked_at=old.linked_at)
        )
    return page


def _status(world: World, number: int) -> Status:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found.status


async def test_a_documents_date_is_said_back_and_never_after_today(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "3 xong, số 45-KH/ĐU ngày 18/11/2025")
    assert "ngày văn bản sau hôm nay" in answer
    assert "chưa nhận việc" in await world.say(BUILDER, "3")
    answer = await world.say(BUILDER, "3 xong, số 45-KH/ĐU ngày 7/10/2025")
    assert "văn bản 45-KH/ĐU ngày 7/10/2025" in answer
