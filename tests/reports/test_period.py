"""A report shows the state at the end of its period; later changes do not alter it."""

from datetime import date

import pytest

from bot.texts.document import Report, Share
from scheduler.calendar.period import Length, Period, period_of, reported_period
from tests.reports.office import DECEMBER, NOVEMBER, OCTOBER, QUARTER, REASON, Archive
from tests.stories.world import BUILDER


def rows(report: Report, name: str) -> dict[object, tuple[object, ...]]:
    """The rows of a table by their first cell."""
    found = [table for table in report.tables if table.name == name]
    return {row[0]: row[1:] for table in found for row in table.rows}


def test_events_after_the_period_are_not_reported(archive: Archive) -> None:
    october = archive.report("period", OCTOBER)
    assert october.summary[0] == "Hoàn thành 0 việc: đúng hạn 0, chậm hạn 0."
    november = archive.report("period", NOVEMBER)
    assert november.summary[0] == "Hoàn thành 1 việc: đúng hạn 1, chậm hạn 0."
    lead, *numbers = rows(november, "Chỉ tiêu")[4][1:6]
    assert lead == "Trưởng Ban Xây dựng Đảng"
    assert numbers == [33, 15, "đồng chí", Share(15, 33)]
    assert [*rows(november, "Kỳ tới")] == [5, 1, 3, 4]
    assert [*rows(october, "Kỳ tới")] == [1, 2]


def test_a_report_made_later_equals_one_made_at_the_end(archive: Archive) -> None:
    for period, then in ((NOVEMBER, "2025-12-01T07:00"), (OCTOBER, "2025-11-01T07:00")):
        made, later = archive.report("period", period, now=then), archive.report("period", period)
        assert made.sections == later.sections


def test_a_running_period_ends_today(archive: Archive) -> None:
    report = archive.report("period", DECEMBER, now="2025-12-15T16:00")
    assert report.summary[0] == (
        "Hoàn thành 1 việc: đúng hạn 1 (có 1 việc theo hạn đã lùi), chậm hạn 0."
    )
    assert "Đến nay còn 5 việc chưa kết thúc, trong đó quá hạn 1" in report.summary[2]
    assert [*rows(report, "Quá hạn")] == [5]
    assert rows(report, "Quá hạn")[5][4] == 3


def test_a_result_counts_from_the_day_it_came(archive: Archive) -> None:
    december = archive.report("period", DECEMBER)
    assert [*rows(december, "Hoàn thành")] == [1]
    assert [*rows(december, "Chờ xác nhận")] == [5]
    assert [*rows(december, "Quá hạn")] == [3, 4]
    january = archive.report("period", period_of(date(2026, 1, 1), Length.MONTH))
    done = rows(january, "Hoàn thành chậm")[5]
    assert done[2:5] == (date(2025, 12, 10), date(2025, 12, 10), 7)


def test_a_granted_extension_is_not_late_and_is_mentioned(archive: Archive) -> None:
    row = rows(archive.report("period", DECEMBER), "Hoàn thành")[1]
    assert row[2:6] == (
        date(2025, 11, 28),
        date(2025, 12, 15),
        date(2025, 12, 12),
        "Hoàn thành đúng hạn đã gia hạn",
    )


def test_what_was_due_by_its_old_date_was_not_overdue_after_the_extension(
    archive: Archive,
) -> None:
    assert [*rows(archive.report("period", NOVEMBER), "Quá hạn")] == []
    on_the_eve = archive.report("period", Period(date(2025, 11, 1), date(2025, 11, 25)))
    ahead = rows(on_the_eve, "Kỳ tới")
    assert ahead[1][3] == date(2025, 11, 28)


def test_group_counts_add_up_to_the_total(archive: Archive) -> None:
    for period in (OCTOBER, NOVEMBER, DECEMBER, QUARTER):
        report = archive.report("period", period)
        for name in ("Theo lĩnh vực", "Theo đơn vị"):
            *parts, total = rows(report, name).values()
            for place in range(6):
                assert sum(int(str(part[place])) for part in parts) == total[place]


def test_a_report_is_filtered(archive: Archive) -> None:
    from bot.queries.filters import WorkFilter

    wanted = WorkFilter(sector="kinh tế - xã hội")
    report = archive.report("period", DECEMBER, work_filter=wanted, about="mảng kinh tế - xã hội")
    assert [*rows(report, "Theo đơn vị")] == ["Phòng Kinh tế", "Cộng"]
    assert "mảng kinh tế - xã hội" in report.title


def test_causes_are_the_reported_obstacles(archive: Archive) -> None:
    december = rows(archive.report("period", DECEMBER), "Quá hạn")
    assert december[3][5] == '=HYPERLINK("http://x.vn","bấm")'
    assert december[4][5] == "Chưa báo cáo nguyên nhân"
    on_the_day = Period(date(2025, 11, 1), date(2025, 11, 28))
    later = archive.report("period", on_the_day)
    assert REASON.split()[0] not in str(rows(later, "Quá hạn"))


@pytest.mark.parametrize(
    ("since", "until", "length"),
    [
        (date(2025, 10, 6), date(2025, 10, 12), Length.WEEK),
        (date(2024, 2, 1), date(2024, 2, 29), Length.MONTH),
        (date(2025, 10, 1), date(2025, 12, 31), Length.QUARTER),
        (date(2025, 1, 1), date(2025, 12, 31), Length.YEAR),
        (date(2025, 10, 7), date(2025, 10, 13), Length.FREE),
    ],
)
def test_period_names_give_their_dates(since: date, until: date, length: Length) -> None:
    period = Period(since, until)
    assert period.length is length
    following = period.following()
    assert (following.since - until).days == 1
    assert following.length is length


@pytest.mark.parametrize(
    ("today", "length", "since"),
    [
        (date(2025, 11, 3), Length.WEEK, date(2025, 10, 27)),
        (date(2025, 11, 7), Length.WEEK, date(2025, 11, 3)),
        (date(2026, 1, 5), Length.MONTH, date(2025, 12, 1)),
        (date(2026, 1, 6), Length.MONTH, date(2026, 1, 1)),
        (date(2026, 1, 10), Length.QUARTER, date(2025, 10, 1)),
        (date(2026, 1, 20), Length.YEAR, date(2025, 1, 1)),
    ],
)
def test_early_in_a_period_the_previous_one_is_reported(
    today: date, length: Length, since: date
) -> None:
    assert reported_period(today, length).since == since


def test_a_later_reassignment_leaves_the_report_unchanged(archive: Archive) -> None:
    before = archive.report("period", DECEMBER)
    assert 6 in rows(before, "Kỳ tới")
    archive.reassign(6, BUILDER, "2026-01-04T09:00")
    after = archive.report("period", DECEMBER)
    assert [*rows(after, "Kỳ tới")] == [*rows(before, "Kỳ tới")]
    assert after.summary == before.summary
