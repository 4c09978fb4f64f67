"""Any text is read as a paper without error, and every result is quoted from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.papers.lines import text_lines
from bot.language.papers.obligations import read_conclusion
from bot.language.papers.plain import plain, tidy
from tests.fuzzing import tries
from tests.importers.papers import CALENDAR, FOLDER, RECEIVED, conclusion_of, marked

WORDS = sorted({word for path in FOLDER.glob("*.txt") for word in marked(path.stem)[0].split()})
MARKS = [
    "\n",
    "\n\n",
    "- ",
    "+ ",
    "1. ",
    "II. ",
    "a) ",
    "Điều 2. ",
    ";",
    ".",
    ":",
    "; ",
    ", ",
    "(",
    "”",
]
PAPERS = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=120).map(" ".join)


@pytest.mark.fuzz
@given(PAPERS)
@tries(60)
def test_paper_words_in_any_order_are_read_without_error(text: str) -> None:
    whole = " ".join(tidy(text).split())
    for one in conclusion_of(text).obligations:
        assert one.title
        assert 0 <= one.confidence <= 1
        assert all(word in whole for word in one.clause.split())
        assert one.due is None or one.due >= RECEIVED or one.due.year > 2000


@pytest.mark.fuzz
@given(st.text(max_size=300))
@tries(60)
def test_any_characters_are_read_without_error(text: str) -> None:
    conclusion_of(text)
    assert len(plain(tidy(text))) == len(tidy(text).lower())


def test_long_lines_are_read_within_the_time_limit() -> None:
    """Backtracking patterns must not take quadratic time on long lines."""
    for piece in ("giao ", "trước ", "các đồng chí ", "1.", "phối hợp với UBND xã, ", "và ", "((("):
        lines = text_lines("I. NHIỆM VỤ\n- " + piece * (8_000 // len(piece)))
        read_conclusion(lines, RECEIVED, CALENDAR)
