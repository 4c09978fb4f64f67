"""Later phases move by as many working days, and never change their order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.work.phases import shifted_due_dates
from tests.importers.small import CALENDAR

DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


def day(month: int, of: int, year: int = 2025) -> date:
    return date(year, month, of)


def test_phases_move_by_working_days_over_weekends_and_holidays() -> None:
    later = {2: day(11, 14), 3: day(12, 31)}
    # From Wednesday to the Tuesday after are four working days; New Year's Day is none.
    assert shifted_due_dates(CALENDAR, later, day(11, 5), day(11, 11), day(11, 1)) == {
        2: day(11, 20),
        3: day(1, 7, 2026),
    }


def test_phases_move_earlier_but_not_before_today() -> None:
    later = {2: day(11, 14), 3: day(11, 28)}
    assert shifted_due_dates(CALENDAR, later, day(11, 12), day(11, 5), day(11, 11)) == {
        2: day(11, 11),
        3: day(11, 21),
    }


def test_a_move_by_no_working_day_moves_nothing_else() -> None:
    assert shifted_due_dates(CALENDAR, {2: day(11, 20)}, day(11, 14), day(11, 15), day(11, 1)) == {}


@given(
    was=DAYS,
    to=DAYS,
    today=DAYS,
    after=st.lists(st.integers(0, 200), min_size=1, max_size=6),
)
def test_the_order_of_phases_stays(was: date, to: date, today: date, after: list[int]) -> None:
    to = max(to, today)
    later = {n: was + timedelta(days=days) for n, days in enumerate(sorted(after), 2)}
    found = later | shifted_due_dates(CALENDAR, later, was, to, today)
    in_order = [to, *(found[number] for number in sorted(found))]
    assert in_order == sorted(in_order)
    for number, due_on in found.items():
        assert due_on >= today or due_on == later[number]
        assert due_on <= later[number] if to < was else due_on >= later[number]


@given(was=DAYS, to=DAYS, days=st.integers(0, 200))
def test_a_working_day_moves_by_as_many_working_days_as_the_phase(
    was: date, to: date, days: int
) -> None:
    due_on = CALENDAR.next_working(was + timedelta(days=days))
    moved = shifted_due_dates(CALENDAR, {2: due_on}, was, to, date(2020, 1, 1)).get(2, due_on)
    by = CALENDAR.working_days_between(was, to)
    between = CALENDAR.working_days_between(due_on, moved)
    assert between == by or moved == to
