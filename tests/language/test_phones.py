"""All spellings of a phone number are equal, and a masked number is unreadable."""

import pytest

from bot.language.text.phones import hidden_in, hide, phone_of

SAME = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "+84912345678",
    "84912345678",
    "+84 912-345-678",
]


@pytest.mark.parametrize("number", SAME)
def test_all_spellings_of_a_phone_number_are_equal(number: str) -> None:
    phone = phone_of(number)
    assert phone == phone_of("0912345678")
    assert phone is not None
    assert phone.ending == "678"


@pytest.mark.parametrize("number", ["", "12", "091234567", "09123456789", "+855912345678", "số"])
def test_other_numbers_are_not_phone_numbers(number: str) -> None:
    assert phone_of(number) is None


def test_masked_phone_numbers_are_found_with_the_words_before_them() -> None:
    text = "Trưởng Công an xã: 0912 345 678\nChủ tịch UBND xã +84987654321."
    hidden = hide(text)
    assert not any(part in hidden for part in ("0912", "345", "98765"))
    found = hidden_in(hidden)
    assert [phone for _, phone in found] == [phone_of("0912345678"), phone_of("0987654321")]
    assert [words.strip(" :\n") for words, _ in found] == ["Trưởng Công an xã", "Chủ tịch UBND xã"]


@pytest.mark.parametrize("text", ["12 xong, số 45-KH/ĐU ngày 18/11/2025", "1000000 đồng", "6/2025"])
def test_other_numbers_are_not_masked(text: str) -> None:
    assert hide(text) == text
