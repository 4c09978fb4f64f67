"""Charts fit a phone, and show every value also by a number and a pattern, not by colour alone."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imread

from bot.queries.coming import coming_weeks
from bot.queries.gauges import gauges
from bot.reports.charts import quotas, units, weeks
from bot.reports.charts.sheet import SHARPNESS, STYLES, WIDTH, ChartSheet
from bot.sandbox.call import Call
from bot.sandbox.runner import run
from scheduler.calendar.working_time import MORNING, Calendar, vietnam_to_utc
from scheduler.delivery.wording import Item
from scheduler.work.counting import CountedMilestone, StateCounts, WorkState, count_states
from storage.words import MilestoneShape, Status

TODAY = date(2025, 12, 15)
NOW = vietnam_to_utc(TODAY, MORNING)
LONG = "Trung tâm Phục vụ hành chính công và Giải quyết thủ tục liên thông xã Nguyễn Lương Bằng"

QUOTA = Item(
    number=1,
    title="Kết nạp đảng viên mới",
    task_title="",
    shape=MilestoneShape.QUOTA,
    status=Status.IN_PROGRESS,
    due_on=date(2025, 12, 31),
    original_due_on=date(2025, 12, 31),
    days=16,
    working_days=12,
    lead="Trưởng ban",
    value=Decimal(15),
    target=Decimal(33),
    expected=Decimal(31),
    behind_pace=True,
    measure="đồng chí",
)


def work(number: int, due: int, status: Status = Status.ACCEPTED) -> CountedMilestone:
    return CountedMilestone(number, "s", "u", "p", status, TODAY + timedelta(days=due))


def many_units() -> ChartSheet:
    tallies = [StateCounts(f"{LONG} $a_{n}$", n, n, n, n, 100 * n) for n in range(1, 40)]
    return units.draw(LONG[:30], tallies, TODAY)


def many_quotas() -> ChartSheet:
    items = [replace(QUOTA, number=n, title=LONG * 2, value=Decimal(n * 9)) for n in range(1, 40)]
    return quotas.draw(gauges(items), TODAY)


def full_weeks() -> ChartSheet:
    works = [work(n, due=n % 45 - 3) for n in range(900, 999)] + [work(n, -20) for n in range(9)]
    return weeks.draw(coming_weeks(works, Calendar(), NOW))


async def test_a_picture_is_drawn_within_the_limits_of_a_child_process() -> None:
    call = Call("bot.reports.drawings:units", ("Trống", (), TODAY))
    assert (await run(call)).startswith(b"\x89PNG")


PICTURES: list[Callable[[], ChartSheet]] = [
    many_units,
    many_quotas,
    full_weeks,
    lambda: units.draw("Trống", [], TODAY),
    lambda: quotas.draw([], TODAY),
    lambda: weeks.draw(coming_weeks([], Calendar(), NOW)),
]


@pytest.mark.parametrize("picture", PICTURES)
def test_every_text_is_inside_the_picture_and_large_enough(
    picture: Callable[[], ChartSheet],
) -> None:
    sheet = picture()
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()  # type: ignore[no-untyped-call]
    across, down = sheet.figure.bbox.width, sheet.figure.bbox.height
    assert across == WIDTH * SHARPNESS
    assert down < 6 * across
    for text in sheet.axes.texts:
        place = text.get_window_extent(renderer)
        assert place.x0 >= 0, text.get_text()
        assert place.x1 <= across, text.get_text()
        assert place.y0 >= 0, text.get_text()
        assert place.y1 <= down, text.get_text()
        if text.get_text():
            assert place.height >= 7 * SHARPNESS, text.get_text()


def test_rows_beyond_the_limit_are_summed_in_one() -> None:
    tallies = [StateCounts(str(n), on_time=1, overdue=n) for n in range(40)]
    shown = units.counts_that_fit(tallies)
    assert len(shown) == units.MAX_BARS
    assert sum(each.overdue for each in shown) == sum(range(40))
    assert shown[-1].on_time == 40 - units.MAX_BARS + 1


def test_every_state_has_its_own_colour_and_pattern() -> None:
    assert set(STYLES) == set(WorkState)
    assert len({face for face, _, _ in STYLES.values()}) == len(STYLES)
    assert len({pattern for _, pattern, _ in STYLES.values()}) == len(STYLES)


def test_more_overdue_items_change_the_picture() -> None:
    first, second = (
        imread(io.BytesIO(units.draw("x", [count_states("a", works, NOW)], TODAY).png()))
        for works in ([work(1, 5)], [work(1, -5)])
    )
    assert (first != second).any()


def test_weeks_calendar_shows_due_items_and_earlier_overdue_ones() -> None:
    works = [work(7, 2), work(3, 2), work(5, -1), work(6, 50), work(8, 1, Status.SUBMITTED)]
    found = coming_weeks([*works, work(9, 0)], Calendar(), NOW)
    days = {day.day: day.numbers for week in found.weeks for day in week if day.numbers}
    assert days == {TODAY: (9,), TODAY + timedelta(days=2): (3, 7)}
    assert found.late == (5,)
    assert [day.working for day in found.weeks[0]] == [True] * 5 + [False] * 2


def test_lagging_quotas_come_first_and_confidential_quotas_are_not_drawn() -> None:
    fine = replace(QUOTA, number=2, behind_pace=False, value=Decimal(33))
    hidden = replace(QUOTA, number=3, value=None, target=None, confidential=True)
    found = gauges([fine, hidden, QUOTA])
    assert [gauge.item.number for gauge in found] == [1, 2]
    assert found[1].share == 1.0
    assert found[0].expected_share == pytest.approx(31 / 33)
