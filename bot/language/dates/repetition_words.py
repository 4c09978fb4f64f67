"""The words in which a repetition is said, as patterns, and the numbers in their matches."""

import re
from enum import Enum
from typing import Self

from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, DAY, MONTH, value
from bot.language.text.patterns import pattern
from scheduler.calendar.repetition import LAST


class TimeUnit(Enum):
    """The unit of time in which a repetition is said."""

    DAY = "ngay"
    WORKING_DAY = "ngay lam viec"
    WEEK = "tuan"
    MONTH = "thang"
    QUARTER = "quy"
    HALF_YEAR = "nua nam"
    YEAR = "nam"

    @classmethod
    def of(cls, written: str) -> Self:
        """The unit of a match."""
        return cls(re.sub(r"\s+", " ", fold(written)))


_UNIT = r"ngày làm việc|ngày|tuần|tháng|quý|nửa năm|năm"
_ONCE = r"(?:một|1|01) lần"
_SIDE = r"đầu tiên|đầu|cuối cùng|cuối"
_LIST = r"(?:, ?|; ?| và | )"
_WEEKDAY = r"(?:[2-7]|hai|ba|tư|năm|sáu|bảy|bẩy)"

EVERY = pattern(
    rf"(?:(?:định kỳ|lặp lại|đều đặn) )*(?:"
    rf"(?:(?:hằng|hàng|mỗi|từng) (?P<each>{_UNIT})(?P<more> {_ONCE}|/lần)?)"
    rf"|(?:(?:cứ|mỗi) )?(?P<count>{COUNT}) (?P<unit>{_UNIT})(?: {_ONCE}| ?/ ?lần)"
    rf"|(?:cứ|mỗi|hằng|hàng|định kỳ) (?P<counted>{COUNT}) (?P<units>tuần|tháng|quý|năm)"
    rf"|(?:cứ )?(?P<turn>{_UNIT})(?: {_ONCE}| ?/ ?lần| nào cũng)"
    rf"|định kỳ (?P<per>{_UNIT}))"
    rf"(?P<often> {COUNT} lần)?"
)
"""How often: "hằng tháng", "hai tuần một lần", "mỗi 3 tháng", "tuần nào cũng"."""
UNTIL = pattern(
    r"(?:(?:từ nay|từ giờ|kéo dài|lặp lại|làm) )*(?:cho )?(?:đến|tới)(?: khi)? "
    r"(?P<day>[^,;]+?)(?: thì thôi)?(?=\s\s|\s*[,;]|\s*$)"
)
TIMES = pattern(rf"(?:(?:trong|đủ|lặp lại|lặp|làm|tổng cộng) )*(?P<n>{COUNT}) (?:lần|kỳ|đợt)")
ON_DAY_OFF = pattern(
    r"(?:(?:nếu|mà|khi|trùng|gặp|rơi|vào|đúng|là) )*(?:ngày |hôm )?nghỉ(?: lễ)?(?: thì)?"
    r"(?: (?:làm|nộp|chuyển|dời|đẩy|lùi|báo cáo|họp|hạn|sang|lên|vào|về|ngày làm việc|ngày|hôm))*"
    r" (?:(?P<before>trước|sớm hơn|sớm)|(?P<after>sau|muộn hơn|kế tiếp|tiếp theo|lại)"
    r"|(?P<keep>giữ nguyên|giữ|vẫn làm|vẫn họp|vẫn giữ|như thường))(?: đó| liền kề)?"
)
"""What becomes of a day off: "gặp ngày nghỉ thì làm trước"."""
DAYS_OFF_TOO = pattern(
    r"(?:kể cả|cả) (?:ngày nghỉ|ngày lễ|cuối tuần|thứ (?:bảy|7)(?:, ?| và )chủ nhật)"
)
WORKING_DAY = pattern(rf"(?:vào )?ngày làm việc (?P<nth>{_SIDE})(?: của)?")
"""The first or last working day of a month."""
LUNAR = pattern(r"(?:theo )?(?:âm lịch|lịch âm)")
FULL_MOON = pattern(
    r"(?:(?P<first>(?:mùng|mồng) (?:một|1|01))(?:, ?| và | |, và )(?:ngày )?)?rằm"
    r"(?:(?:, ?| và )(?P<last>(?:mùng|mồng) (?:một|1|01)))?"
    rf"(?: tháng (?P<month>giêng|chạp|{MONTH}))?"
)
DATES = pattern(rf"(?:(?:ngày|mùng|mồng) )*(?P<d>{DAY})(?: ?/ ?| tháng )(?P<m>giêng|chạp|{MONTH})")
MONTHS = pattern(
    rf"(?:(?:trong|vào|của) )*(?:các )?tháng (?P<months>{MONTH}(?:{_LIST}(?:tháng )?{MONTH})*)"
)
WEEKDAYS = pattern(
    rf"(?P<list>(?:(?:thứ|t) ?{_WEEKDAY}|chủ nhật)"
    rf"(?:{_LIST}(?:(?:thứ )?{_WEEKDAY}|t{_WEEKDAY}|chủ nhật))*)"
    rf"(?: (?P<nth>{_SIDE}|thứ nhất))?"
)
NTH = pattern(
    rf"(?:(?:của|vào|trong) )*tuần (?P<nth>{_SIDE}|thứ (?:nhất|hai|ba|tư|[1-4]))(?: của)?"
)
"""Which week of a month: "tuần thứ hai", "tuần đầu tiên"."""
MONTH_OF_PERIOD = pattern(rf"(?:của )?tháng (?P<nth>{_SIDE})(?: của)?(?: (?P<unit>quý|năm))?")
"""Which month of a quarter or year: "tháng đầu quý"."""
SIDE = pattern(rf"(?:vào )?(?:ngày )?(?P<nth>{_SIDE})(?: của)?")
DAYS = pattern(
    rf"(?P<before>trước )?(?:(?:các|vào|hạn) )*(?:(?:ngày|mùng|mồng) )*"
    rf"(?P<days>{DAY}(?:{_LIST}(?:(?:ngày|mùng|mồng) )*{DAY})*)"
)
OF_UNIT = pattern(r"(?:(?:của|trong|ở) )?(?P<unit>tháng|quý|nửa năm|năm|tuần)")
THIS_ONE = pattern(r"(?:tháng|quý|tuần|năm) (?:này|nay|sau|tới|trước|kế tiếp|rồi)")
"""A certain month or week, which is not repeated."""
FILLERS = pattern(
    r"vào|các|ngày|của|trong|là|thì|lặp lại|lặp|định kỳ|và|hạn|cứ|đều đặn|đều|nhé|ạ|nha|theo"
    r"|dương lịch|lúc|làm|một lần"
)

_NUMBER = pattern(DAY)
_ONE_WEEKDAY = pattern(rf"(?:t|thứ)? ?(?P<name>{_WEEKDAY}|chủ nhật)")
_WEEKDAY_NUMBERS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6}
_NTH_NUMBERS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4}
_NAMED_MONTHS = {"gieng": 1, "chap": 12}


def numbers_in(written: str) -> list[int]:
    """The numbers of a match of days, months or a count."""
    return [value(match.group()) for match in _NUMBER.finditer(written)]


def month_number(written: str) -> int:
    return _NAMED_MONTHS.get(fold(written)) or value(written)


def weekdays_in(written: str) -> list[int]:
    """The weekdays of a list, Monday as 0."""
    names = (fold(match["name"]) for match in _ONE_WEEKDAY.finditer(written))
    return [int(name) - 2 if name.isdigit() else _WEEKDAY_NUMBERS[name] for name in names]


def nth_of(written: str) -> int:
    """Which one: 1 to 4, or LAST."""
    word = fold(written).split()
    if word[0] == "cuoi":
        return LAST
    return (
        1 if word[0] == "dau" else int(word[-1]) if word[-1].isdigit() else _NTH_NUMBERS[word[-1]]
    )
