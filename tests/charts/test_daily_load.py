"""The load of a preview: lines a day of each post, full days, and what could be spread."""

from datetime import date, datetime

from bot.queries.daily_load import DailyLoad, FullDay, PostLoad, daily_load
from scheduler.calendar.working_time import VIETNAM
from scheduler.ladder.preview import PreviewLine
from storage.words import Role, TaskKind

ANN, BEN = "Trưởng Ban Xây dựng Đảng", "Trưởng phòng Kinh tế"
MONDAY, TUESDAY = date(2025, 11, 24), date(2025, 11, 25)


def line(
    number: int,
    to: str = ANN,
    day: date = MONDAY,
    step: str = "due",
    role: Role = Role.LEAD,
    to_confirm: bool = False,
) -> PreviewLine:
    at = datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM)
    return PreviewLine(
        at, number, "viec", "moc", "Việc", TaskKind.DATED, False, step, to, role, to_confirm
    )


def test_the_most_loaded_post_comes_first_with_its_first_worst_day() -> None:
    load = daily_load([line(1), line(1, day=TUESDAY), line(2, BEN), line(3, BEN)])
    assert load.posts == (PostLoad(BEN, 2, MONDAY, 0), PostLoad(ANN, 1, MONDAY, 0))
    assert (load.superiors, load.full_days) == ((), ())
    assert (load.worst_on, load.worst_lines) == (MONDAY, 3)


def test_work_handed_over_on_one_day_is_one_line() -> None:
    load = daily_load([line(number, step="handover") for number in range(1, 13)])
    assert load.posts == (PostLoad(ANN, 1, MONDAY, 0),)


def test_lines_on_the_work_of_others_are_counted_apart() -> None:
    lines = [line(number, step="confirm_1", role=Role.SECRETARY) for number in range(1, 8)]
    load = daily_load([*lines, line(9)])
    assert load.posts == (PostLoad(ANN, 1, MONDAY, 0),)
    assert load.superiors == (PostLoad(ANN, 7, MONDAY, 1),)
    assert load.full_days == ()
    assert load.worst_lines == 8


def test_of_a_full_day_the_work_is_named_whose_day_the_office_may_move() -> None:
    free = [line(4, to_confirm=True), line(2, step="before_7", to_confirm=True)]
    late = line(3, step="overdue_1", to_confirm=True)
    fixed = [line(number) for number in (5, 6, 7)]
    assert daily_load([*free, late, *fixed]).full_days == (FullDay(ANN, MONDAY, 6, (2, 4)),)
    assert daily_load([*free, *fixed]).full_days == ()


def test_without_a_line_there_is_no_worst_day() -> None:
    assert daily_load([]) == DailyLoad((), (), (), None, 0)
