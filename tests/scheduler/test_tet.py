"""The days off of Tết: decided, set by the commune, or estimated."""

from datetime import date

import pytest

from scheduler.calendar.tet import Tet, estimated_tets, next_estimated_tet, tet_days_off
from tests.scheduler.calendars import OFFICE

OF_2027 = Tet(2027, date(2027, 2, 4), date(2027, 2, 10))


def test_the_days_off_around_the_new_year() -> None:
    assert tet_days_off(2026, OFFICE) == Tet(2026, date(2026, 2, 14), date(2026, 2, 22))
    assert tet_days_off(2027, OFFICE) == OF_2027


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 10, 8), None),
        (date(2026, 10, 9), OF_2027),
        (date(2027, 2, 6), OF_2027),
        (date(2027, 2, 7), None),
    ],
)
def test_the_next_tet_is_asked_for_four_months_ahead(today: date, found: Tet | None) -> None:
    assert next_estimated_tet(today, OFFICE, {2025, 2026}, ()) == found


def test_decided_or_stated_tet_days_are_not_a_guess() -> None:
    today = date(2026, 12, 1)
    assert next_estimated_tet(today, OFFICE, {2027}, ()) is None
    assert next_estimated_tet(today, OFFICE, (), [date(2027, 2, 4)]) is None
    assert next_estimated_tet(today, OFFICE, (), [date(2026, 12, 24)]) == OF_2027


def test_every_tet_within_a_span_is_listed() -> None:
    span = (date(2026, 2, 1), date(2027, 2, 28))
    assert estimated_tets(*span, OFFICE, {2026}, ()) == (OF_2027,)
    assert estimated_tets(date(2026, 3, 1), date(2027, 1, 31), OFFICE, (), ()) == ()
