"""The office has a person reminded at once, with its own sentence, once a day."""

from storage.milestone import by_number
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, EVERYWHERE, HEAD, World

SENTENCE = "đ/c gửi số liệu trước 16h"


async def late(world: World) -> None:
    """Advance to Monday 15 December, when items are overdue."""
    await world.link(CHIEF, BUILDER, ECONOMIST)
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    for post in (BUILDER, ECONOMIST, CHIEF):
        world.look(post)


@EVERYWHERE
async def test_one_item_is_chased_at_once_with_the_offices_sentence(world: World) -> None:
    await late(world)
    answer = await world.say(CHIEF, f"nhắc ngay 5: {SENTENCE}")
    assert "Trưởng phòng Kinh tế: việc 5" in answer
    assert "Tin đi ngay" in answer
    await world.settle()
    told = world.expect(ECONOMIST, "5. Dự toán", f"Đồng chí {CHIEF} nhắc: “{SENTENCE}”")
    assert "Nhắc việc" in told.split("\n")[0]
    world.expect_silence(BUILDER)


async def test_overdue_items_of_a_unit_are_chased_in_one_message(world: World) -> None:
    await late(world)
    answer = await world.say(CHIEF, "nhac ngay ban xay dung dang: bao cao truoc 16h")
    assert "Trưởng Ban Xây dựng Đảng: việc" in answer
    await world.settle()
    told = world.expect(BUILDER, "1. Kế hoạch", "2. Dự thảo")
    assert told.count("bao cao truoc 16h") == 1
    assert "Phòng Kinh tế không" not in answer


async def test_a_chase_without_a_sentence_has_a_default_text(world: World) -> None:
    await late(world)
    await world.say(CHIEF, "đôn đốc Trưởng phòng Kinh tế")
    await world.settle()
    world.expect(ECONOMIST, f"Đồng chí {CHIEF} đề nghị báo kết quả ngay.")


async def test_a_person_is_chased_once_a_day(world: World) -> None:
    await late(world)
    await world.say(CHIEF, "nhắc ngay 5")
    await world.settle()
    world.look(ECONOMIST)
    again = await world.say(CHIEF, "nhắc ngay Phòng Kinh tế")
    assert "hôm nay đã được nhắc ngay" in again
    assert again.startswith("Không có tin nhắc ngay nào được gửi.")
    await world.settle()
    world.expect_silence(ECONOMIST)
    await world.advance("2025-12-16T10:00")
    world.look(ECONOMIST)
    assert "Tin đi ngay" in await world.say(CHIEF, "nhắc ngay 5")
    await world.settle()
    world.expect(ECONOMIST, "5. Dự toán")


async def test_outside_working_time_a_chase_is_announced_and_sent_later(world: World) -> None:
    await late(world)
    await world.skip("2025-12-19T16:00")
    await world.advance("2025-12-19T18:00")
    world.look(ECONOMIST)
    answer = await world.say(CHIEF, f"nhắc ngay 5: {SENTENCE}")
    assert "tin đi lúc 07:30 thứ Hai 22/12/2025" in answer
    await world.advance("2025-12-21T20:00")
    world.expect_silence(ECONOMIST)
    assert "hôm nay đã được nhắc ngay" in await world.say(CHIEF, "nhắc ngay 5")
    await world.advance("2025-12-22T07:30")
    world.expect(ECONOMIST, SENTENCE)


async def test_a_chase_is_sent_even_after_two_digests(world: World) -> None:
    await world.link(CHIEF, BUILDER)
    await world.skip("2025-11-28T17:00")
    await world.advance("2025-12-01T15:00")
    world.look(BUILDER)
    assert "Tin đi ngay" in await world.say(CHIEF, "nhắc ngay 1")
    await world.settle()
    world.expect(BUILDER, "1. Kế hoạch")


async def test_work_done_meanwhile_is_not_chased(world: World) -> None:
    await late(world)
    await world.skip("2025-12-19T16:00")
    await world.advance("2025-12-19T18:00")
    await world.say(CHIEF, f"nhắc ngay 5: {SENTENCE}")
    await world.say(ECONOMIST, "5 xong")
    await world.advance("2025-12-22T09:00")
    assert not any(SENTENCE in message.text for message in world.look(ECONOMIST))
    why = await world.say(CHIEF, "vì sao 5")
    assert "nhắc ngay, Trưởng phòng Kinh tế: không gửi, việc đã đổi trước khi gửi" in why


async def test_the_chase_sentence_survives_an_outage_with_a_later_step(world: World) -> None:
    await late(world)
    world.server.fail("502", chat=world.chat(ECONOMIST))
    await world.say(CHIEF, f"nhắc ngay 5: {SENTENCE}")
    await world.advance("2025-12-17T08:00")
    assert any(SENTENCE in message.text for message in world.look(ECONOMIST))


async def test_why_lists_a_chase_and_undo_ignores_it(world: World) -> None:
    await late(world)
    await world.say(ECONOMIST, "5 đang làm 40%")
    await world.say(CHIEF, f"nhắc ngay 5: {SENTENCE}")
    await world.settle()
    world.look(ECONOMIST)
    assert "nhắc ngay, Trưởng phòng Kinh tế: đã gửi" in await world.say(CHIEF, "vì sao 5")
    assert "Đã hoàn tác" in await world.say(ECONOMIST, "hoàn tác 5")


async def test_persons_who_cannot_be_reached_are_named(world: World) -> None:
    await world.link(CHIEF)
    await world.skip("2025-12-12T17:00")
    await world.advance("2025-12-15T09:00")
    answer = await world.say(CHIEF, "nhắc ngay 5")
    assert "Trưởng phòng Kinh tế: việc 5, chưa kết nối nhận tin" in answer


async def test_a_chase_of_a_confidential_item_omits_the_sentence(world: World) -> None:
    with world.database.commune(1) as session:
        found = by_number(session, 5)
        assert found is not None
        found.task.confidential = True
    await late(world)
    answer = await world.say(CHIEF, f"nhắc ngay 5: {SENTENCE}")
    assert "Việc 5 theo chế độ riêng: chỉ nhắc số việc" in answer
    await world.settle()
    told = world.expect(ECONOMIST, "5. Việc theo chế độ riêng")
    assert SENTENCE not in told


async def test_only_deciders_may_chase_and_unclear_targets_are_asked_back(world: World) -> None:
    await late(world)
    await world.link(HEAD)
    assert "dành cho Văn phòng" in await world.say(BUILDER, "nhắc ngay 5")
    assert "Tin đi ngay" in await world.say(HEAD, "nhắc ngay 5")
    assert "Chưa rõ nhắc ai" in await world.say(CHIEF, "nhắc ngay mọi người")
    assert "sau dấu hai chấm" in await world.say(CHIEF, "nhắc ngay Phòng Kinh tế gửi số liệu")
    assert "Không có việc số 99" in await world.say(CHIEF, "nhắc ngay 99")
    assert "rút gọn" in await world.say(CHIEF, f"nhắc ngay 5: {'a' * 301}")
    await world.say(ECONOMIST, "5 xong")
    assert "đang chờ Văn phòng xác nhận" in await world.say(CHIEF, "nhắc ngay 5")


async def test_a_card_button_chases_its_item(world: World) -> None:
    await late(world)
    await world.say(CHIEF, "5")
    assert "Tin đi ngay" in await world.press(CHIEF, "Nhắc ngay")
    await world.say(ECONOMIST, "5")
    assert "Nhắc ngay" not in world.buttons(ECONOMIST)
