"""Wishes to be reminded, in the words of officials: when, of what, and what is no wish at all."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates.base import ImpossibleDate
from bot.language.requests.own_reminding import is_wish, read_wish
from scheduler.calendar.working_time import VIETNAM, Calendar

NOW = datetime(2025, 10, 9, 10, tzinfo=VIETNAM)
"""A Thursday."""

WISHES = {
    "nhắc tôi việc 4 vào 9h ngày 20/10": ("20/10 09:00", (4,), ""),
    "nhắc tôi 15h mai gọi chị Hoa bên Sở": ("10/10 15:00", (), "gọi chị Hoa bên Sở"),
    "mai nhắc tôi nộp báo cáo": ("10/10 08:00", (), "nộp báo cáo"),
    "30 phút nữa nhắc tôi gọi thôn An Dương": ("09/10 10:30", (), "gọi thôn An Dương"),
    "nhắc em sau 1 tiếng rưỡi nữa": ("09/10 11:30", (), ""),
    "sáng thứ Sáu nhắc em việc 12": ("10/10 08:00", (12,), ""),
    "nhac minh 9h mai nop bao cao thang": ("10/10 09:00", (), "nop bao cao thang"),
    "nhac em 8h ngay 20/10 viec so 4": ("20/10 08:00", (4,), ""),
    "nhac toi toi mai di hop dan": ("10/10 19:00", (), "di hop dan"),
    "đến ngày 20/10 nhắc lại việc 4": ("20/10 08:00", (4,), ""),
    "nhắc lại việc 4 lúc 9h mai": ("10/10 09:00", (4,), ""),
    "nhắc ngày 20/10 việc 4": ("20/10 08:00", (4,), ""),
    "nhac ngay mai viec 4": ("10/10 08:00", (4,), ""),
    "12 nhắc tôi sáng thứ sáu": ("10/10 08:00", (12,), ""),
    "dạ anh nhắc em việc 4, 7 lúc 8h sáng mai với ạ": ("10/10 08:00", (4, 7), ""),
    "nhắc em báo cáo việc 12 chiều thứ sáu nhé": ("10/10 14:00", (12,), "báo cáo việc 12"),
    "nhắc tôi gửi giấy mời họp ngày 25/10 vào sáng mai": (
        "10/10 08:00",
        (),
        "gửi giấy mời họp ngày 25/10",
    ),
    "nhắc tôi nộp báo cáo tháng 10 vào 20/10": ("20/10 08:00", (), "nộp báo cáo tháng 10"),
    "nhắc tôi 12h30 ăn trưa": ("09/10 12:30", (), "ăn trưa"),
    "nhắc tôi lúc 3h họp": ("09/10 15:00", (), "họp"),
    "cuối tháng nhắc tôi chốt số liệu": ("31/10 08:00", (), "chốt số liệu"),
    "nhắc tôi 9h mai họp được không?": ("10/10 09:00", (), "họp"),
    "có gì mai nhắc em kiểm tra số liệu nha": ("10/10 08:00", (), "kiểm tra số liệu"),
    "chiều thứ 2 tuần sau nhắc tui việc 1 với việc 3": ("13/10 14:00", (1, 3), ""),
    "hẹn tôi 9h mai họp": ("10/10 09:00", (), "họp"),
    "nhắc tôi 5 giờ chiều khóa sổ": ("09/10 17:00", (), "khóa sổ"),
    "nhắc tôi gọi chị Mai": (None, (), "gọi chị Mai"),
    "nhắc tôi việc 4": (None, (4,), ""),
    "mai 9h nhắc tôi": ("10/10 09:00", (), ""),
}


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_says_when_and_what(text: str) -> None:
    assert is_wish(text)
    wish = read_wish(text, NOW.date(), Calendar())
    assert wish is not None
    moment = wish.when.moment(NOW) if wish.when else None
    told = moment.strftime("%d/%m %H:%M") if moment else None
    assert (told, wish.numbers, wish.words) == WISHES[text]


@pytest.mark.parametrize(
    ("text", "clock", "words"),
    [
        ("thứ Hai hằng tuần 7h30 nhắc tôi giao ban", "07:30", "giao ban"),
        ("hẹn nhắc em mỗi sáng thứ hai 7h chào cờ", "07:00", "chào cờ"),
        ("nhắc tôi ngày 25 hằng tháng nộp báo cáo tháng", "08:00", "nộp báo cáo tháng"),
        ("nhac toi uong thuoc hang ngay luc 11h30", "11:30", "uong thuoc"),
        ("mỗi chiều nhắc tôi tắt điện", "14:00", "tắt điện"),
        ("rằm hằng tháng nhắc em viếng nghĩa trang", "08:00", "viếng nghĩa trang"),
    ],
)
def test_a_wish_may_come_again_by_a_rule(text: str, clock: str, words: str) -> None:
    wish = read_wish(text, NOW.date(), Calendar())
    assert wish is not None
    assert wish.when is not None
    assert wish.when.rule is not None
    moment = wish.when.moment(NOW)
    assert moment is not None
    assert (f"{moment:%H:%M}", wish.words) == (clock, words)


@pytest.mark.parametrize(
    "text",
    [
        "nhắc ngay 12",
        "nhac ngay cong an xa",
        "nhắc lại sáng mai",
        "nhắc lại ngày 20/10",
        "4 nhắc lại sáng mai",
        "đừng nhắc tôi nữa",
        "thôi nhắc tôi việc 4",
        "ai nhắc tôi việc 4?",
        "9h mai nhắc tôi việc gì?",
        "sao cứ nhắc tôi việc 4 hoài",
        "chị Hoa nhắc tôi việc này rồi",
        "12 xong rồi, nhắc em kỳ sau",
        "mai tôi sẽ nhắc lại anh em nộp báo cáo",
        "đã nhắc anh Hùng hôm qua",
        "nhắc nhở các đồng chí đúng giờ",
        "12 đang làm 60%",
    ],
)
def test_what_tells_or_asks_of_reminding_is_no_wish(text: str) -> None:
    assert not is_wish(text)


def test_days_before_the_due_date_are_counted() -> None:
    for text, days in (("nhắc tôi việc 4 trước hạn 2 ngày", 2), ("nhac em viec 4 ngay den han", 0)):
        wish = read_wish(text, NOW.date(), Calendar())
        assert wish is not None
        assert (wish.numbers, wish.words, wish.days_before) == ((4,), "", days)


def test_a_day_that_no_calendar_has_is_refused_where_it_is_read() -> None:
    for text in ("nhắc tôi 30/2 nộp báo cáo", "nhắc tôi 25h mai họp"):
        assert is_wish(text)
        with pytest.raises(ImpossibleDate):
            read_wish(text, NOW.date(), Calendar())


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_question_whether_it_is_a_wish(before: str, after: str) -> None:
    assert is_wish(f"{before} nhắc tôi {after}") in (True, False)
