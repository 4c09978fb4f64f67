"""Plain answers to a question of yes or no, and what is none."""

import pytest

from bot.language.replies.yes_no import is_unclear_answer, says_no, says_yes

YES = ["đúng", "Đúng rồi em", "ok em nhé", "vâng ạ", "có", "đồng ý", "ừ", "ok em ghi đi", "Duyet"]
NO = ["không", "thôi", "không cần nữa em", "giữ nguyên", "thôi anh", "khoi", "bỏ qua", "để sau nhé"]
NEITHER = [
    "để anh xem",
    "cảm ơn em",
    "chưa rõ",
    "12 xong",
    "đúng là mưa to",
    "không biết",
    "ok thôi",
]


@pytest.mark.parametrize("said", YES)
def test_a_yes_may_be_said_politely(said: str) -> None:
    assert says_yes(said)
    assert not says_no(said)


@pytest.mark.parametrize("said", NO)
def test_a_no_may_be_said_politely(said: str) -> None:
    assert says_no(said)
    assert not says_yes(said)


@pytest.mark.parametrize("said", NEITHER)
def test_other_words_are_neither(said: str) -> None:
    assert not says_yes(said)
    assert not says_no(said)


def test_only_few_words_without_a_number_are_asked_again() -> None:
    assert is_unclear_answer("để anh xem")
    assert not is_unclear_answer("12 xong")
    assert not is_unclear_answer("việc nào quá hạn?")
    assert not is_unclear_answer("hôm nay họp xong rồi anh về sau")
