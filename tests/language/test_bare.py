"""Words typed without accents are resolved by their neighbours; equal words have one spelling."""

import re
import unicodedata

import pytest

from bot.language.text.bare import meant
from bot.language.text.text import read
from bot.language.text.words import one_spelling
from tests.language.files import HERE, lines
from tests.language.scoring import bare


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("con thieu may chu ky", "còn thiếu mấy chữ ký"),
        ("may in hong roi", "máy in hỏng rồi"),
        ("em ban hop suot", "em bận họp suốt"),
        ("ban to chuc hop", "ban tổ chức họp"),
        ("dang cho so tai chinh", "đang chờ sở tài chính"),
        ("cho em xin lui", "cho em xin lùi"),
        ("so 6 chua nop", "số 6 chưa nộp"),
        ("lop cam tinh dang be giang", "lớp cảm tình đảng bế giảng"),
    ],
)
def test_a_word_without_accents_is_resolved_by_its_neighbours(text: str, words: str) -> None:
    for place, (typed, accented) in enumerate(zip(text.split(), words.split(), strict=True)):
        before = " ".join(text.split()[:place]) + (" " if place else "")
        after = "".join(f" {word}" for word in text.split()[place + 1 :])
        assert meant(typed, before, after) in (None, accented)


def test_the_table_is_wrong_in_under_three_percent_of_our_sentences() -> None:
    right = wrong = 0
    for sample in lines(HERE / "replies.jsonl"):
        text = unicodedata.normalize("NFC", sample["text"]).lower()
        typed = bare(text)
        if len(typed) != len(text) or typed == text:
            continue
        for word in re.finditer("[a-z]+", typed):
            start, end = word.span()
            told = meant(word.group(), typed[max(0, start - 24) : start], typed[end : end + 16])
            if told is not None:
                right += told == one_spelling(text[start:end])
                wrong += told != one_spelling(text[start:end])
    assert right > 1000
    assert wrong / right < 0.03


@pytest.mark.parametrize(
    ("typed", "meant_as"),
    [("đã kí", "đã ký"), ("xữ lí", "xử lý"), ("bổ xung", "bổ sung"), ("đả gữi", "đã gửi")],
)
def test_one_word_has_one_spelling(typed: str, meant_as: str) -> None:
    assert read(typed).key.lower() == meant_as
