"""After an answer the card shows the new state of its item, and used buttons are removed."""

import pytest
from sqlalchemy import select

from storage.delivery import Delivery
from storage.words import DeliveryKind, State
from tests.servers.telegram_world import Shown
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World

CARD = "5. Dự toán ngân sách năm 2026"


@pytest.fixture
async def office(world: World) -> World:
    """Everybody of these stories is linked."""
    await world.link(ECONOMIST, BUILDER, CHIEF)
    return world


def screen(world: World, post: str, part: str) -> Shown:
    """The newest message of a chat that contains the text."""
    return [one for one in world.people.messages(world.chat(post)) if part in one.text][-1]


async def test_a_pressed_card_shows_the_new_state_and_what_comes_next(office: World) -> None:
    await office.say(ECONOMIST, "5")
    assert screen(office, ECONOMIST, CARD).buttons[0] == ["Đã nhận", "Đang làm", "Đã xong"]
    await office.press(ECONOMIST, "Đã nhận")
    await office.settle()
    card = screen(office, ECONOMIST, CARD)
    assert card.edited
    assert "Tình trạng: đã nhận" in card.text
    assert card.buttons[0] == ["Đang làm", "Đã xong"]


async def test_a_card_is_edited_after_a_typed_answer_and_a_dialog(
    office: World,
) -> None:
    await office.say(ECONOMIST, "5")
    await office.press(ECONOMIST, "Xin gia hạn")
    await office.settle()
    assert not screen(office, ECONOMIST, CARD).edited
    await office.say(ECONOMIST, "đến 20/12")
    await office.say(ECONOMIST, "chờ số liệu")
    await office.settle()
    assert "thứ Bảy 20/12, chờ quyết định" in screen(office, ECONOMIST, CARD).text
    await office.say(ECONOMIST, "hoàn tác 5")
    await office.settle()
    assert "chờ quyết định" not in screen(office, ECONOMIST, CARD).text


async def test_a_decision_is_made_once_and_shown_on_the_card(office: World) -> None:
    await office.say(ECONOMIST, "5 xong")
    await office.say(CHIEF, "5")
    await office.press(CHIEF, "Xác nhận")
    await office.settle()
    card = screen(office, CHIEF, CARD)
    assert card.buttons == []
    assert "hoàn thành" in card.text


async def test_pressing_a_stale_card_updates_it(office: World) -> None:
    await office.say(ECONOMIST, "5 xong")
    await office.say(CHIEF, "5")
    await office.say(ECONOMIST, "hoàn tác")
    assert "đã cũ" in await office.press(CHIEF, "Xác nhận")
    await office.settle()
    assert ["Xác nhận", "Trả lại"] not in screen(office, CHIEF, CARD).buttons


async def test_the_buttons_of_an_answered_question_are_removed(office: World) -> None:
    await office.say(ECONOMIST, "5 vướng mắc")
    asked = screen(office, ECONOMIST, "vướng")
    assert "Thôi" in asked.buttons[-1]
    await office.say(ECONOMIST, "chờ phòng Tài chính")
    await office.settle()
    assert office.people.messages(office.chat(ECONOMIST))[-2].buttons == []


async def test_a_button_of_a_closed_question_says_it_is_closed(office: World) -> None:
    office.server.fail("502", method="editMessageText", times=99)
    await office.say(ECONOMIST, "5 vướng mắc")
    await office.say(ECONOMIST, "chờ phòng Tài chính")
    assert "đã được trả lời hoặc đã bỏ qua" in await office.press(ECONOMIST, "Thôi")


async def test_the_undo_button_is_removed_after_use(office: World) -> None:
    await office.say(ECONOMIST, "5 đã nhận")
    assert screen(office, ECONOMIST, "Đã ghi").buttons == [["Hoàn tác"]]
    await office.press(ECONOMIST, "Hoàn tác")
    await office.settle()
    assert screen(office, ECONOMIST, "Đã ghi: đồng chí nhận").buttons == []


async def test_a_deleted_or_unreachable_card_causes_no_error(office: World) -> None:
    await office.say(ECONOMIST, "5")
    card = screen(office, ECONOMIST, CARD)
    office.server.delete(card.chat, card.message_id)
    assert "nhận việc 5" in await office.say(ECONOMIST, "5 đã nhận")
    office.server.fail("500", method="editMessageText", times=99)
    await office.say(ECONOMIST, "5")
    await office.say(ECONOMIST, "5 đang làm 40%")
    await office.advance("2025-10-09T07:45")
    assert "Không gửi được" not in office.look(CHIEF)[-1].text
    with office.database.everything() as session:
        edits = session.scalars(select(Delivery).where(Delivery.sort == DeliveryKind.EDIT)).all()
    assert {row.state for row in edits} == {State.FAILED}
    assert not any("Không gửi" in message.text for message in office.all_messages())


async def test_only_the_last_of_several_changes_is_shown(office: World) -> None:
    await office.say(ECONOMIST, "5")
    office.server.fail("502", method="editMessageText")
    await office.say(ECONOMIST, "5 đang làm 40%")
    await office.settle()
    await office.say(ECONOMIST, "5 đang làm 60%")
    await office.advance("2025-10-08T08:30")
    assert "60%" in screen(office, ECONOMIST, CARD).text


async def test_a_reply_to_a_card_is_about_its_item(office: World) -> None:
    await office.say(BUILDER, "2")
    card = office.people.messages(office.chat(BUILDER))[-1]
    await office.say(BUILDER, "việc")
    assert "việc 2" in await office.say(BUILDER, "đang làm 30%", reply_to=card.message_id)
