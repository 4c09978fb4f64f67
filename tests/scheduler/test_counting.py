"""Every milestone has exactly one state, and every count is a count of states."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar.working_time import VIETNAM
from scheduler.work.counting import (
    CountedMilestone,
    StateCounts,
    WorkState,
    count_states,
    counts_by,
    counts_by_unit,
    most_urgent_first,
    sector_of,
    unit_of,
    work_state,
)
from storage.words import Status

TODAY = date(2025, 12, 15)
NOW = datetime(2025, 12, 15, 10, tzinfo=VIETNAM)
MOMENTS = st.integers(-60 * 24, 60 * 24).map(lambda n: NOW + timedelta(hours=n))
DAYS = st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))


def work(status: Status, due: int, handed_in: int | None = None) -> CountedMilestone:
    """A milestone due so many days from today, handed in so many days from today."""
    at = None if handed_in is None else NOW + timedelta(days=handed_in)
    return CountedMilestone(
        1, "xã hội", "Phòng", "Trưởng phòng", status, TODAY + timedelta(days=due), at
    )


WORKS = st.builds(
    CountedMilestone,
    number=st.integers(1, 99),
    sector=st.sampled_from(["xây dựng", "kinh tế", "an ninh"]),
    unit=st.sampled_from(["Phòng", "Ban", "Hội"]),
    post=st.just("Trưởng"),
    status=st.sampled_from(Status),
    due_on=DAYS,
    handed_in_at=st.none() | MOMENTS,
    due_time=st.none() | st.times(),
)


def test_the_due_day_itself_is_neither_late_nor_overdue() -> None:
    assert work_state(work(Status.IN_PROGRESS, 0), NOW) is WorkState.NOT_YET_DUE
    assert work_state(work(Status.IN_PROGRESS, -1), NOW) is WorkState.OVERDUE
    assert work_state(work(Status.DONE, -5, handed_in=-5), NOW) is WorkState.ON_TIME
    assert work_state(work(Status.DONE, -5, handed_in=-4), NOW) is WorkState.LATE


@pytest.mark.parametrize(("clock", "late"), [((15, 0), False), ((15, 1), True)])
def test_on_the_due_day_work_is_late_from_its_hour_on(clock: tuple[int, int], late: bool) -> None:
    moment = datetime(2025, 12, 15, *clock, tzinfo=VIETNAM)
    going = replace(work(Status.IN_PROGRESS, 0), due_time=time(15))
    done = replace(going, status=Status.DONE, handed_in_at=moment)
    assert work_state(going, moment) is (WorkState.OVERDUE if late else WorkState.NOT_YET_DUE)
    assert work_state(done, NOW) is (WorkState.LATE if late else WorkState.ON_TIME)


def test_submitted_work_is_waiting_and_never_overdue() -> None:
    assert (
        work_state(work(Status.SUBMITTED, -30, handed_in=-1), NOW) is WorkState.WAITING_FOR_DECISION
    )


def test_cancelled_work_is_not_counted() -> None:
    assert work_state(work(Status.CANCELLED, -30), NOW) is None
    assert counts_by([work(Status.CANCELLED, -30)], unit_of, NOW) == []


@given(st.lists(WORKS))
def test_parts_add_up_to_the_total(works: list[CountedMilestone]) -> None:
    counted = [each for each in works if each.status is not Status.CANCELLED]
    whole = count_states("", works, NOW)
    assert whole.total == len(counted)
    for by in (sector_of, unit_of):
        parts = counts_by(works, by, NOW)
        for place in WorkState:
            assert sum(getattr(part, place) for part in parts) == getattr(whole, place)
    cells = [cell for row in counts_by_unit(works, NOW).values() for cell in row]
    assert sum(cell.total for cell in cells) == whole.total


@given(st.lists(WORKS))
def test_matrix_rows_have_the_same_columns(works: list[CountedMilestone]) -> None:
    names = [tuple(cell.name for cell in row) for row in counts_by_unit(works, NOW).values()]
    assert len(set(names)) <= 1


def test_the_most_overdue_comes_first() -> None:
    few, many, open_ = (
        StateCounts("a", overdue=1),
        StateCounts("b", overdue=3),
        StateCounts("c", overdue=1, not_yet_due=9),
    )
    assert most_urgent_first([few, many, open_]) == [many, open_, few]
