"""Any text gives a plan or BadPlan, and no other error."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importers.days import read_days
from bot.importers.faults import BadDays, BadPlan
from bot.importers.plan import read_plan
from tests.fuzzing import tries
from tests.importers.small import CALENDAR, SMALL

pytestmark = pytest.mark.fuzz

LINES = SMALL.splitlines(keepends=True)

WORDS = st.sampled_from(
    [
        "commune",
        "source",
        "tasks",
        "- ",
        ": ",
        "due",
        "Tết - 30",
        "2025-13-41",
        "9999-12-31",
        "[",
        "}",
    ]
    + [
        "0001-01-01",
        "*",
        "&a",
        "!!",
        "'",
        '"',
        "|",
        ">-",
        "\n",
        "  ",
        "\t",
        "%",
        "---",
        "...",
        "?",
        "<<",
    ]
    + [
        "30 tháng Chạp",
        "31/12/1850",
        "ngày 32 tháng 13",
        "\\x",
        "ladder",
        "ro",
        "key",
        "null",
        "1e9",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map("".join))
VALUES = st.one_of(st.text(max_size=12).map(repr), WORDS, st.integers().map(str))
YEARS = st.one_of(st.none(), st.integers())


def read_safely(text: str, year: int | None) -> None:
    with contextlib.suppress(BadPlan):
        read_plan(text, "f.yaml", year, CALENDAR)


@given(TEXTS, YEARS)
@tries(100)
def test_any_text_is_a_plan_or_a_bad_plan(text: str, year: int | None) -> None:
    read_safely(text, year)


@given(st.data(), YEARS)
@tries(60)
def test_a_plan_with_any_line_changed_is_a_plan_or_a_bad_plan(
    data: st.DataObject, year: int | None
) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {data.draw(VALUES)}\n" if colon else data.draw(VALUES)
    read_safely("".join(lines), year)


@given(TEXTS)
@tries(50)
def test_any_text_is_days_or_bad_days(text: str) -> None:
    for days in (text, f"days:\n  - {text}"):
        with contextlib.suppress(BadDays):
            read_days(days, "f.yaml")


@given(st.dates())
@tries(15)
def test_any_due_date_is_read_or_refused(day: Any) -> None:
    for written in (f"{day}", f"{day:%d/%m/%Y}", f"{day:%d/%m}", f"hết tháng {day:%m}"):
        read_safely(SMALL.replace("due: 2025-12-31\n    basis", f"due: {written}\n    basis"), None)
        read_safely(SMALL.replace("date: 2025-10-08", f"date: {written}"), None)
