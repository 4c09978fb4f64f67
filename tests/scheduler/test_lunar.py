from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.lunar import LunarDay, NoSuchLunarDay, tet, to_lunar, to_solar


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
        (2028, date(2028, 1, 26)),
    ],
)
def test_tet_falls_on_the_known_dates(year: int, day: date) -> None:
    assert tet(year) == day


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        (LunarDay(2025, 12, 23), date(2026, 2, 10)),
        (LunarDay(2025, 12, 29), date(2026, 2, 16)),
        (LunarDay(2026, 1, 15), date(2026, 3, 3)),
        (LunarDay(2026, 1, 16), date(2026, 3, 4)),
        (LunarDay(2026, 3, 10), date(2026, 4, 26)),
        (LunarDay(2025, 6, 1, leap=True), date(2025, 7, 25)),
    ],
)
def test_lunar_days_have_the_known_solar_dates(lunar: LunarDay, solar: date) -> None:
    assert to_solar(lunar.year, lunar.month, lunar.day, lunar.leap) == solar
    assert to_lunar(solar) == lunar


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(LunarDay(2025, 12, 30), id="Chap of 2025 has 29 days"),
        pytest.param(LunarDay(2025, 5, 1, leap=True), id="the leap month of 2025 is the sixth"),
        pytest.param(LunarDay(2026, 6, 1, leap=True), id="2026 has no leap month"),
        pytest.param(LunarDay(2025, 13, 1), id="no thirteenth month"),
        pytest.param(LunarDay(2025, 1, 31), id="no month has 31 days"),
        pytest.param(LunarDay(2025, 1, 0), id="no day 0"),
        pytest.param(LunarDay(2500, 1, 1), id="beyond the tables"),
    ],
)
def test_an_impossible_lunar_day_is_refused(asked: LunarDay) -> None:
    with pytest.raises(NoSuchLunarDay) as refused:
        to_solar(asked.year, asked.month, asked.day, asked.leap)
    assert refused.value.asked == asked


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_solar_day_converts_to_lunar_and_back(day: date) -> None:
    lunar = to_lunar(day)
    assert to_solar(lunar.year, lunar.month, lunar.day, lunar.leap) == day
