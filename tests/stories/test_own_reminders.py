"""An official asks to be reminded of an item, or of anything, at a day and hour."""

from sqlalchemy import select

from bot.app.backups import delete_expired
from storage.own_reminder import OwnReminder
from tests.stories.world import BUILDER, CHIEF, ECONOMIST, EVERYWHERE, World, at


def stored(world: World) -> list[OwnReminder]:
    with world.database.commune(world.commune_id) as session:
        return list(session.scalars(select(OwnReminder).order_by(OwnReminder.id)))


@EVERYWHERE
async def test_anything_is_said_at_its_hour_and_taken_back_by_its_number(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "nhắc tôi 15h mai gọi chị Hoa bên Sở")
    assert "15:00 thứ Năm 9/10/2025: gọi chị Hoa bên Sở" in answer
    answer = await world.say(ECONOMIST, "nhac em 16h mai nop bao cao")
    assert "16:00 thứ Năm 9/10/2025: nop bao cao" in answer
    listed = await world.say(ECONOMIST, "các lời nhắc của tôi")
    assert "Các lời nhắc của đồng chí: 2" in listed
    assert "Lời nhắc 1: lúc 15:00 thứ Năm 9/10/2025, gọi chị Hoa bên Sở" in listed
    await world.advance("2025-10-09T14:59")
    world.look(ECONOMIST)
    await world.advance("2025-10-09T15:00")
    world.expect(ECONOMIST, "Nhắc theo lời hẹn", "15:00: gọi chị Hoa bên Sở.")
    assert "Đã bỏ lời nhắc 2: nop bao cao" in await world.say(ECONOMIST, "bỏ lời nhắc 2")
    await world.advance("2025-10-09T17:00")
    world.expect_silence(ECONOMIST)
    assert "chưa hẹn lời nhắc nào" in await world.say(ECONOMIST, "nhắc việc riêng của tôi")


async def test_an_item_is_shown_as_it_is_and_may_be_answered(world: World) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "đã nhận hết")
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    answer = await world.say(ECONOMIST, "nhắc tôi việc 5 vào 9h ngày 20/10")
    assert "09:00 thứ Hai 20/10/2025: việc 5 (Dự toán" in answer
    await world.say(ECONOMIST, "5 đang làm 30%")
    await world.skip("2025-10-17T17:00")
    await world.advance("2025-10-20T08:59")
    world.look(ECONOMIST)
    await world.advance("2025-10-20T09:00")
    world.expect(ECONOMIST, "09:00: 5. Dự toán", "Hạn thứ Tư 10/12")
    assert "Việc 5" in world.buttons(ECONOMIST)
    assert "60%" in await world.say(ECONOMIST, "5 đang làm 60%")


