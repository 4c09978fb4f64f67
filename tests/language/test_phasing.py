"""What people say who part an item into steps, and what is read of it."""

from datetime import date

import pytest

from bot.conversation.command import find_command
from bot.language.requests.phasing import read_phasing
from tests.importers.small import CALENDAR

NAMES = ("Trưởng phòng Kinh tế", "Phòng Kinh tế", "PKT")
TODAY = date(2025, 10, 8)
ECONOMIST = "Trưởng phòng Kinh tế"

SAID = [
    (
        "việc 12 thêm bước: lấy ý kiến 15/11, trình ký 25/11, ban hành 30/11",
        False,
        [("Lấy ý kiến", "15/11", ""), ("Trình ký", "25/11", ""), ("Ban hành", "30/11", "")],
    ),
    (
        "chia việc 12 thành 3 bước: dự thảo 5/11, lấy ý kiến 15/11, ký 25/11",
        True,
        [("Dự thảo", "05/11", ""), ("Lấy ý kiến", "15/11", ""), ("Ký", "25/11", "")],
    ),
    ("12 them buoc lay y kien 15/11", False, [("Lay y kien", "15/11", "")]),
    (
        "việc 12 thêm các bước sau:\n1. dự thảo 5/11\n2. lấy ý kiến 15/11 do Trưởng phòng Kinh tế",
        False,
        [("Dự thảo", "05/11", ""), ("Lấy ý kiến", "15/11", ECONOMIST)],
    ),
    ("thêm bước lấy ý kiến 15/11 cho việc 12", False, [("Lấy ý kiến", "15/11", "")]),
    (
        "thêm bước cho việc 12: lấy ý kiến (Phòng Kinh tế chủ trì) 15/11",
        False,
        [("Lấy ý kiến", "15/11", "Phòng Kinh tế")],
    ),
    (
        "tách việc số 12 ra 2 bước: khảo sát do xã tổ chức 5/11 và báo cáo 20/11",
        True,
        [("Khảo sát do xã tổ chức", "05/11", ""), ("Báo cáo", "20/11", "")],
    ),
    (
        "chia nhỏ việc 12: dự thảo 5/11 (PKT), rà soát, tổng hợp 15/11, ban hành hết tháng 11",
        True,
        [
            ("Dự thảo", "05/11", "PKT"),
            ("Rà soát, tổng hợp", "15/11", ""),
            ("Ban hành", "30/11", ""),
        ],
    ),
    (
        "việc 12 chia làm hai giai đoạn: 5/11 dự thảo, 15/11 lấy ý kiến",
        True,
        [("Dự thảo", "05/11", ""), ("Lấy ý kiến", "15/11", "")],
    ),
    (
        "12 gồm các bước: dự thảo 5/11; lấy ý kiến 15/11, Trưởng phòng Kinh tế chủ trì",
        True,
        [("Dự thảo", "05/11", ""), ("Lấy ý kiến", "15/11", ECONOMIST)],
    ),
    (
        "bổ sung bước thẩm định 20/11 giao Trưởng phòng Kinh tế cho việc 12",
        False,
        [("Thẩm định", "20/11", ECONOMIST)],
    ),
    ("việc 12 thêm bước rà soát do PKT 10/11", False, [("Rà soát", "10/11", "PKT")]),
    ("Việc 12 cần thêm bước thẩm định hạn 20/11", False, [("Thẩm định", "20/11", "")]),
    (
        "việc 12 chia nhỏ ra các giai đoạn sau: khảo sát 20/10 - PKT; dự thảo 31/10 lần đầu",
        True,
        [("Khảo sát", "20/10", "PKT"), ("Dự thảo lần đầu", "31/10", "")],
    ),
    (
        "nhờ em thêm cho việc 12 một bước thẩm định hạn 20/12 giao Trưởng phòng Kinh tế",
        False,
        [("Thẩm định", "20/12", ECONOMIST)],
    ),
    ("đề nghị chia việc 12: dự thảo 5/11", True, [("Dự thảo", "05/11", "")]),
    (
        "chia việc 12 làm 2 phần nhé: rà soát 20/10, trình 28/11",
        True,
        [("Rà soát", "20/10", ""), ("Trình", "28/11", "")],
    ),
    (
        "bổ sung thêm 1 bước nữa cho việc 12: xin ý kiến Thường trực 20/12",
        False,
        [("Xin ý kiến Thường trực", "20/12", "")],
    ),
]


@pytest.mark.parametrize(("said", "divides", "steps"), SAID)
def test_steps_are_read_with_day_and_lead(
    said: str, divides: bool, steps: list[tuple[str, str, str]]
) -> None:
    named = find_command(said)
    assert named is not None
    assert named[0].name == "thembuoc"
    found = read_phasing(said, TODAY, CALENDAR, NAMES)
    assert found is not None
    assert (found.number, found.divides, found.undated) == (12, divides, ())
    assert [(each.title, f"{each.due.on:%d/%m}", each.lead) for each in found.steps] == steps


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("chia việc 12 thành 4 bước: dự thảo 5/11", 4),
        ("việc 12 chia làm ba bước: dự thảo 5/11", 3),
        ("việc 12 thêm các bước: dự thảo 5/11", None),
    ],
)
def test_the_number_of_steps_is_read_where_it_is_said(said: str, count: int | None) -> None:
    found = read_phasing(said, TODAY, CALENDAR)
    assert found is not None
    assert found.count == count


def test_a_step_without_a_day_or_a_name_is_told() -> None:
    found = read_phasing("12 thêm bước: dự thảo 5/11, ban hành", TODAY, CALENDAR)
    assert found is not None
    assert found.undated == ("ban hành",)
    nameless = read_phasing("12 thêm bước: 5/11", TODAY, CALENDAR)
    assert nameless is not None
    assert nameless.undated == ("05/11",)


@pytest.mark.parametrize(
    "said",
    [
        "việc 12 thêm 2 người",
        "chia việc cho anh em làm",
        "12 chia 2 bước, bước 1 xong rồi",
        "việc 12 đang làm bước 2",
        "12 thêm bước nữa là xong",
    ],
)
def test_other_words_are_no_request(said: str) -> None:
    assert find_command(said) is None


def test_steps_may_have_hours_and_one_that_cannot_be_is_told() -> None:
    found = read_phasing("chia việc 12: soạn 9h 5/11, ký trước 15h30 ngày 30/11", TODAY, CALENDAR)
    assert found is not None
    assert [each.due.isoformat() for each in found.steps] == [
        "2025-11-05 09:00",
        "2025-11-30 15:30",
    ]
    assert [each.title for each in found.steps] == ["Soạn", "Ký"]
    wrong = read_phasing("chia việc 12: soạn 25h 5/11, ký 30/11", TODAY, CALENDAR)
    assert wrong is not None
    assert wrong.undated
