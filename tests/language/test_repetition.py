"""Repetitions as offices say them, and the first days on which each comes again."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.dates.repetition import find_repetition, read_repetition, repeats
from bot.texts.repetition import rule_in_words
from scheduler.calendar.repetition import (
    LAST,
    Every,
    OrdinalWeekday,
    Repetition,
    Shift,
)
from tests.scheduler.calendars import OFFICE
from tests.spoken_rules import SPOKEN, TODAY, first_days


@pytest.mark.parametrize("words", SPOKEN)
def test_a_spoken_rule_means_these_days(words: str) -> None:
    rule = read_repetition(words, TODAY, OFFICE)
    assert rule is not None
    assert first_days(rule) == SPOKEN[words]
    assert repeats(words)


@pytest.mark.parametrize(
    "words",
    [
        "15/11",
        "thứ Sáu",
        "thứ Sáu tuần này",
        "thứ Sáu cuối tháng 11",
        "thứ Sáu cuối tháng này",
        "hết quý IV",
        "cuối năm",
        "rằm tháng Giêng",
        "ngày 15 và 30",
    ],
)
def test_a_single_date_is_no_rule(words: str) -> None:
    assert read_repetition(words, TODAY, OFFICE) is None
    assert not repeats(words)


@pytest.mark.parametrize(
    "words",
    [
        "mỗi tháng 2 lần",
        "ngày 45 hằng tháng",
        "15/3 và 20/9 hằng năm",
        "20/13 hằng năm",
        "thứ Sáu hằng tháng",
        "ngày 5 hằng tuần",
        "mùng một hằng tuần",
        "hằng tháng, đến 1/1/2020",
        "hằng tuần và hằng tháng",
        "hằng tháng khi đồng chí rảnh",
        "ngày 5 thứ Hai hằng tháng",
    ],
)
def test_what_is_not_all_clear_is_asked_back(words: str) -> None:
    assert read_repetition(words, TODAY, OFFICE) is None
    assert repeats(words)


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("họp giao ban thứ Sáu hằng tuần", "họp giao ban"),
        ("kiểm tra tổ 3 hằng tháng", "kiểm tra tổ 3"),
        ("viếng nghĩa trang mùng một và rằm, đến hết năm", "viếng nghĩa trang"),
    ],
)
def test_a_sentence_ends_with_its_rule(sentence: str, rest: str) -> None:
    found = find_repetition(sentence, TODAY, OFFICE)
    assert found is not None
    assert sentence[: found.start].strip() == rest


def test_a_sentence_without_a_rule_has_none() -> None:
    assert find_repetition("rà soát hàng hóa của hộ kinh doanh", TODAY, OFFICE) is None


@st.composite
def rules(draw: st.DrawFn) -> Repetition:
    """Rules as they may be said."""
    every = draw(st.sampled_from(Every))
    longest = 30 if every is Every.LUNAR_MONTH else 31
    numbers = st.sets(st.integers(1, longest), min_size=1, max_size=3)
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3))))
    days = tuple(sorted(draw(numbers)))
    named: tuple[OrdinalWeekday, ...] = ()
    months: tuple[int, ...] = ()
    interval = draw(st.sampled_from((1, 1, 2, 4)))
    shift = draw(st.sampled_from(Shift))
    if every is Every.DAY:
        days, shift = (), draw(st.sampled_from((Shift.KEEP, Shift.BEFORE)))
    if every is Every.WEEK:
        days, named = (), tuple(OrdinalWeekday(each) for each in weekdays)
    if every is Every.MONTH and draw(st.booleans()):
        nth = draw(st.sampled_from((1, 2, 3, 4, LAST)))
        days, named = (), tuple(OrdinalWeekday(each, nth) for each in weekdays)
    elif every is Every.MONTH and draw(st.booleans()):
        days += (LAST,)
    if every in (Every.MONTH, Every.LUNAR_MONTH) and interval == 1 and draw(st.booleans()):
        months = tuple(sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=4))))
    if every is Every.LUNAR_MONTH:
        interval = 1
    until = draw(st.none() | st.dates(date(2025, 11, 1), date(2030, 12, 31)))
    times = draw(st.none() | st.integers(1, 60))
    return Repetition(every, interval, days, named, months, shift, until, times)


@given(rules())
def test_a_rule_in_words_is_read_back_as_the_same_rule(rule: Repetition) -> None:
    assert read_repetition(rule_in_words(rule), TODAY, OFFICE) == rule


@pytest.mark.parametrize("words", SPOKEN)
def test_the_words_of_a_spoken_rule_are_read_back(words: str) -> None:
    rule = read_repetition(words, TODAY, OFFICE)
    assert rule is not None
    assert read_repetition(rule_in_words(rule), TODAY, OFFICE) == rule


@given(st.text(max_size=60) | st.lists(st.sampled_from(" ".join(SPOKEN).split())).map(" ".join))
@example("tuần")
@example("thứ Sáu trong tuần")
def test_any_words_are_read_without_failing(words: str) -> None:
    if read_repetition(words, TODAY, OFFICE) is not None:
        assert repeats(words)
