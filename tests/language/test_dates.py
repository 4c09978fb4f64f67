from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates.dates import ImpossibleDate, find_dates, read_date
from bot.language.text.fold import fold
from tests.language.files import CALENDAR, HERE, SHARED, lines

OWN = lines(HERE / "dates.jsonl")
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def due(sample: dict[str, Any], text: str) -> str | None:
    reading = read_date(text, date.fromisoformat(sample["reference"][:10]), CALENDAR)
    return reading.due.isoformat() if reading else None


def test_our_own_phrases_are_read() -> None:
    wrong = [
        sample["text"]
        for sample in OWN
        if not sample.get("impossible")
        and due(sample, sample["text"]) not in [sample["due"], *sample.get("accept", [])]
    ]
    assert wrong == []


def test_impossible_dates_differ_from_no_date() -> None:
    for sample in OWN:
        if sample.get("impossible"):
            with pytest.raises(ImpossibleDate):
                due(sample, sample["text"])


def test_the_shared_phrases_are_read() -> None:
    wrong = [
        sample["text"]
        for sample in lines(SHARED / "dates.jsonl")
        if due(sample, sample["text"]) not in [sample["due"], *sample["accept"]]
    ]
    assert wrong == []


@given(days, days)
def test_a_full_date_is_read_as_itself_on_any_day(day: date, today: date) -> None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y", "%d.%m.%Y"):
        reading = read_date(day.strftime(shape), today, CALENDAR)
        assert reading is not None
        assert reading.due == day


@given(days, st.integers(1, 99))
def test_days_from_now_are_counted_from_today(today: date, count: int) -> None:
    reading = read_date(f"{count} ngày nữa", today, CALENDAR)
    assert reading is not None
    assert reading.due == today + timedelta(days=count)


@given(days)
def test_a_bare_weekday_is_the_next_one_after_today(today: date) -> None:
    reading = read_date("thứ 4", today, CALENDAR)
    assert reading is not None
    assert reading.due.weekday() == 2
    assert timedelta(0) < reading.due - today <= timedelta(7)


@pytest.mark.parametrize(
    ("text", "today", "due"),
    [
        ("xong trong tuần này", "2025-12-12", "2025-12-12"),
        ("xong trong tuần này", "2025-12-13", "2025-12-14"),
        ("xong trong tháng này", "2025-12-31", "2025-12-31"),
        ("xong trong tháng 12", "2025-12-31", "2025-12-31"),
    ],
)
def test_this_week_on_its_friday_and_this_month_on_its_last_day_end_today(
    text: str, today: str, due: str
) -> None:
    (found,) = find_dates(text, date.fromisoformat(today), CALENDAR)
    assert found.due == date.fromisoformat(due)


def test_an_impossible_date_error_contains_its_phrase() -> None:
    with pytest.raises(ImpossibleDate) as caught:
        read_date("nộp trước ngày 31/11 nhé", date(2025, 11, 20), CALENDAR)
    assert caught.value.phrase == "ngày 31/11"


def test_the_span_of_a_date_points_into_the_text_as_typed() -> None:
    text = "Em xin lùi đến 20/12 vì bận"
    (found,) = find_dates(text, date(2025, 11, 20), CALENDAR)
    assert text[slice(*found.span)] == "20/12"


def test_accents_distinguish_month_six_from_next_month() -> None:
    today = date(2025, 11, 20)
    june = read_date("hết tháng sáu", today, CALENDAR)
    december = read_date("hết tháng sau", today, CALENDAR)
    bare = read_date("het thang sau", today, CALENDAR)
    assert june is not None
    assert december is not None
    assert bare is not None
    assert (june.due, december.due) == (date(2026, 6, 30), date(2025, 12, 31))
    assert bare.due == december.due


@given(st.text(max_size=300))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
