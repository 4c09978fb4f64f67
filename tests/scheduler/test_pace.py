from datetime import date
from decimal import Decimal

import pytest

from scheduler.ladder.pace import QuotaPace, quota_pace
from tests.scheduler.calendars import OFFICE

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def test_pace_of_eleven_of_thirty_three_after_nine_months() -> None:
    # 250 working days in 2025, 184 of them before 1 October.
    found = quota_pace(Decimal(11), Decimal(33), *YEAR, date(2025, 10, 1), OFFICE)
    assert found == QuotaPace(expected=Decimal(24), share=11 * 250 / (33 * 184), slow=True)


@pytest.mark.parametrize(
    ("value", "slow"),
    [(19, True), (20, False), (33, False)],
)
def test_slow_is_under_four_fifths_of_the_expected_count(value: int, slow: bool) -> None:
    assert quota_pace(Decimal(value), Decimal(33), *YEAR, date(2025, 10, 1), OFFICE).slow is slow


def test_nothing_is_expected_before_the_first_working_day_has_passed() -> None:
    expected = QuotaPace(expected=Decimal(0), share=1.0, slow=False)
    for today in (date(2024, 12, 1), date(2025, 1, 1), date(2025, 1, 2)):
        assert quota_pace(Decimal(0), Decimal(33), *YEAR, today, OFFICE) == expected


def test_after_the_due_date_exactly_the_target_is_expected() -> None:
    found = quota_pace(Decimal(30), Decimal(33), *YEAR, date(2026, 2, 1), OFFICE)
    assert found.expected == 33
    assert found.share == pytest.approx(30 / 33)


def test_the_slow_threshold_is_configurable() -> None:
    found = quota_pace(Decimal(11), Decimal(33), *YEAR, date(2025, 10, 1), OFFICE, alarm=0.4)
    assert not found.slow


@pytest.mark.parametrize(
    ("value", "today", "expected"),
    [
        (4, "2025-11-10", QuotaPace(expected=Decimal(5), share=0.8, slow=False)),
        (3, "2025-11-10", QuotaPace(expected=Decimal(5), share=0.6, slow=True)),
        (1, "2025-11-04", QuotaPace(expected=Decimal(1), share=1.0, slow=False)),
        (0, "2025-11-04", QuotaPace(expected=Decimal(1), share=0.0, slow=True)),
        (10, "2025-11-17", QuotaPace(expected=Decimal(10), share=1.0, slow=False)),
    ],
)
def test_each_of_ten_working_days_expects_a_tenth(
    value: int, today: str, expected: QuotaPace
) -> None:
    window = (date(2025, 11, 3), date(2025, 11, 14))
    assert (
        quota_pace(Decimal(value), Decimal(10), *window, date.fromisoformat(today), OFFICE)
        == expected
    )


def test_a_sum_with_decimals_expects_decimals() -> None:
    window = (date(2025, 11, 3), date(2025, 11, 14))
    found = quota_pace(Decimal("1.5"), Decimal("12.5"), *window, date(2025, 11, 6), OFFICE, 0.8, 1)
    assert found.expected == Decimal("3.7")
    assert found.slow
