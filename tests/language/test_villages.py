"""Counts by village: what is read, and what is asked back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.replies.villages import read_villages

TARGETS = {"An Dương": 5, "thôn Đông Lý": 4, "Đồng Lý": 3, "Thôn 2": None}
BEFORE = {"An Dương": 2}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("thôn An Dương 3, thôn Đông Lý 2", {"An Dương": 3, "thôn Đông Lý": 2}),
        ("thon an duong 3", {"An Dương": 3}),
        ("An Dương +1; Đồng Lý: 2 đ/c", {"An Dương": 3, "Đồng Lý": 2}),
        ("An Dương thêm 2 đồng chí và Đông Lý được 1", {"An Dương": 4, "thôn Đông Lý": 1}),
        ("ở An Dương đã đạt 5/5 ạ", {"An Dương": 5}),
        ("đã có 4 đ/c ở thôn An Dương", {"An Dương": 4}),
        ("thôn 2: 7 hồ sơ", {"Thôn 2": 7}),
        ("An Dương chưa có ai", {"An Dương": 2}),
        ("báo cáo đ/c, An Dương 3", {"An Dương": 3}),
    ],
)
def test_village_counts_are_read(text: str, counts: dict[str, int]) -> None:
    told = read_villages(text, TARGETS, BEFORE, "hồ sơ")
    assert (told.counts, told.unsure) == (counts, ())


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("thôn An Dương 3, thôn Xa Lạ 2", "thôn Xa Lạ 2"),
        ("An Dương 3, dong ly 2", "dong ly 2"),
        ("Đông Lý 1, An Dương họp ngày 18", "An Dương họp ngày 18"),
        ("Đông Lý 1, An Dương 18/11", "An Dương 18/11"),
        ("Đông Lý 1, An Dương 60%", "An Dương 60%"),
        ("An Dương 3, An Dương 4", "An Dương 4"),
        ("Đông Lý 1, An Dương 2 hoặc 3", "An Dương 2 hoặc 3"),
    ],
)
def test_unclear_village_counts_are_asked_back(text: str, unsure: str) -> None:
    assert read_villages(text, TARGETS, BEFORE).unsure == (unsure,)


@pytest.mark.parametrize("text", ["đạt 15 đồng chí", "thôn ta đã họp", "xong rồi ạ", ""])
def test_text_without_villages_gives_no_counts(text: str) -> None:
    told = read_villages(text, TARGETS, BEFORE)
    assert (told.counts, told.unsure) == ({}, ())


@given(st.text(max_size=300))
def test_any_text_gives_counts_or_a_question(text: str) -> None:
    told = read_villages(text, TARGETS, BEFORE)
    assert set(told.counts) <= set(TARGETS)
    assert all(count >= 0 for count in told.counts.values())
