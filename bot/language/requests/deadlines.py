"""Read a deadline that is a part of a sentence of its own: "trước 15h thứ Sáu", "chậm nhất mai"."""

from datetime import date

from bot.language.dates.dates import DateReading, ImpossibleDate, find_dates, read_date
from bot.language.text.patterns import loose
from bot.language.text.text import read
from scheduler.calendar.working_time import Calendar

_VERB = r"(?:(?:phải|cần|để) )?(?:(?:làm |nộp |gửi )?xong|hoàn thành|nộp|gửi|báo cáo|trình) "
_BOUND = (
    r"(?:trước(?: ngày)?|(?:chậm|muộn|trễ) nhất(?: là)?(?: ngày| vào| lúc| trước)?|không quá|"
    r"(?:hạn|thời hạn)(?: chót| cuối)?(?: là)?(?: đến| trước)?)"
)
_OTHER = r"(?:vào lúc|vào|lúc|đến|trong|đúng)"
_BEFORE = loose(rf"[ ]*(?:{_VERB})?(?:(?P<bound>{_BOUND})|{_OTHER})?[ ]*$")
_AFTER = loose(r"[ ,.]*(?:(?:nhé|nhá|nha|giúp|ạ|thôi)[ ]*)*[.]*$")
_BOUND_BEFORE = loose(rf"(?<!\w)(?:{_BOUND}|(?:xong|hoàn thành) lúc|đến)[ ]*$")


def says_deadline(text: str, today: date, calendar: Calendar) -> bool:
    """Whether a text says a deadline and nothing else; a bare day needs a number or such a word."""
    try:
        found = read_date(text, today, calendar)
    except ImpossibleDate:
        return False
    if found is None or len(find_dates(text, today, calendar)) != 1:
        return False
    before = _BEFORE.match(read(text[: found.span[0]]).key)
    if before is None or not _AFTER.match(read(text[found.span[1] :]).key):
        return False
    plain = before["bound"] or found.time or any(each.isdigit() for each in text)
    return bool(plain)


def deadline_within(text: str, today: date, calendar: Calendar) -> DateReading | None:
    """The hour without a day that a text bounds something with ("gửi trước 15h"), else None."""
    try:
        found = read_date(text, today, calendar)
    except ImpossibleDate:
        return None
    if found is None or not found.hour_alone:
        return None
    return found if _BOUND_BEFORE.search(read(text[: found.span[0]]).key) else None
