"""The reminder load as a picture."""

from datetime import date, datetime
from pathlib import Path

from matplotlib.image import imread

from bot.formats.png import draw_load
from bot.load import load_of
from scheduler.preview import Line
from scheduler.working_time import VIETNAM
from storage.words import Kind, Role

SINCE, UNTIL = date(2025, 11, 24), date(2025, 11, 30)
BUSY, QUIET = "Trưởng Ban Xây dựng Đảng", "Trưởng phòng Kinh tế"


def line(to: str, day: int) -> Line:
    at = datetime(2025, 11, day, 8, tzinfo=VIETNAM)
    return Line(at, 1, "viec", "moc", Kind.DATED, False, "due", to, Role.LEAD)


def test_the_load_counts_by_post_and_day_the_busiest_first() -> None:
    load = load_of([line(QUIET, 25), line(BUSY, 28), line(BUSY, 28), line(BUSY, 24)], SINCE, UNTIL)
    assert load.posts == (BUSY, QUIET)
    assert load.days[0] == SINCE
    assert load.days[-1] == UNTIL
    assert load.counts == ((1, 0, 0, 0, 2, 0, 0), (0, 1, 0, 0, 0, 0, 0))


def test_a_picture_is_drawn_and_a_heavier_load_is_another_picture(tmp_path: Path) -> None:
    light, heavy = tmp_path / "light.png", tmp_path / "heavy.png"
    draw_load(load_of([line(BUSY, 24), line(QUIET, 28)], SINCE, UNTIL), light)
    draw_load(load_of([line(BUSY, 24), *[line(QUIET, 28)] * 5], SINCE, UNTIL), heavy)
    first, second = imread(light), imread(heavy)
    assert first.shape[0] > 200
    assert first.shape[1] > 500
    assert first.shape != second.shape or (first != second).any()


def test_nothing_to_draw_is_an_empty_picture(tmp_path: Path) -> None:
    path = tmp_path / "empty.png"
    draw_load(load_of([], SINCE, UNTIL), path)
    assert path.read_bytes().startswith(b"\x89PNG")
