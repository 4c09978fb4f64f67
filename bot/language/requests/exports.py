"""Which report a question for a file means, in which formats and form, about how long a period."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.requests import query_words as words
from bot.language.requests.asked_list import asked_list
from bot.language.text.patterns import Pattern, pattern
from bot.language.text.text import read
from bot.queries.filters import WorkList
from scheduler.calendar.period import Length

PERIOD, SCORES = "period", "scores"

_FORMATS: Sequence[tuple[str, Pattern]] = (
    ("docx", pattern(r"word|docx")),
    ("xlsx", pattern(r"excel|xlsx|csv|exel|ecxel|ecel|exce|bảng tính")),
    ("pdf", pattern(r"pdf")),
    ("png", pattern(r"ảnh|hình|hình ảnh|png")),
    ("ics", pattern(r"ics|lịch|tệp lịch|file lịch")),
)
_PRINTED = pattern(r"in (?:ra|giúp|cho|bảng|danh sách|báo cáo|tổng hợp|biểu|việc|nhiệm vụ|tiến độ)")
_UBND = pattern(
    r"(?:theo |bằng |dùng )?(?:mẫu|thể thức)(?: của| bên| khối)? "
    r"(?:ủy ban nhân dân|ủy ban|ubnd|chính quyền|nghị định 30|nđ 30)(?: xã)?"
)
_SCORES = pattern(
    r"chấm điểm|bảng điểm|xếp loại|thi đua|đánh giá (?:cán bộ|cuối năm)|"
    r"theo (?:từng )?(?:cán bộ|chức danh|người)"
)
_PERIODIC = pattern(
    r"báo cáo|tổng hợp|tiến độ|kết quả|tình hình|tuần|tháng|quý|năm|đột xuất|số liệu|dữ liệu"
)
_LISTED = pattern(r"danh sách|việc|nhiệm vụ|đầu việc|mốc|lịch")
_LISTS: Sequence[tuple[WorkList, Pattern]] = (
    (WorkList.UNREPORTED, words.UNREPORTED),
    (WorkList.OVERDUE, words.OVERDUE),
    (WorkList.SOON, words.DUE_SOON),
)
_LENGTHS: Sequence[tuple[Length, Pattern]] = (
    (Length.FREE, pattern(r"đột xuất")),
    (Length.WEEK, pattern(r"tuần")),
    (Length.MONTH, pattern(r"tháng")),
    (Length.QUARTER, pattern(r"quý")),
    (Length.YEAR, pattern(r"năm|cuối năm")),
)


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be written. `formats` are empty where none was named; `text` is the question
    without the words for the form, which name no unit.
    """

    report: str
    formats: tuple[str, ...]
    length: Length | None
    ubnd: bool
    text: str


def understand_export(text: str) -> Export:
    """What a question for a file asks for. Never raises for any text."""
    question = read(text)
    form = _UBND.search(question.key)
    if form:
        start, end = question.span(*form.span())
        text = text[:start] + text[end:]
        question = read(text)
    key = question.key
    found = tuple(name for name, shape in _FORMATS if shape.search(key))
    if not found and _PRINTED.search(key):
        found = ("pdf",)
    length = next((length for length, shape in _LENGTHS if shape.search(key)), None)
    return Export(_report(text, key, "ics" in found), found, length, form is not None, text)


def _report(text: str, key: str, calendar: bool) -> str:
    """A calendar holds all that is open, not only what is due soon."""
    if _SCORES.search(key):
        return SCORES
    named = asked_list(text)
    if named is not None and named is not WorkList.OPEN:
        return named.value
    for asked, shape in _LISTS:
        if shape.search(key) and not (calendar and asked is WorkList.SOON):
            return asked.value
    if _PERIODIC.search(key):
        return PERIOD
    return WorkList.OPEN.value if named or _LISTED.search(key) else PERIOD
