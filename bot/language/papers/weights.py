"""How much a paper says that a piece of work weighs: stamps of urgency, and words of key work.

"khẩn trương" asks to be quick and marks nothing. A heading marks what stands below it; where such
headings stand over most of a paper's orders they tell none from another, and mark nothing.
"""

import re
from collections.abc import Iterable, Sequence

from bot.language.papers.parts import Heading, PaperLine
from bot.language.papers.plain import LazyPattern, plain
from storage.words import Weight

_HASTE = "h(?:oả|ỏa) tốc|thượng khẩn"
_STAMP = re.compile(
    r"(?<!\w)(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)(?! (?:TRƯƠNG|THIẾT|CẦU))(?!\w)|"
    r"^\W*(?:(?:[Đđ]ộ|[Mm]ức độ) khẩn ?: ?)?(?:[Hh]ỏa tốc|[Hh]oả tốc|[Tt]hượng khẩn|[Kk]hẩn)"
    r"(?: hẹn giờ)?\W*$"
)
_WORK = r"(?:việc|nhiệm vụ|công việc|nội dung)"
_URGENT = LazyPattern(
    rf"(?<!\w)(?:{_HASTE}|{_WORK} (?:rất |đặc biệt )?(?:khẩn|cấp bách)(?: cấp)?"
    r"(?! (?:trương|thiết))|\(khẩn\)|khẩn cấp ?:)(?!\w)"
)
_KEY = LazyPattern(
    rf"(?<!\w)(?:(?:là|coi|xác định)[^.;:]{{0,60}} {_WORK} (?:\S+ ){{0,3}}trọng tâm|"
    rf"\((?:{_WORK} )?trọng tâm\)|^{_WORK} trọng tâm(?=\W*:))"
)
_KEY_HEADING = LazyPattern(
    rf"(?<!\w)(?:{_WORK}|công tác|giải pháp)(?:,? (?:và )?\S+){{0,4}}? trọng tâm(?!\w)"
)
_CELLS = (
    (Weight.URGENT, LazyPattern(rf"{_HASTE}|khẩn|gấp|cấp bách")),
    (Weight.KEY, LazyPattern("trọng tâm|ưu tiên|quan trọng|cao")),
)


def stamped(head: Iterable[PaperLine]) -> Weight | None:
    """The weight of all that a paper orders, by a stamp in its letterhead."""
    return Weight.URGENT if any(_STAMP.search(line.text) for line in head) else None


def of_words(text: str) -> Weight | None:
    """What the words of an order say of their own weight."""
    key = plain(text)
    if _URGENT.search(key):
        return Weight.URGENT
    return Weight.KEY if _KEY.search(key) else None


def of_headings(headings: Sequence[Heading]) -> Weight | None:
    """What the innermost heading that tells a weight says of what stands below it."""
    for heading in reversed(headings):
        key = plain(heading.text)
        if _URGENT.search(key):
            return Weight.URGENT
        if _KEY_HEADING.search(key):
            return Weight.KEY
    return None


def of_cell(text: str) -> Weight | None:
    """The weight that a cell of a table states."""
    key = plain(text)
    return next((weight for weight, shape in _CELLS if shape.search(key)), None)
