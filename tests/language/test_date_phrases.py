"""Date phrases and questions, the day they were written, and the expected dates."""

from datetime import date
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bot.language.dates.dates import DateReading, ImpossibleDate, find_dates, read_date
from bot.language.dates.later import read_later
from bot.language.dates.periods import find_period
from bot.language.text.text import read
from scheduler.ladder.snooze import SnoozeChoice
from tests.language.files import CALENDAR, HERE


def rows(path: Path) -> list[ParameterSet]:
    """The rows of a table, each a list of its columns, named by its line."""
    return [
        pytest.param(line.split(" | "), id=f"line-{number}")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if not line.startswith("#")
    ]


def written(text: str, found: DateReading) -> str:
    start = f"{found.start}.." if found.start else ""
    hour = f" {found.time:%H:%M}" if found.time else ""
    return f'{start}{found.due}{hour}{"" if found.sure else " ?"} "{text[slice(*found.span)]}"'


def due(text: str, today: date) -> str:
    try:
        found = read_date(text, today, CALENDAR)
    except ImpossibleDate as error:
        return f"no such day: {error.phrase}"
    return str(found.due) if found else "-"


@pytest.mark.parametrize("row", rows(HERE / "dates_said.txt"))
def test_a_date_phrase_gives_the_expected_dates_on_its_day(row: list[str]) -> None:
    day, text, meant, *whole = row
    found = find_dates(text, date.fromisoformat(day), CALENDAR)
    assert ("; ".join(written(text, each) for each in found) or "-") == meant
    last = str(found[-1].due) if found else "-"
    assert due(text, date.fromisoformat(day)) == (whole[0] if whole else last)


@pytest.mark.parametrize("row", rows(HERE / "periods_asked.txt"))
def test_a_question_gives_the_expected_period(row: list[str]) -> None:
    day, way, text, meant = row
    key = read(text)
    found = find_period(key, date.fromisoformat(day), way == "back", CALENDAR, [])
    assert (f'{found[0]}..{found[1]} "{key.words(*found[2])}"' if found else "-") == meant


def test_a_word_already_read_as_a_name_is_not_a_period() -> None:
    key = read("việc của Quốc Khánh tuần sau")
    place = (key.key.index("quốc"), key.key.index("quốc") + len("quốc khánh"))
    found = find_period(key, date(2025, 11, 20), False, CALENDAR, [place])
    assert found is not None
    assert found[:2] == (date(2025, 11, 24), date(2025, 11, 30))
    assert find_period(read("Quốc Khánh"), date(2025, 11, 20), False, CALENDAR, [(0, 10)]) is None


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2 giờ", SnoozeChoice.TWO_HOURS),
        ("Sau hai tiếng.", SnoozeChoice.TWO_HOURS),
        ("chiều nay", SnoozeChoice.AFTERNOON),
        ("vào buổi  chiều!", SnoozeChoice.AFTERNOON),
        ("lúc chiều,", SnoozeChoice.AFTERNOON),
        ("Mai", SnoozeChoice.TOMORROW),
        ("sáng mai", SnoozeChoice.TOMORROW),
        ("thứ hai", SnoozeChoice.MONDAY),
        ("đầu tuần sau", SnoozeChoice.MONDAY),
        ("mai họp", None),
        ("nhắc sau", None),
        ("", None),
    ],
)
def test_snooze_phrases_are_read(text: str, later: SnoozeChoice | None) -> None:
    assert read_later(text) is later


def test_an_unreadable_date_error_contains_its_phrase() -> None:
    with pytest.raises(ImpossibleDate, match="^Ngày không có trong lịch: 30/2$"):
        read_date("hạn chót là 30/2", date(2025, 11, 20), CALENDAR)
