import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.language.requests.queries import QueryIntent, understand_query
from bot.language.samples import directory
from tests.language.files import CALENDAR, HERE, SHARED, lines
from tests.language.scoring import bare, query_is_right

OWN = lines(HERE / "queries.jsonl")
PEOPLE, UNITS = directory(json.loads((HERE / "people.json").read_text("utf-8")))
TODAY = date(2025, 11, 20)


def test_our_own_questions_are_understood() -> None:
    wrong = [sample["text"] for sample in OWN if not query_is_right(sample, sample["text"], HERE)]
    assert wrong == []


def test_the_shared_questions_are_understood() -> None:
    wrong = [
        sample["text"]
        for sample in lines(SHARED / "queries.jsonl")
        if not query_is_right(sample, sample["text"], SHARED)
    ]
    assert wrong == []


def test_questions_are_understood_without_accents() -> None:
    right = [query_is_right(sample, bare(sample["text"]), HERE) for sample in OWN]
    assert sum(right) / len(right) >= 0.93


def test_two_people_of_one_name_need_a_clarifying_question() -> None:
    query = understand_query("việc của anh Minh", TODAY, PEOPLE, UNITS, CALENDAR)
    assert query.person_ids == ("p05", "p06")
    assert query.unsure == ("person",)


def test_a_typo_in_a_name_matches_the_single_closest_name() -> None:
    query = understand_query("anh Cườngg trễ mấy việc", TODAY, PEOPLE, UNITS, CALENDAR)
    assert query.person_ids == ("p07",)


def test_an_unknown_name_matches_nobody() -> None:
    query = understand_query("việc của anh Hưởng", TODAY, PEOPLE, UNITS, CALENDAR)
    assert query.intent is QueryIntent.PERSON
    assert query.person_ids == ()


@given(st.text(max_size=400))
def test_any_question_gets_an_answer(text: str) -> None:
    query = understand_query(text, TODAY, PEOPLE, UNITS, CALENDAR)
    assert 0 <= query.confidence <= 1
