"""Moving the dates and words of a plan to another year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importers.plan_year import NEAR_TET, YearShift
from scheduler.calendar.lunar import tet
from tests.importers.papers import CALENDAR

NEXT = YearShift(2025, 2026, CALENDAR)


@pytest.mark.parametrize(
    ("day", "with_tet", "moved"),
    [
        (date(2025, 12, 31), False, date(2026, 12, 31)),
        (date(2025, 11, 28), False, date(2026, 11, 27)),  # a Saturday: the Friday before
        (date(2025, 11, 30), False, date(2026, 11, 30)),  # a Sunday then: left as it was meant
        (date(2025, 2, 28), False, date(2026, 2, 27)),
        (date(2026, 2, 14), False, date(2027, 2, 3)),  # 3 days before Tet, a day off: before it
        (date(2026, 1, 19), True, date(2027, 1, 8)),  # 29 days before Tet
        (date(2026, 1, 19), False, date(2027, 1, 19)),
    ],
)
def test_dates_move_to_another_year(day: date, with_tet: bool, moved: date) -> None:
    assert NEXT.shift_day(day, with_tet) == moved


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.booleans())
def test_a_day_moves_by_about_a_year_and_keeps_its_distance_from_tet(
    day: date, with_tet: bool
) -> None:
    moved = NEXT.shift_day(day, with_tet)
    assert timedelta(340) < moved - day < timedelta(390)
    near = min((tet(day.year), tet(day.year + 1)), key=lambda each: abs(day - each))
    if abs(day - near) <= NEAR_TET and not CALENDAR.is_working(day):
        assert moved - tet(near.year + 1) == day - near
    if CALENDAR.is_working(day):
        assert CALENDAR.is_working(moved)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Kết nạp đảng viên năm 2025", "Kết nạp đảng viên năm 2026"),
        ("Dự toán ngân sách năm 2026", "Dự toán ngân sách năm 2027"),
        ("Tết Nguyên đán Bính Ngọ", "Tết Nguyên đán Đinh Mùi"),
        ("Nghị quyết nhiệm kỳ 2025-2030", "Nghị quyết nhiệm kỳ 2025-2030"),
        ("Chỉ thị 50-CT/TW, ngày 23/7/2025", "Chỉ thị 50-CT/TW, ngày 23/7/2025"),
    ],
)
def test_year_words_move_to_another_year(text: str, moved: str) -> None:
    assert NEXT.shift_words(text) == moved
