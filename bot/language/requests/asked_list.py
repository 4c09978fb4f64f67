"""Which list of milestones a question asks to see, where it names one outright."""

from collections.abc import Sequence

from bot.language.text.patterns import Pattern, pattern
from bot.language.text.text import read
from bot.queries.filters import WorkList

_DONE = r"(?:đã |làm |được )*(?:xong|hoàn thành|nộp)"
_LATE = r"(?:muộn|trễ|chậm|quá hạn|sau hạn|không (?:đúng|kịp) hạn)"
_IN_TIME = r"(?:đúng hạn|trước hạn|kịp hạn|sớm|đúng thời hạn|đúng tiến độ)"
_SOME = r"(?:việc|nhiệm vụ|mốc|những gì|cái gì|đầu việc)"
_ANY = r"(?: [^\s,.;]+){0,3}?"
_GAP = r"(?: [^\s,.;\d]+){0,4}?"
_ASKED = r"(?:ai|nào|những|các|còn|danh sách|bao nhiêu|mấy|việc|nhiệm vụ)"
_WHICH = r"(?:ai|(?:việc|nhiệm vụ|mốc|đơn vị|đồng chí) nào|danh sách(?: các)? (?:việc|nhiệm vụ))"
_TAKEN_ON = (
    r"(?:tiếp )?nhận(?: (?:việc|nhiệm vụ))?"
    r"(?! được)(?! (?:văn bản|báo cáo|kết quả|tin|giấy|hồ sơ|công văn|thông báo))"
)
_DECIDED = r"(?:duyệt|phê duyệt|xác nhận|quyết định)"
_NOT_ASKED = pattern(rf"(?:chưa|không) {_DONE}|{_DONE}{_ANY} chưa")

_UNDONE = pattern(
    rf"(?:(?:bao nhiêu|mấy|những|các|danh sách|còn) {_SOME}|{_SOME} nào){_GAP} "
    r"chưa (?:làm )?(?:xong|hoàn thành|kết thúc)"
)

LISTS: Sequence[tuple[WorkList, Pattern]] = (
    (WorkList.LATE, pattern(rf"{_DONE}(?: nhưng)? (?:bị )?{_LATE}")),
    (WorkList.ON_TIME, pattern(rf"{_DONE} {_IN_TIME}")),
    (WorkList.DONE, pattern(rf"{_SOME}{_ANY} {_DONE}|{_DONE}{_ANY} {_SOME}")),
    (
        WorkList.UNACCEPTED,
        pattern(
            rf"{_ASKED}{_GAP} chưa(?: có| thấy)?(?: ai)? {_TAKEN_ON}|"
            r"nhận (?:việc|nhiệm vụ)(?: [^\s,.;\d]+){0,2}? chưa"
        ),
    ),
    (
        WorkList.CANCELLED,
        pattern(rf"{_SOME}{_ANY} (?:đã|bị|được) h(?:ủy|uỷ)|h(?:ủy|uỷ){_ANY} {_SOME} nào"),
    ),
    (WorkList.WAITING, pattern(r"chờ xác nhận")),
    (
        WorkList.DECIDE,
        pattern(
            rf"chờ (?:{_DECIDED}|xử lý)|"
            rf"(?:việc|nhiệm vụ|kết quả|đề nghị|gia hạn){_GAP} chưa(?: được)? {_DECIDED}"
        ),
    ),
    (
        WorkList.BLOCKED,
        pattern(rf"{_WHICH}{_GAP} (?:vướng mắc|vướng|gặp khó khăn)(?! gì)"),
    ),
    (WorkList.EXTENSION, pattern(rf"{_WHICH}{_GAP} xin (?:gia hạn|lùi|dời)(?! không| chưa)")),
    (WorkList.NOT_YET_DUE, pattern(rf"{_SOME}{_ANY} (?:còn|đang|vẫn)? ?trong hạn")),
    (WorkList.OPEN, pattern(rf"{_SOME}{_ANY} (?:đang (?:làm|mở|thực hiện|triển khai)|còn mở)")),
)
"""The first that fits is meant."""

_MINE = pattern(r"của (?:tôi|em|mình|chúng tôi|chúng em)")


def asked_list(text: str) -> WorkList | None:
    """The list a question names; None where it names none, or asks whether something is done."""
    key = read(text).key
    if _UNDONE.search(key):
        return WorkList.OPEN
    if _NOT_ASKED.search(key):
        return None
    return next((asked for asked, shape in LISTS if shape.search(key)), None)


def is_of_speaker(text: str) -> bool:
    """Whether the speaker asks of their own work."""
    return _MINE.search(read(text).key) is not None
