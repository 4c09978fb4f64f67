"""Deadlines with an hour in reports, tables, Excel and calendars."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.reports.catalogue import render
from bot.texts.cells import shown
from bot.texts.document import DueSeries, Report
from scheduler.calendar.period import Length, period_of
from scheduler.calendar.working_time import VIETNAM
from scheduler.work import lifecycle
from storage.milestone import Milestone
from tests.reports.office import DECEMBER, NOVEMBER, QUARTER, Archive
from tests.reports.test_period import rows

DONE = 2
"""A milestone that was handed in on time."""


OPENING = 6
"""A milestone that nobody has answered or changed."""


def all_rows(report: Report) -> dict[object, tuple[object, ...]]:
    """The rows of all tables by their first cell."""
    return {row[0]: row for table in report.tables for row in table.rows}


def due_so_long_after_it_came(by: timedelta, archive: Archive) -> time:
    """Let it be due that day, so long after its result was handed in; the hour."""
    hours: list[time] = []

    def change(row: Milestone) -> None:
        assert row.submitted_at is not None
        local = (row.submitted_at + by).astimezone(VIETNAM)
        row.due_on, row.due_time = local.date(), local.time()
        hours.append(local.time())

    archive.change(DONE, change)
    return hours[0]


@pytest.mark.parametrize("minutes", [1, -1])
def test_a_result_is_judged_by_the_hour(archive: Archive, minutes: int) -> None:
    hour = due_so_long_after_it_came(timedelta(minutes=minutes), archive)
    report = archive.report("period", NOVEMBER)
    late = minutes < 0
    assert (DONE in rows(report, "Hoàn thành chậm")) is late
    done = rows(report, "Hoàn thành")[DONE]
    due = next(cell for cell in done if isinstance(cell, datetime))
    assert due.time() == hour
    told = f"Hoàn thành, chậm, sau {hour.hour}h{hour.minute:02}".replace("h00", "h")
    assert done[5] == (told if late else "Hoàn thành đúng hạn")
    assert (DONE in all_rows(archive.report("late", QUARTER))) is late


def test_open_work_is_overdue_from_its_hour_on(archive: Archive) -> None:
    def change(row: Milestone) -> None:
        row.due_on, row.due_time = date(2025, 12, 15), time(15)

    archive.change(OPENING, change)
    for clock, late in (("14:59", False), ("15:01", True)):
        report = archive.report("period", DECEMBER, now=f"2025-12-15T{clock}")
        assert (OPENING in rows(report, "Quá hạn")) is late
        assert f"quá hạn {1 + late}" in report.summary[2]


def test_a_moved_hour_is_undone_in_a_report_of_the_past(archive: Archive) -> None:
    def due(report: Report) -> object:
        return next(row for row in rows(report, "Kỳ tới").items() if row[0] == 3)[1][3]

    before = due(archive.report("period", NOVEMBER))
    archive.decide(
        3,
        "2026-01-05T09:00",
        lambda context, row: lifecycle.move_due_date(context, row, date(2026, 1, 9), time(15)),
    )
    assert due(archive.report("period", NOVEMBER)) == before
    cells = all_rows(archive.report("open", period_of(date(2026, 1, 1), Length.MONTH)))[3]
    assert [cell for cell in cells if isinstance(cell, datetime)] == [
        datetime.combine(date(2026, 1, 9), time(15))
    ]


def test_cells_and_sheets_say_the_hour(archive: Archive) -> None:
    hour = due_so_long_after_it_came(timedelta(minutes=1), archive)
    report = archive.report("period", NOVEMBER)
    cell = next(cell for cell in rows(report, "Hoàn thành")[DONE] if isinstance(cell, datetime))
    assert shown(cell).startswith(f"{hour.hour}h")
    assert shown(cell).endswith(f"{cell:%d/%m/%Y}")
    book = load_workbook(io.BytesIO(render(report, "xlsx")))
    formats = {each.number_format for row in book["Hoàn thành"].iter_rows() for each in row}
    assert {"hh:mm dd/mm/yyyy", "dd/mm/yyyy"} <= formats
    for name in ("docx", "pdf", "png"):
        assert render(report, name)


def test_a_calendar_has_the_moment_in_vietnams_time_zone(archive: Archive) -> None:
    def change(row: Milestone) -> None:
        row.due_on, row.due_time = date(2026, 1, 9), time(15)

    archive.change(3, change)
    report = archive.report("open", QUARTER)
    days = (date(2026, 1, 9), date(2026, 1, 16))
    weekly = {"FREQ": "WEEKLY", "UNTIL": date(2026, 2, 27)}
    ruled = DueSeries("ruled", "Giao ban", days, weekly, hour=time(16))
    listed = DueSeries("listed", "Giao ban", days, hour=time(16))
    content = render(replace(report, series=(ruled, listed)), "ics")
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    events = {str(each["uid"]): each for each in calendar.walk("VEVENT")}
    (mine,) = [each for each in events.values() if str(each["summary"]).startswith("3. ")]
    assert mine.decoded("dtstart") == datetime(2026, 1, 9, 15, tzinfo=VIETNAM)
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20260109T150000" in content
    assert b"BEGIN:VTIMEZONE" in content
    assert "dtend" not in mine
    until = datetime(2026, 2, 27, 16, tzinfo=VIETNAM).astimezone(UTC)
    assert events["ruled"].decoded("rrule")["UNTIL"] == [until]
    assert events["listed"].decoded("dtstart") == datetime(2026, 1, 9, 16, tzinfo=VIETNAM)
    assert b"RDATE;TZID=Asia/Ho_Chi_Minh:20260116T160000" in content
