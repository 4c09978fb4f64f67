"""What a heading says of what stands below it: report or order, which sector, which stretch."""

import re
from collections.abc import Sequence
from datetime import date

from bot.language.dates.dates import find_dates
from bot.language.papers.parts import Heading, Mode
from bot.language.papers.plain import begins, one_of, plain, words
from bot.language.papers.topics import sector_of_words
from scheduler.calendar.working_time import Calendar

_BEFORE = r"(?:(?:về|những|một số|các|phần|khái quát|sơ lược|nhìn lại|mặt) )*"
_REPORTED = one_of(
    """kết quả; tình hình; ưu điểm; hạn chế; tồn tại; khuyết điểm; nguyên nhân; khó khăn; bài học;
    thực trạng; đánh giá; mặt được; ghi nhận; thành tích; việc đã làm; nội dung đã; công tác đã;
    bối cảnh; đặc điểm tình hình; sự cần thiết; căn cứ; kiến nghị; đề xuất; thuận lợi"""
)
_ORDERED = one_of(
    """nhiệm vụ; giải pháp; phương hướng; yêu cầu; giao; tổ chức thực hiện; chỉ tiêu; mục tiêu;
    kết luận; chỉ đạo; phân công; thời gian tới; quyết nghị; đề nghị; công việc; trọng tâm;
    biện pháp;
    kế hoạch; nội dung thực hiện; việc cần làm; định hướng; quyết định; thống nhất; triển khai"""
)
_SURELY_REPORTED = begins(
    rf"{_BEFORE}(?:kết quả|tình hình|ưu điểm|hạn chế|tồn tại|khuyết điểm|nguyên nhân|thực trạng|"
    r"bài học|đánh giá (?:chung|tình hình|kết quả|việc|công tác|thực hiện)|mặt được|việc đã làm)"
)
_SURELY_ORDERED = words(
    r"phương hướng|giải pháp|thời gian tới|trọng tâm|yêu cầu|việc cần làm|"
    r"nhiệm vụ (?:\S+ ){0,3}(?:tháng|quý|năm|tới|sau|cuối)"
)
_OPENED = words(
    r"kết luận|yêu cầu|chỉ đạo|nhấn mạnh|giao|phân công|đề nghị|nhiệm vụ|quyết nghị|"
    r"thống nhất|nội dung sau|công việc"
)
_NOT_ORDERED = words(r"kết quả|việc thực hiện|thực hiện nhiệm vụ|công tác lãnh đạo, chỉ đạo")
_FIRST = re.compile(rf"(?<!\w)(?:(?P<report>{_REPORTED})|(?P<order>{_ORDERED}))(?!\w)")


def mode_of(headings: Sequence[Heading]) -> Mode | None:
    """Whether what stands below these headings, outermost first, reports or orders."""
    mode: Mode | None = None
    for heading in headings:
        if not heading.opening:
            mode = _turned(mode, plain(heading.text))
    opened = any(_OPENED.search(plain(each.text)) for each in headings if each.opening)
    return Mode.ORDER if mode is None and opened else mode


def _turned(mode: Mode | None, text: str) -> Mode | None:
    if mode is Mode.ORDER:
        return Mode.REPORT if _SURELY_REPORTED.match(text) else mode
    if mode is Mode.REPORT:
        ordered = _SURELY_ORDERED.search(text) and not _NOT_ORDERED.search(text)
        return Mode.ORDER if ordered else mode
    found = _FIRST.search(text)
    if found is None:
        return None
    return Mode.REPORT if found["report"] else Mode.ORDER


def sector_of(headings: Sequence[Heading]) -> str | None:
    """The sector of the innermost heading that speaks of just one."""
    for heading in reversed([each for each in headings if not each.opening]):
        found = sector_of_words(plain(heading.text))
        if found is not None:
            return found
    return None


def stretch_of(texts: Sequence[str], today: date, calendar: Calendar) -> tuple[date, date] | None:
    """The days that the innermost of some headings, outermost first, is about."""
    for text in reversed(texts):
        dates = find_dates(text.lower(), today, calendar)
        found = [each for each in dates if each.start is not None and each.due >= today]
        if found:
            starts = [each.start for each in found if each.start]
            return min(starts), max(each.due for each in found)
    return None


def sets_targets(headings: Sequence[Heading]) -> bool:
    """Whether the innermost headings announce targets: what they count is due when they end."""
    return any(
        words("chỉ tiêu|mục tiêu").search(plain(heading.text)) is not None
        for heading in headings[-2:]
    )
