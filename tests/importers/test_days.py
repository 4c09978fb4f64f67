"""Days files: the national file, and every fault of an invalid one."""

from datetime import date

import pytest

from bot.importers.days import read_days
from bot.importers.faults import BadDays
from bot.importers.national import national_days, read_national
from scheduler.calendar.public_holidays import DayChange


def test_the_national_file_says_which_tet_is_decided() -> None:
    assert national_days().tet_decided == {2025, 2026}
    with pytest.raises(BadDays):
        read_days("tet_decided: [2027]\ndays: []\n", "ngay.yaml")


def faults(text: str) -> list[str]:
    with pytest.raises(BadDays) as caught:
        read_days(text, "ngay.yaml")
    return list(caught.value.lines)


def test_the_national_days_are_the_exchange_of_january_2026() -> None:
    assert [(day.day, day.working) for day in national_days().changes] == [
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
    ]


def test_a_commune_may_have_no_own_days() -> None:
    assert read_days("days: []", "ngay.yaml") == ()


def test_a_day_needs_a_date_and_whether_it_is_worked() -> None:
    text = "days:\n  - {date: 2025-11-20, working: false, name: Lễ hội làng}\n"
    assert read_days(text, "ngay.yaml") == (DayChange(date(2025, 11, 20), False, "Lễ hội làng"),)


def test_every_fault_is_reported_with_its_line() -> None:
    told = faults(
        "days:\n"
        "  - {date: 2026-02-30, working: false, name: a}\n"
        "  - {date: 20/11, working: false, name: a}\n"
        "  - {date: 2026-01-02, working: nghỉ, name: ''}\n"
        "  - {date: 2026-01-02, working: true, name: a}\n"
        "  - {date: 2026-01-05, workin: true, name: a}\n"
    )
    expected = [
        "ngay.yaml:2: không có ngày “2026-02-30”",
        "ngay.yaml:3: không hiểu ngày “20/11”",
        "ngay.yaml:4: name đang để trống",
        "ngay.yaml:4: working không đúng",
        "ngay.yaml:5: date “2026-01-02” đã dùng ở dòng 4",
        "ngay.yaml:6: không có khóa workin; có phải working?",
        "ngay.yaml:6: thiếu working",
    ]
    assert len(told) == len(expected)
    assert all(text.startswith(start) for text, start in zip(told, expected, strict=True)), told


@pytest.mark.parametrize("text", ["", "days", "days: 5", "days:", "ngay: []", "days: [5]"])
def test_a_file_without_days_is_refused(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tet_decided: [2026\n", ["ngay.yaml:2: không đọc được từ dòng này"]),
        ("", ["ngay.yaml:1: tệp không có khối khóa nào"]),
        ("tet_decided: [2026]", ["ngay.yaml:1: thiếu days"]),
        ("tet_decided: ['2026']\ndays: []", ["ngay.yaml:1: tet_decided không đúng"]),
        ("tet_decided: 2026\ndays: []", ["ngay.yaml:1: tet_decided không đúng"]),
        ("days: []\ntet: []", ["ngay.yaml:2: không có khóa tet"]),
        (
            "days:\n"
            "  - {date: 2026-01-02, working: nghỉ, name: a}\n"
            "  - {date: 2026-01-02, working: true, name: b}\n",
            [
                "ngay.yaml:2: working không đúng",
                "ngay.yaml:3: date “2026-01-02” đã dùng ở dòng 2",
            ],
        ),
    ],
)
def test_a_bad_national_file_is_refused_with_every_fault(text: str, told: list[str]) -> None:
    with pytest.raises(BadDays) as caught:
        read_national(text, "ngay.yaml")
    found = caught.value.lines
    assert len(found) == len(told), found
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True)), found
