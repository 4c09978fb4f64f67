"""Numbers in words, with and without accents, are read whole."""

import pytest

from bot.language.text.numbers import COUNT, DAY, value
from bot.language.text.patterns import loose

WRITTEN = {
    "ba": 3,
    "bay": 7,
    "bẩy": 7,
    "mười": 10,
    "muoi": 10,
    "một chục": 10,
    "mười nhăm": 15,
    "hai mốt": 21,
    "hai mươi": 20,
    "hăm bảy": 27,
    "hăm lăm": 25,
    "ba mươi mốt": 31,
    "bay muoi bay": 77,
    "bốn tư": 44,
    "chín mươi nhăm": 95,
    "chin chuc": 90,
}


@pytest.mark.parametrize(("written", "number"), WRITTEN.items())
def test_a_number_in_words_is_read_whole(written: str, number: int) -> None:
    for shape in (COUNT, DAY) if number <= 31 else (COUNT,):
        found = loose(shape).match(f"{written} ngày")
        assert found is not None
        assert found.group() == written
    assert value(written) == number


def test_a_day_after_the_end_of_the_month_is_not_read() -> None:
    found = loose(DAY).match("ba mươi hai")
    assert found is not None
    assert found.group() == "ba mươi"