async def test_it_comes_again_by_its_rule_and_dies_with_the_item(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    for number in (5, 6, 7):
        await world.say(ECONOMIST, f"{number} đã nhận")
    answer = await world.say(ECONOMIST, "thứ Hai hằng tuần 7h30 nhắc tôi giao ban")
    assert "07:30 thứ Hai hằng tuần, lần tới thứ Hai 13/10/2025" in answer
    await world.say(ECONOMIST, "mỗi thứ Ba 9h30 nhắc tôi việc 5")
    for day in ("13", "20"):
        await world.advance(f"2025-10-{day}T07:29")
        world.look(ECONOMIST)
        await world.advance(f"2025-10-{day}T07:30")
        world.expect(ECONOMIST, "07:30: giao ban.")
        world.look(CHIEF)
    await world.say(CHIEF, "5 hủy vì cấp trên đã làm")
    world.look(ECONOMIST)
    assert "của đồng chí: 1" in await world.say(ECONOMIST, "lời nhắc")
    await world.advance("2025-10-21T10:00")
    assert all("9:30" not in each.text for each in world.look(ECONOMIST))


async def test_the_time_or_the_matter_is_asked_for_where_it_is_missing(world: World) -> None:
    await world.link(ECONOMIST)
    assert "“gọi chị Hoa” khi nào" in await world.say(ECONOMIST, "nhắc tôi gọi chị Hoa")
    assert "Chưa rõ lúc nào" in await world.say(ECONOMIST, "lúc nào cũng được")
    assert "việc 5 khi nào" in await world.say(ECONOMIST, "nhắc em việc 5")
    assert "08:00 thứ Năm 9/10/2025: việc 5" in await world.press(ECONOMIST, "Sáng mai")
    assert "Nhắc đồng chí việc gì" in await world.say(ECONOMIST, "9h mai nhắc tôi")
    assert "09:00 thứ Năm 9/10/2025: họp chi bộ" in await world.say(ECONOMIST, "họp chi bộ")
    assert "đã qua, chưa hẹn" in await world.say(ECONOMIST, "nhắc tôi 7h hôm nay gọi điện")
    assert "09:30 thứ Tư 8/10/2025: gọi điện" in await world.say(ECONOMIST, "9h30")
    assert "Không có ngày, giờ “30/2”" in await world.say(ECONOMIST, "nhắc tôi 30/2 nộp báo cáo")


async def test_others_are_not_reminded_later_and_at_once_stays_at_once(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    for text in (f"nhắc {ECONOMIST} việc 5 lúc 9h mai", "mai nhắc anh Hùng nộp báo cáo"):
        assert "không nhắc thay người khác" in await world.say(CHIEF, text)
    assert stored(world) == []
    assert "“nhắc ngay 5”" in await world.say(CHIEF, f"9h mai nhắc {ECONOMIST} việc 5")
    assert "nhắc ngay" not in await world.say(ECONOMIST, f"9h mai nhắc {BUILDER} việc 5")
    assert ECONOMIST in await world.say(CHIEF, "nhắc ngay 5")
    assert "08:00 thứ Hai 20/10/2025: việc 5" in await world.say(CHIEF, "nhắc ngày 20/10 việc 5")


async def test_the_newest_is_undone_by_hoan_tac_and_one_taken_back_comes_again(
    world: World,
) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 30%")
    await world.say(ECONOMIST, "nhắc tôi 9h mai họp")
    assert "Đã bỏ lời nhắc 1: họp" in await world.say(ECONOMIST, "hoàn tác")
    assert "09:00 thứ Năm 9/10/2025: họp" in await world.press(ECONOMIST, "Hẹn lại")
    await world.say(ECONOMIST, "5 đang làm 40%")
    assert "đang làm" in await world.say(ECONOMIST, "hoàn tác")
    assert [row.dropped_at for row in stored(world)] == [None]


async def test_a_post_that_changes_hands_takes_no_reminder_along(world: World) -> None:
    await world.link(CHIEF, ECONOMIST, BUILDER)
    await world.say(ECONOMIST, "nhắc tôi việc 5 lúc 9h30 mai")
    await world.say(CHIEF, f"bàn giao {ECONOMIST} cho {BUILDER}")
    await world.advance("2025-10-09T09:29")
    for post in (ECONOMIST, BUILDER):
        world.look(post)
    await world.advance("2025-10-09T09:30")
    world.expect_silence(ECONOMIST, BUILDER)


async def test_words_are_forgotten_after_they_were_said_and_counted_in_ones_data(
    world: World,
) -> None:
    await world.link(ECONOMIST)
    await world.say(ECONOMIST, "nhắc tôi 9h mai gọi ông Bảy")
    await world.say(ECONOMIST, "nhắc tôi gọi ông Tám hằng ngày lúc 10h")
    assert "Lời nhắc đồng chí đã hẹn: 2" in await world.say(ECONOMIST, "dữ liệu của tôi")
    await world.advance("2025-10-09T09:00")
    await delete_expired(world.database, at("2026-12-01T02:00"), 365)
    assert [row.words for row in stored(world)] == ["", "gọi ông Tám"]


async def test_what_is_no_wish_stays_what_it_was(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    for text in (
        "chị Hoa nhắc tôi việc này rồi",
        "ai nhắc tôi việc 5?",
        "đừng nhắc tôi nữa",
        "đã nhắc anh Hùng hôm qua",
        "5 nhắc lại sáng mai",
        "nhắc nhở các đồng chí đúng giờ",
    ):
        assert "Đã hẹn" not in await world.say(ECONOMIST, text)
    assert stored(world) == []


async def test_there_are_bounds_and_each_is_told(world: World) -> None:
    await world.link(ECONOMIST)
    assert "xa quá một năm" in await world.say(ECONOMIST, "nhắc tôi 20/10/2028 họp")
    assert "dài nhất 200" in await world.say(ECONOMIST, f"nhắc tôi 9h mai {'gọi ' * 60}")
    for hour in range(20):
        await world.say(ECONOMIST, f"nhắc tôi 20/11 lúc {hour}h họp lần {hour + 1}")
    assert "nhiều nhất 20" in await world.say(ECONOMIST, "nhắc tôi 9h mai họp")
    assert "Đã bỏ" in await world.say(ECONOMIST, "bỏ hết lời nhắc")
    assert "Đã hẹn" in await world.say(ECONOMIST, "nhắc tôi 9h mai họp")
