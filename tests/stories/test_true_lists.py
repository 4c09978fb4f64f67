"""A list answers the question that was asked, says what it was narrowed to, and claims no more."""

import pytest

from tests.stories.world import BUILDER, CHIEF, DEPUTY, ECONOMIST, HEAD, World

NOT_ACCEPTED = [
    "ai chưa nhận việc",
    "việc nào chưa nhận",
    "còn ai chưa nhận nhiệm vụ không?",
    "don vi nao chua nhan viec",
    "chưa nhận",
    "danh sách việc chưa nhận",
    "các đơn vị đã nhận việc chưa",
]
SILENT = ["ai chưa báo cáo", "chưa báo cáo", "đơn vị nào chưa phản hồi", "ai chua tra loi"]
OTHERS_WORK = [
    "quá hạn của Phòng Kinh tế",
    "phong kinh te cham viec gi",
    "việc đang mở của Trưởng phòng Kinh tế",
    "tiến độ Phòng Kinh tế",
    "chưa nhận mảng kinh tế - xã hội",
]


@pytest.mark.parametrize("question", NOT_ACCEPTED)
async def test_work_that_nobody_accepted_is_listed(world: World, question: str) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 10%")
    await world.say(BUILDER, "1 đã nhận")
    answer = await world.say(CHIEF, question)
    assert answer.startswith("Chưa nhận việc")
    assert "2. Dự thảo" in answer
    assert "1. Kế hoạch" not in answer
    assert "5. Dự toán" not in answer


async def test_an_official_asks_for_their_own_unaccepted_work(world: World) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, "việc nào chưa nhận?")
    assert "5. Dự toán" in answer
    assert "2. Dự thảo" not in answer


async def test_not_having_got_a_paper_is_no_question_for_unaccepted_work(world: World) -> None:
    await world.link(ECONOMIST)
    assert "chưa nhận được văn bản" in await world.say(ECONOMIST, "5 chưa nhận được văn bản")


@pytest.mark.parametrize("question", SILENT)
async def test_work_far_ahead_that_is_silent_is_not_called_answered(
    world: World, question: str
) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(ECONOMIST, "5 đang làm 10%")
    answer = await world.say(CHIEF, question)
    assert answer.startswith("Chưa báo cáo trong 7 ngày qua: ")
    assert "1. Kế hoạch" in answer
    assert "5. Dự toán" not in answer


@pytest.mark.parametrize("question", OTHERS_WORK)
async def test_what_one_may_not_see_is_never_called_none(world: World, question: str) -> None:
    await world.link(BUILDER)
    await world.skip("2025-12-15T08:30")
    answer = await world.say(BUILDER, question)
    assert "chỉ xem được việc mình chủ trì hoặc phối hợp" in answer
    assert "không có việc quá hạn" not in answer


async def test_a_part_of_a_list_is_called_a_part(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.skip("2025-12-15T08:30")
    asked = "quá hạn của Ban Xây dựng Đảng"
    seen = await world.say(ECONOMIST, asked)
    assert "1. Kế hoạch" in seen
    assert "Chỉ gồm việc đồng chí chủ trì hoặc phối hợp" in seen
    assert "Chỉ gồm" not in await world.say(ECONOMIST, "việc của tôi")
    assert "Chỉ gồm" not in await world.say(CHIEF, asked)


async def test_results_that_wait_are_not_called_unreported(world: World) -> None:
    await world.link(CHIEF, ECONOMIST)
    await world.say(ECONOMIST, "5 xong")
    answer = await world.say(CHIEF, "kết quả nào chưa được xác nhận")
    assert answer.startswith("Chờ quyết định")
    assert "5. Dự toán" in answer


@pytest.mark.parametrize("post", [HEAD, DEPUTY])
async def test_a_leader_is_not_told_that_leaders_may(world: World, post: str) -> None:
    await world.link(post)
    answer = await world.say(post, f"giao việc: báo cáo bão, chủ trì {ECONOMIST}, hạn 20/11")
    assert "lãnh đạo" not in answer
    assert "Văn phòng" in answer


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("5 ưu tiên cao", "Việc 5: chưa rõ ý"),
        ("5 dời hạn 31/11", "Việc 5: chưa rõ ý"),
        ("tìm việc chăn nuôi", "Chưa hiểu ý"),
    ],
)
async def test_the_secretary_is_told_what_was_not_understood(
    world: World, text: str, part: str
) -> None:
    await world.link(CHIEF)
    assert part in await world.say(CHIEF, text)


BLOCKED = ["việc nào vướng mắc", "ai đang vướng?", "viec vuong mac", "danh sách việc vướng mắc"]
EXTENDING = ["ai xin gia hạn", "việc xin gia hạn", "viec nao xin lui han?", "ai đang xin gia hạn"]
CANCELLED = ["việc đã hủy", "viec nao bi huy?", "danh sách việc đã hủy"]


@pytest.mark.parametrize(
    ("question", "title", "number"),
    [
        *((each, "Đang vướng mắc", 1) for each in BLOCKED),
        *((each, "Xin gia hạn, chờ quyết định", 5) for each in EXTENDING),
        *((each, "Đã hủy", 2) for each in CANCELLED),
    ],
)
async def test_obstacles_extensions_and_cancelled_work_are_listed(
    world: World, question: str, title: str, number: int
) -> None:
    await world.link(CHIEF, BUILDER, ECONOMIST)
    await world.say(BUILDER, "1 vướng chưa có mẫu")
    await world.say(ECONOMIST, "5 xin lùi đến 22/12 vì chờ số liệu")
    await world.say(CHIEF, "2 hủy trùng với việc khác")
    answer = await world.say(CHIEF, question)
    assert answer.startswith(f"{title}: 1 việc")
    assert f"\n{number}. " in answer


@pytest.mark.parametrize("question", [BLOCKED[0], EXTENDING[0], CANCELLED[0]])
async def test_an_official_asks_for_such_work_and_reports_nothing(
    world: World, question: str
) -> None:
    await world.link(ECONOMIST)
    answer = await world.say(ECONOMIST, question)
    assert "đồng chí chỉ xem được việc mình chủ trì" in answer


@pytest.mark.parametrize(
    "question", ["còn bao nhiêu việc chưa xong", "tháng 12 những việc nào chưa hoàn thành?"]
)
async def test_unfinished_work_is_not_overdue_work(world: World, question: str) -> None:
    await world.link(CHIEF)
    answer = await world.say(CHIEF, question)
    assert answer.startswith("Đang mở")
    assert "5. Dự toán" in answer


@pytest.mark.parametrize("question", ["1 xong chưa?", "1 xong chưa", "1 đến đâu rồi", "1 sao rồi?"])
@pytest.mark.parametrize("asker", [BUILDER, HEAD])
async def test_a_question_that_begins_with_a_number_shows_that_item(
    world: World, asker: str, question: str
) -> None:
    await world.link(asker)
    answer = await world.say(asker, question)
    assert answer.startswith("1. Kế hoạch kiểm tra chi bộ")


@pytest.mark.parametrize(
    "order",
    ["giao phòng kinh tế báo cáo vụ đông trước 25/11", "mời Lê Văn Bình làm trưởng phòng kinh tế"],
)
async def test_an_order_is_not_answered_with_a_list(world: World, order: str) -> None:
    await world.link(CHIEF)
    answer = await world.say(CHIEF, order)
    assert not answer.startswith(("Tiến độ", "Đang mở"))
