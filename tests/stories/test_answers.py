"""An official answers by button, by number, in words; each answer repeats what was understood."""

from sqlalchemy import select

from storage.milestone import Milestone, by_number
from storage.reply import Reply
from storage.words import Status
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


def milestone(world: World, number: int) -> Milestone:
    with world.database.commune(1) as session:
        found = by_number(session, number)
        assert found is not None
        return found


async def test_an_item_is_finished_by_buttons_from_list_and_card(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "việc")
    card = await world.press(ECONOMIST, "Việc 5")
    assert "Dự toán ngân sách năm 2026" in card
    assert "Hạn thứ Tư 10/12" in card
    assert world.buttons(ECONOMIST) == [
        "Đã nhận", "Đang làm", "Đã xong", "Vướng mắc", "Xin gia hạn"
    ]  # fmt: skip
    assert "nhận việc 5" in await world.press(ECONOMIST, "Đã nhận")
    assert milestone(world, 5).status is Status.ACCEPTED
    assert "đã xong" in await world.press(ECONOMIST, "Đã xong")
    assert milestone(world, 5).status is Status.SUBMITTED


async def test_progress_is_stored_before_the_percent_is_asked(world: World) -> None:
    await world.link(ECONOMIST)
    assert "bao nhiêu phần trăm" in await world.say(ECONOMIST, "5 dang lam")
    assert milestone(world, 5).status is Status.IN_PROGRESS
    assert "đang làm 60%" in await world.say(ECONOMIST, "60%")
    assert milestone(world, 5).percent == 60


async def test_answers_without_accents_are_understood(world: World) -> None:
    await world.link(ECONOMIST)
    assert "đang làm 40%" in await world.say(ECONOMIST, "viec 5 dang lam duoc 40%")
    with world.database.commune(1) as session:
        assert session.scalars(select(Reply.text)).all() == ["viec 5 dang lam duoc 40%"]


async def test_an_obstacle_needs_a_reason_and_is_sent_to_the_secretary_at_once(
    world: World,
) -> None:
    await world.link_by_message(ECONOMIST, CHIEF)
    await world.advance("2025-10-08T10:00")
    world.look(CHIEF)
    assert "vướng mắc ở đâu" in await world.say(ECONOMIST, "5 vướng mắc")
    world.expect_silence(CHIEF)
    assert "“chưa có hướng dẫn của Sở”" in await world.say(ECONOMIST, "chưa có hướng dẫn của Sở")
    await world.server.until(lambda: len(world.server.messages(world.chat(CHIEF))) > 1)
    world.expect(CHIEF, "cần chỉ đạo", "chưa có hướng dẫn của Sở")


async def test_an_extension_in_one_sentence(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "5 xin lùi đến 20/12 vì chờ số liệu")
    assert "thứ Bảy 20/12" in answer
    assert "“" in answer
    assert "chờ số liệu" in answer
    assert "Hạn hiện nay 10/12 vẫn giữ" in answer
    assert milestone(world, 5).due_on.day == 10


async def test_an_extension_asked_for_step_by_step(world: World) -> None:
    await world.link(ECONOMIST)
    assert "đến ngày nào" in await world.say(ECONOMIST, "5 xin gia hạn")
    assert "Chưa rõ" in await world.say(ECONOMIST, "vài hôm nữa")
    assert "lý do" in await world.say(ECONOMIST, "20/12")
    assert "thứ Bảy 20/12" in await world.say(ECONOMIST, "chờ số liệu các thôn")


async def test_an_extension_to_an_earlier_day_is_refused(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "5 xin lùi đến 1/12 vì bận")
    assert "phải sau hạn hiện nay" in answer


async def test_a_quota_takes_sums_and_additions(world: World) -> None:
    await world.link(BUILDER)
    assert "đạt 15/33" in await world.say(BUILDER, "4 đạt 15")
    assert "đạt 18/33" in await world.say(BUILDER, "4 +3")
    assert milestone(world, 4).value == 18


async def test_the_last_phase_asks_for_the_documents_number_and_date(world: World) -> None:
    await world.link(BUILDER)
    assert "số và ngày văn bản" in await world.say(BUILDER, "3 đã xong")
    assert milestone(world, 3).status is Status.PENDING
    assert "45-KH/ĐU" in await world.say(BUILDER, "45-KH/ĐU ngày 7/10")
    found = milestone(world, 3)
    assert found.status is Status.SUBMITTED
    assert found.document_number == "45-KH/ĐU"
    assert found.document_date is not None


async def test_done_with_its_document_in_one_sentence(world: World) -> None:
    await world.link(BUILDER)
    assert "45-KH/ĐU" in await world.say(BUILDER, "3 xong, số 45-KH/ĐU ngày 7/10")


async def test_an_open_question_may_be_cancelled(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 vướng mắc")
    assert "chưa ghi gì" in await world.press(ECONOMIST, "Thôi")
    assert milestone(world, 5).status is Status.PENDING


async def test_several_items_in_one_message(world: World) -> None:
    await world.link(BUILDER)
    answer = await world.say(BUILDER, "việc 1 xong, việc 2 đang làm 60%")
    assert "việc 1" in answer
    assert "việc 2" in answer
    assert milestone(world, 1).status is Status.SUBMITTED
    assert milestone(world, 2).percent == 60


async def test_without_a_number_the_program_asks_which(world: World) -> None:
    await world.link(BUILDER)
    assert "việc nào" in await world.say(BUILDER, "xong rồi ạ")
    assert milestone(world, 1).status is Status.PENDING
    await world.press(BUILDER, "Việc 1")
    assert milestone(world, 1).status is Status.SUBMITTED


async def test_work_of_another_post_cannot_be_answered(world: World) -> None:
    await world.link(ECONOMIST, BUILDER)
    answer = await world.say(ECONOMIST, "1 xong")
    assert "do đơn vị khác chủ trì" in answer
    assert milestone(world, 1).status is Status.PENDING
    assert "Không có việc số 4" in await world.say(ECONOMIST, "4")


async def test_text_not_understood_changes_nothing_and_says_so(world: World) -> None:
    await world.link(BUILDER)
    for text in ("???", "hôm nay trời đẹp", "<b>&amp;", "🙂🙂"):
        assert await world.say(BUILDER, text)
    with world.database.commune(1) as session:
        assert session.scalars(select(Reply)).all() == []
