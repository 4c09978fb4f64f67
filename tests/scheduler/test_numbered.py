"""Which buttons become numbers, and which typed number is an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.numbered_answers import answer_ways, chosen_button


def offered(*says: str) -> Outgoing:
    """A message whose buttons have these texts."""
    return Outgoing((Block(("?",)),), tuple((Button(say.upper(), say, say),) for say in says))


def test_the_buttons_of_one_items_card_become_numbers() -> None:
    assert [b.say for b in answer_ways(offered("5 đã nhận", "5 xong")).numbered] == [
        "5 đã nhận",
        "5 xong",
    ]


@pytest.mark.parametrize(
    ("says", "typed"),
    [
        (("thôi",), ("thôi",)),
        (("5 đã nhận", "thôi"), ("5 đã nhận", "thôi")),
        (("5 dời theo 1/12", "6 dời theo 2/12"), ("5 dời theo 1/12", "6 dời theo 2/12")),
        (("5", "6", "nhắc lại sau"), ("nhắc lại sau",)),
        (("5", "6"), ()),
        ((), ()),
    ],
)
def test_buttons_a_number_would_confuse_become_words(
    says: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    found = answer_ways(offered(*says))
    assert (found.numbered, tuple(each.say for each in found.typed)) == ((), typed)


@pytest.mark.parametrize("text", ["2", "2.", "(2)", "so 2", " 2 ", "2)"])
def test_a_number_names_its_answer(text: str) -> None:
    assert chosen_button(text, ["a", "b"]) == "b"


@pytest.mark.parametrize("text", ["3", "0", "12", "2 xong", "việc 2", "2%", "", "-1", "1/2"])
def test_other_text_chooses_no_button(text: str) -> None:
    assert chosen_button(text, ["a", "b"]) is None


@given(st.text(max_size=20), st.lists(st.text(min_size=1), max_size=9))
def test_only_offered_numbers_are_accepted(text: str, ids: list[str]) -> None:
    assert chosen_button(text, ids) in {None, *ids}
