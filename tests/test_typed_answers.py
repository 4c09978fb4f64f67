"""Which buttons become letters, and which typed letter is an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dialog import YES_WORDS
from bot.texts.acts import LETTERS, act_words
from bot.texts.typed import CHOICE_LETTERS, typed_answer_lines, typed_answers
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.typed_answers import chosen_button

KEPT = {
    "a": "5 đã nhận",
    "b": "5 đang làm",
    "c": "5 đã xong",
    "d": "5 vướng mắc",
    "g": "5 xin gia hạn",
    "h": "5 báo số",
    "m": "5 xác nhận",
    "n": "5 trả lại",
    "p": "5 đồng ý gia hạn",
    "q": "5 không gia hạn",
    "s": "5 chỉ đạo",
    "t": "nhắc ngay 5",
}
"""What people have learnt: a letter is added, none is changed."""


def offered(*says: str) -> Outgoing:
    """A message whose buttons have these texts."""
    return Outgoing((Block(("?",)),), tuple((Button(say.upper(), say, say),) for say in says))


def letters(*says: str) -> dict[str, str]:
    return {letter: button.say for letter, button in typed_answers(offered(*says)).lettered}


def typed(*says: str) -> tuple[str, ...]:
    return tuple(each.say for each in typed_answers(offered(*says)).typed)


def test_a_letter_keeps_its_act() -> None:
    assert {letter: act_words(letter, "5") for letter in LETTERS} == KEPT


def test_no_letter_means_two_things_or_is_a_word_of_chat() -> None:
    assert not LETTERS.keys() & set(CHOICE_LETTERS)
    assert not {*LETTERS, *CHOICE_LETTERS} & (YES_WORDS | {"k", "e", "r", "v", "ă", "đ"})


def test_the_acts_of_one_item_have_their_letters_wherever_they_stand() -> None:
    assert letters("5 đang làm", "5 xin gia hạn") == {"b": "5 đang làm", "g": "5 xin gia hạn"}
    assert letters("5 xin gia hạn", "5 xác nhận", "nhắc ngay 5") == {
        "g": "5 xin gia hạn",
        "m": "5 xác nhận",
        "t": "nhắc ngay 5",
    }


def test_what_stands_beside_lettered_acts_is_typed() -> None:
    assert typed("5 đã nhận", "5 đang làm", "thôi") == ("thôi",)


@pytest.mark.parametrize(
    "says",
    [
        ("5 dời theo 1/12", "6 dời theo 2/12"),
        ("nhắc lại 2 giờ", "nhắc lại chiều nay", "nhắc lại sáng mai"),
        ("tệp này là kết luận", "tệp này là kế hoạch"),
    ],
)
def test_alternatives_have_letters_in_their_order(says: tuple[str, ...]) -> None:
    assert letters(*says) == dict(zip("wxyz", says, strict=False))
    assert letters(*says, "hoàn tác 5") == letters(*says)
    assert typed(*says, "hoàn tác 5") == ("hoàn tác 5",)


def test_what_a_question_offers_has_letters_beside_the_stop() -> None:
    assert letters("1/12/2025", "thường xuyên", "thôi") == {"w": "1/12/2025", "x": "thường xuyên"}
    assert typed("1/12/2025", "thường xuyên", "thôi") == ("thôi",)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (("thôi",), ("thôi",)),
        (("đúng", "thôi"), ("đúng", "thôi")),
        (("5 đã xong", "hoàn tác 5"), ("5 đã xong", "hoàn tác 5")),
        (("5 xác nhận", "6 xác nhận", "việc"), ("5 xác nhận", "6 xác nhận", "việc")),
        (("5", "6", "nhắc lại sau"), ("nhắc lại sau",)),
        (("w", "x", "thôi"), ("thôi",)),
        (("5", "6"), ()),
        ((), ()),
    ],
)
def test_other_buttons_become_words(says: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert letters(*says) == {}
    assert typed(*says) == words


def test_the_line_shows_how_to_name_another_item() -> None:
    line = typed_answer_lines(typed_answers(offered("28 đã nhận", "28 đang làm", "thôi")))
    assert line is not None
    assert line.plain == (
        "Trả lời bằng một chữ cái: a. 28 ĐÃ NHẬN  b. 28 ĐANG LÀM. "
        "Lúc khác, gõ chữ cái kèm số việc, ví dụ “a 28”.\nCó thể gõ: “thôi”."
    )


@pytest.mark.parametrize("text", ["b", "B", "b.", "(b)", " b ", "b)"])
def test_a_letter_names_its_answer(text: str) -> None:
    assert chosen_button(text, [("a", "first"), ("b", "second")]) == "second"


@pytest.mark.parametrize("text", ["c", "ạ", "à", "ab", "b 28", "b xong", "2", "", "a/b"])
def test_other_text_chooses_no_button(text: str) -> None:
    assert chosen_button(text, [("a", "first"), ("b", "second")]) is None


@given(st.text(max_size=20), st.lists(st.tuples(st.sampled_from("abc"), st.text(min_size=1))))
def test_only_offered_letters_are_accepted(text: str, choices: list[tuple[str, str]]) -> None:
    assert chosen_button(text, choices) in {None, *(each for _, each in choices)}
