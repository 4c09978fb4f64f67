"""New work is handed over at once in one message, and reminded until it is accepted."""

from tests.stories.world import BUILDER, CHIEF, ECONOMIST, World


async def test_one_digest_hands_over_all_new_work(world: World) -> None:
    await world.link_by_message(BUILDER)
    welcome, digest = world.server.messages(world.chat(BUILDER))
    assert "Đã kết nối" in welcome.text
    for part in ("Kế hoạch kiểm tra chi bộ", "Kết nạp đảng viên", "ới giao, đề nghị"):
        assert part in digest.text
    assert "Dự toán" not in digest.text


async def test_work_handed_over_before_linking_is_sent_at_linking(world: World) -> None:
    await world.advance("2025-10-08T09:00")
    await world.link_by_message(ECONOMIST)
    await world.advance("2025-10-08T09:01")
    assert "Dự toán" in world.server.messages(world.chat(ECONOMIST))[-1].text


async def test_unaccepted_work_is_reminded_and_after_two_days_sent_to_the_secretary(
    world: World,
) -> None:
    await world.link(BUILDER, ECONOMIST, CHIEF)
    await world.advance("2025-10-08T17:00")
    for number in (5, 6, 7):
        assert f"nhận việc {number}" in await world.say(ECONOMIST, f"{number} đã nhận")
    world.look(BUILDER)
    await world.advance("2025-10-09T08:00")
    world.expect(BUILDER, "hưa xác nhận")
    world.expect_silence(ECONOMIST)
    world.look(CHIEF)
    await world.advance("2025-10-10T08:00")
    texts = [message.text for message in world.look(CHIEF)]
    assert any("Chủ trì chưa nhận việc" in text for text in texts)
    assert not any("Dự toán" in text for text in texts if "chưa nhận việc" in text)


async def test_the_example_fits_the_kind_and_state_of_the_item(world: World) -> None:
    await world.link(BUILDER)
    shown = world.server.messages(world.chat(BUILDER))[-1].text.split("\n")[-1]
    assert "“1 đã nhận”, “1 đang làm 60%”" in shown
    for number in (1, 2, 3):
        await world.say(BUILDER, f"{number} đã nhận")
    await world.say(BUILDER, "4 đạt 12")
    await world.skip("2025-10-23T17:00")
    await world.advance("2025-10-24T08:00")
    text = next(m.text for m in world.look(BUILDER) if "Kết nạp" in m.text)
    example = text.split("\n")[-1]
    assert "đã nhận" not in example
    assert "“8 xong”" in example
    assert "%" not in example
    await world.skip("2025-12-01T17:00")
    for number in (1, 2):
        await world.say(BUILDER, f"{number} xong")
    await world.skip("2025-12-16T17:00")
    await world.advance("2025-12-17T08:00")
    example = next(m.text for m in world.look(BUILDER) if "Ban hành" in m.text).split("\n")[-1]
    assert "xong, số … ngày …" in example


async def test_the_example_of_a_quota_reports_a_number(world: World) -> None:
    await world.link(BUILDER)
    for done in ("1 xong", "2 xong", "3 xong số 45-CTr/ĐU ngày 7/10", "4 đạt 12"):
        await world.say(BUILDER, done)
    await world.skip("2025-12-16T17:00")
    world.look(BUILDER)
    await world.advance("2025-12-17T08:00")
    told = next(m.text for m in world.look(BUILDER) if "Kết nạp" in m.text)
    assert told.endswith("“4 đạt 13”, “4 vướng …”, “4 xin lùi đến … vì …”, “4 xong”.")
