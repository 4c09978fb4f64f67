"""Times of day beside dates: said in many ways, alone, and hours that do not exist."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates.dates import ImpossibleHour, find_dates, read_date, read_hour
from bot.language.requests.deadlines import says_deadline
from bot.texts.days import hour_of_day
from scheduler.calendar.deadline import Deadline
from tests.language.files import CALENDAR
from tests.spoken_hours import NONE_SUCH, NOW, SPOKEN, deadline

TODAY = NOW.date()


@pytest.mark.parametrize("words", SPOKEN)
def test_spoken_words_mean_this_day_and_hour(words: str) -> None:
    found = read_date(words, TODAY, CALENDAR)
    assert found is not None
    assert Deadline(found.due, found.time) == deadline(words)
    assert found.sure


@pytest.mark.parametrize("words", NONE_SUCH)
def test_an_hour_that_does_not_exist_is_an_error_and_never_dropped(words: str) -> None:
    with pytest.raises(ImpossibleHour) as error:
        read_date(words, TODAY, CALENDAR)
    assert error.value.phrase == NONE_SUCH[words]


@given(st.times().map(lambda each: each.replace(second=0, microsecond=0)))
def test_an_hour_as_the_program_writes_it_is_read_back(hour: time) -> None:
    found = read_date(f"{hour_of_day(hour)} ngày 20/10", TODAY, CALENDAR)
    assert found is not None
    # An hour of the night without "sáng" or "đêm" means the afternoon, where people do not say so.
    afternoon = hour.replace(hour=hour.hour + 12) if 1 <= hour.hour <= 5 else hour
    assert found.time == afternoon


@pytest.mark.parametrize("words", ["trước 15h", "15h", "lúc 15 giờ", "xong trước 15h00"])
def test_an_hour_alone_says_so(words: str) -> None:
    found = read_date(words, TODAY, CALENDAR)
    assert found is not None
    assert (found.due, found.time, found.hour_alone) == (TODAY, time(15), True)


@pytest.mark.parametrize("words", ["trong 24h", "mất 3h ngày 20/10", "trong 48 giờ", "thêm 2h"])
def test_a_length_of_time_is_no_hour(words: str) -> None:
    found = find_dates(words, TODAY, CALENDAR)
    assert [each.time for each in found] == [None] * len(found)


def test_each_hour_belongs_to_the_day_beside_it() -> None:
    for words in ("9h 20/10, 15h 21/10", "20/10 9h, 21/10 15h", "9h ngày 20/10 và 21/10 lúc 15h"):
        found = find_dates(words, TODAY, CALENDAR)
        assert [each.time for each in found] == [time(9), time(15)]


def test_the_hour_of_a_text_with_a_date_of_its_own_is_read() -> None:
    assert read_hour("trước 15h00") == time(15)
    assert read_hour("ngày 20") is None
    with pytest.raises(ImpossibleHour):
        read_hour("lúc 25:00")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("trước 15h thứ Sáu", True),
        ("chậm nhất 20/10", True),
        ("xong trước 15h ngày 20/10 nhé", True),
        ("hoàn thành trước 9h sáng mai", True),
        ("9h sáng mai", True),
        ("trước 10h", True),
        ("họp giao ban 15h thứ Sáu", False),
        ("mai", False),
        ("Trưởng phòng Kinh tế", False),
        ("nộp báo cáo tháng 10", False),
        ("15h ngày 20/10 họp", False),
        ("trước 25h ngày 20/10", False),
    ],
)
def test_a_part_that_is_a_deadline_alone_is_told_from_others(words: str, meant: bool) -> None:
    assert says_deadline(words, TODAY, CALENDAR) is meant
