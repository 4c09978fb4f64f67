from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.replies.reasons import bare_reason
from bot.language.replies.replies import Intent, ReplyContext, understand_reply
from storage.words import Figure
from tests.language.files import CALENDAR, HERE, SHARED, lines
from tests.language.scoring import bare, reply_is_right, today_of

OWN = lines(HERE / "replies.jsonl")
TODAY = date(2025, 11, 20)
ONE_TASK = ReplyContext("deadline", None, None, (3,))


def test_our_own_replies_are_understood() -> None:
    wrong = [sample["text"] for sample in OWN if not reply_is_right(sample, sample["text"])]
    assert wrong == []


def share(samples: list[dict[str, Any]], strip: bool) -> float:
    right = [reply_is_right(one, bare(one["text"]) if strip else one["text"]) for one in samples]
    return sum(right) / len(right) if right else 1.0


def test_the_shared_replies_are_understood() -> None:
    assert share(lines(SHARED / "replies.jsonl"), strip=False) >= 0.95


def test_replies_are_understood_without_accents() -> None:
    assert share(OWN, strip=True) >= 0.97
    assert share(lines(SHARED / "replies.jsonl"), strip=True) >= 0.9


def test_the_reason_keeps_the_original_words() -> None:
    reply = understand_reply("Xin lùi đến 20/12 vì còn chờ số liệu", TODAY, ONE_TASK, CALENDAR)
    assert reply.reason == "vì còn chờ số liệu"


def test_every_field_has_its_span_in_the_message() -> None:
    text = "Việc 3 em xin lùi đến 20/12 vì bận, mới được 60%"
    reply = understand_reply(text, TODAY, ONE_TASK, CALENDAR)
    said = {name: text[slice(*span)] for name, span in reply.spans.items()}
    assert said["new_deadline"] == "20/12"
    assert said["percent"] == "60%"
    assert said["task_numbers"] == "Việc 3"
    assert said["reason"].startswith("vì bận")


def test_every_understood_value_occurs_in_the_message() -> None:
    lost = []
    for sample in OWN[::7]:
        asked = sample["context"]
        context = ReplyContext(
            asked["task_kind"], asked["target"], asked["done"], tuple(asked["open_tasks"])
        )
        reply = understand_reply(sample["text"], today_of(sample), context, CALENDAR)
        for each in reply.updates or (reply,):
            told = {
                "percent": each.percent is not None,
                "new_deadline": each.new_deadline is not None,
                "quota_done": each.quota_done is not None,
                "reason": each.reason_present,
                "task_numbers": each.task_numbers is not None,
                "intent": each.intent is not Intent.OTHER,
            }
            lost += [
                (name, sample["text"])
                for name, is_told in told.items()
                if is_told and not sample["text"][slice(*each.spans.get(name, (0, 0)))].strip()
            ]
    assert lost == []


def test_each_item_of_several_has_its_own_document() -> None:
    text = "việc 3 xong, số 45-KH/ĐU ngày 18/11; việc 5 đã ban hành số 12-QĐ/ĐU; việc 6 đang viết"
    context = ReplyContext("deadline", None, None, (3, 5, 6))
    first = understand_reply(text, TODAY, context, CALENDAR).updates[0]
    assert first.task_numbers == (3, 5)
    only = understand_reply("việc 3 xong, số 45-KH/ĐU ngày 18/11; việc 5 chưa", TODAY, context)
    told = {each.task_numbers: (each.document_number, each.document_date) for each in only.updates}
    assert told == {(3,): ("45-KH/ĐU", date(2025, 11, 18)), (5,): (None, None)}


def test_a_statement_excepting_one_item_leaves_that_item_open() -> None:
    context = ReplyContext("deadline", None, None, (2, 4, 5))
    reply = understand_reply("tất cả xong trừ việc 5", TODAY, context, CALENDAR)
    assert {each.intent: each.task_numbers for each in reply.updates} == {
        Intent.DONE: (2, 4),
        Intent.IN_PROGRESS: (5,),
    }


def test_a_past_obstacle_is_not_reported_as_current() -> None:
    text = "lúc đầu dân chưa đồng ý, giờ ký hết rồi chị nhé"
    assert understand_reply(text, TODAY, ONE_TASK, CALENDAR).intent is Intent.DONE


def test_text_unknown_to_the_rules_is_classified_by_its_words_or_asked_back() -> None:
    reply = understand_reply("Bưu điện làm thất lạc công văn, phải gửi lại", TODAY, ONE_TASK)
    assert reply.intent is Intent.BLOCKED
    assert understand_reply("Done ạ", TODAY, ONE_TASK).intent is Intent.DONE
    strange = understand_reply("quạt trần phòng khách kêu cót két", TODAY, ONE_TASK)
    assert "intent" in strange.unsure


def test_a_document_is_read_with_number_and_date() -> None:
    reply = understand_reply("xong, số 45-KH/ĐU ngày 18/11", TODAY, ONE_TASK, CALENDAR)
    assert reply.intent is Intent.DONE
    assert reply.document_number == "45-KH/ĐU"
    assert reply.document_date == date(2025, 11, 18)


def test_a_vague_date_is_asked_back() -> None:
    reply = understand_reply("cho em xin vài hôm nữa", TODAY, ONE_TASK, CALENDAR)
    assert reply.intent is Intent.EXTENSION
    assert reply.new_deadline is None
    assert reply.unsure == ("new_deadline",)


QUOTAS = (
    ReplyContext("quota", Decimal(33), Decimal(11), (1, 2), unit="đồng chí"),
    ReplyContext("quota", Decimal(97), None, (1, 2), Figure.LEVEL, unit="%", decimals=2),
    ReplyContext("quota", Decimal(40), Decimal("1.5"), (1, 2), unit="ha", decimals=1),
)


@given(st.text(max_size=400), st.sampled_from(QUOTAS))
def test_any_text_is_read_without_error(text: str, quota: ReplyContext) -> None:
    reply = understand_reply(text, TODAY, quota, CALENDAR)
    assert 0 <= reply.confidence <= 1


@pytest.mark.parametrize("text", ["xong rồi 👍" * 2000, "\u202exong\u202c rồi", "xo\u0302ng", ""])
def test_pasted_text_and_control_characters_are_read_without_error(text: str) -> None:
    assert understand_reply(text, TODAY, ONE_TASK, CALENDAR).intent in Intent


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("vì thiếu phụ lục", "thiếu phụ lục"),
        ("Do đơn vị chưa gửi", "đơn vị chưa gửi"),
        ("lý do: trùng việc khác", "trùng việc khác"),
        ("vi phạm thể thức", "vi phạm thể thức"),
        ("vi thieu phu luc", "vi thieu phu luc"),
        ("vì", "vì"),
    ],
)
def test_a_reason_drops_its_leading_word(told: str, kept: str) -> None:
    assert bare_reason(told) == kept
