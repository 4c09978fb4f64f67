"""The chart of the reminder load."""

import io
from datetime import date, datetime

from matplotlib.image import imread

from bot.queries.load import load_of
from bot.reports.charts.load import draw_load
from scheduler.calendar.working_time import VIETNAM
from scheduler.ladder.preview import PreviewLine
from storage.words import Role, TaskKind

SINCE, UNTIL = date(2025, 11, 24), date(2025, 11, 30)
BUSY, QUIET = "Trưởng Ban Xây dựng Đảng", "Trưởng phòng Kinh tế"


def line(to: str, day: int) -> PreviewLine:
    at = datetime(2025, 11, day, 8, tzinfo=VIETNAM)
    return PreviewLine(at, 1, "viec", "moc", "Việc", TaskKind.DATED, False, "due", to, Role.LEAD)


def test_load_is_counted_by_post_and_day_busiest_first() -> None:
    load = load_of([line(QUIET, 25), line(BUSY, 28), line(BUSY, 28), line(BUSY, 24)], SINCE, UNTIL)
    assert load.posts == (BUSY, QUIET)
    assert load.days[0] == SINCE
    assert load.days[-1] == UNTIL
    assert load.counts == ((1, 0, 0, 0, 2, 0, 0), (0, 1, 0, 0, 0, 0, 0))


def test_a_heavier_load_changes_the_picture() -> None:
    light = draw_load(load_of([line(BUSY, 24), line(QUIET, 28)], SINCE, UNTIL))
    heavy = draw_load(load_of([line(BUSY, 24), *[line(QUIET, 28)] * 5], SINCE, UNTIL))
    first, second = imread(io.BytesIO(light)), imread(io.BytesIO(heavy))
    assert first.shape[0] > 200
    assert first.shape[1] > 500
    assert first.shape != second.shape or (first != second).any()


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert draw_load(load_of([], SINCE, UNTIL)).startswith(b"\x89PNG")
