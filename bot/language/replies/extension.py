"""Whether a message asks for a later date, and which."""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.dates.base import DatePhrase
from bot.language.text.patterns import ends, loose, pattern

_VERB = (
    r"(?<!bị )(?<!di )(?<!đẩy )(?<!không )(?<!chưa )(?<!chẳng )(?<!không cần )"
    r"(?<!không xin )(?<!tạm )"
    r"(?:gia hạn|ra hạn|lùi|=dời|dời(?= (?:sang|lại|đến|tới|hạn|ngày|lịch|qua|thêm(?! tiền)|"
    r"cho))|rời(?= (?:lại|sang))|"
    r"(?<=xin )hoãn(?! thành)(?! thiện)(?! tất)(?! trả)(?! toàn)|"
    r"=hoãn(?! nghĩa vụ)(?! gọi)(?! nhập)|hoãn(?= (?:lại|"
    r"sang|đến|tới|thêm|cho|nộp|hạn|vì|do|báo|\d))|khất|nới(?= (?:hạn|thời|thêm|cho))|"
    r"giãn(?= (?:tiến|thời|hạn|thêm))|"
    r"kéo dài(?: thêm)? (?:thời|hạn|đến|tới|sang)|(?:điều chỉnh|thay đổi|đổi|"
    r"chuyển)(?: lại)? (?:thời hạn|hạn|thời gian|ngày nộp|mốc|lịch)|"
    r"chuyển sang(?= (?:\w+ ?\d|tuần|tháng))|lui lại)"
)
_WHO = (
    r"(?:em|e|anh|chị|tôi|tui|mình|tớ|bác|chú|cô|cháu|bọn em|chúng em|chúng tôi|bên em|"
    r"đơn vị|ban|phòng|chi bộ|xã|thôn|hội|đoàn|trạm|ubnd)"
)
_TIME = r"(?:ngày|hôm|bữa|tuần|tháng|buổi)"
_FEW = r"(?:vài|mấy|ít|dăm|một ít|một vài|thời gian|chút|một chút|ít lâu|tí)"
_ASKS = (
    pattern(rf"(?:xin |đề nghị |cho |mong |kính )*{_VERB}"),
    pattern(
        rf"(?:xin|cho|đề nghị|mong|cần|để)(?: (?:{_WHO}|phép|được|xin|nộp|cho|kính|"
        rf"thường trực|lãnh đạo|tạo điều kiện|có|nhé))* "
        r"(?:thêm (?:thời gian|ngày|hạn|ít|vài|mấy|chút|hôm|tuần|một|đến|tới|sang|\d)|(?:nộp |"
        r"báo cáo |gửi |trình |hoàn thành )?(?:chậm|muộn|trễ|nợ)(?! nhất)|hẹn(?! gặp))"
    ),
    pattern(
        rf"thêm (?:cho {_WHO} )?(?:khoảng |tầm )?(?:\d+|một|hai|ba|bốn|năm|bảy|mười|"
        rf"nửa|{_FEW}) {_TIME}"
    ),
    pattern(rf"(?:xin|cho)(?: (?:{_WHO}|thêm|khoảng|tầm))* \d+ {_TIME}(?: (?:làm việc|nữa|tới))?"),
    pattern(rf"(?:xin|cho)(?: (?:{_WHO}|xin|thêm|được|khoảng|tầm))* {_FEW} {_TIME}"),
    pattern(
        r"thêm thời gian|(?:nộp|gửi|báo cáo|để|làm) (?:chậm|muộn|trễ|sau|"
        r"lại)(?: [^\s,.;]+){0,4} (?:được|có sao) không|chưa kịp[^.;!?]{0,30} (?:được|"
        r"có được) không"
    ),
    pattern(rf"{_FEW} {_TIME}(?: nữa)?(?: [^\s,.;]+){{0,5}} (?:được|có được|kịp|có sao) không"),
    pattern(
        rf"cho(?: {_WHO})* (?:qua|xong|hết) [^.;,]{{1,40}}(?:rồi|mới|thì) (?:{_WHO} )?(?:xin )?"
        r"(?:nộp|làm|báo cáo|gửi|tính|triển khai)"
    ),
    pattern(r"hay (?:là )?để (?:sang|đến|tới|ra|qua|tuần|tháng|hôm|mai)"),
    pattern(
        r"(?:thư thư|từ từ|châm chước|linh động|du di|chiếu cố|nương tay)(?: [^\s,.;]+){0,3}?"
        r" (?:cho|hạn|thời gian|đến|tới|sang|vài|ít|mấy)"
    ),
    pattern(
        rf"(?:xin|đề nghị|kiến nghị|đề xuất|cho(?: {_WHO})*|"
        rf"cho phép)(?: [^\s,.;]+){{0,2}}? tạm hoãn"
    ),
    pattern(
        rf"(?:nộp|gửi|báo cáo|trình|làm)(?: {_WHO})? (?:chậm|muộn|trễ)(?: lại| khoảng| tầm)*"
        rf" (?:\d+|một|hai|ba|{_FEW}) {_TIME}(?: (?:nữa|thôi))*(?: (?:nhé|nha|ạ|được))"
    ),
)
_REFUSED = pattern(
    r"(?:không|chẳng|chả|khỏi|đừng|ko) (?:cần |phải |xin |dám |muốn |"
    r"được )*(?:gia hạn|lùi|dời|hoãn|khất|thêm thời gian|xin thêm)|"
    r"(?:đã|vừa) được (?:gia hạn|lùi)|bị hoãn"
)
_BEFORE_DATE = loose(
    rf"(?<!\w)(?:xin|cho(?: {_WHO})+|cho(?= (?:đến|tới|sang|nộp|xin|thêm))|đề nghị(?: cho)?|"
    rf"(?:^|(?<=[,.;!] )|(?<=em )|(?<=e )|(?<=tôi )|(?<=mình )|(?<=anh )|(?<=xin )|(?<=cho ))hẹn|"
    rf"nợ)"
    rf"(?: (?:{_WHO}|xin|phép|được|nộp|gửi|báo cáo|hoàn thành|làm|trình|xong|khoảng|bổ sung|sau|"
    rf"=tầm|tầm(?= \d)|hẹn|chậm|lại|thêm|thời gian|đến|tới|sang|qua|trước|vào|hết|cuối|ngày|"
    rf"việc này|báo cáo này|cái này|lúc|hạn|đúng|cho|là))*[ ,]?$"
)
_NOT_ASKING = loose(
    r"(?<!\w)xin(?: (?:em|anh|phép|được))* (?:báo cáo|gửi|trình|hứa|cam kết|tiếp thu|"
    r"ý kiến|lỗi|mời|hoàn thành|thực hiện)(?: [^\s,.;]+){0,3}[ ]?$"
)
# Asked for leave to do it on a day, not told of a day on which it is done.
_LEAVE = loose(
    r"(?<!\w)xin(?: (?:em|anh))* (?:phép|được)(?: (?:phép|được))* (?:nộp|báo cáo|gửi|trình|nộp lại)"
    r"(?: [^\s,.;]+){0,3} (?:vào|sang|sau|đến|tới)(?: ngày)?[ ]?$"
)
_MAY_I = pattern(
    r"(?:được|có được|kịp|có kịp|có sao|có ổn|ok|ổn|có muộn|có trễ|"
    r"có chậm)(?: [^\s,.;?]+){0,2}? (?:không|chưa|chứ|hông)|được chứ(?! nào)|được nhé|"
    r"nhé được|có được hay không"
)
_TO = loose(
    r"(?<!\w)(?:đến|tới|sang|qua|thành|vào|là|hết|trước|chậm nhất|"
    r"muộn nhất)(?: (?:hết|ngày|trước|là))*[ ]?$"
)
_OWN = loose(
    r"(?<!\w)(?:hạn|hạn nộp|hạn là|hạn chót|deadline|từ|thời hạn|kế hoạch là|"
    r"trước đây|đáng lẽ|lẽ ra)(?: (?:là|ngày|nộp|cũ|hôm))*[ ]?$"
)
_CAUSE = pattern(r"vì|do|bởi|tại|=bận|vướng|trùng|kẹt")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ExtensionRequest:
    """A request for a later date; `due` is None where none is named."""

    place: Span
    due: DatePhrase | None
    vague: bool


def find_extension(key: str, moments: list[DatePhrase], today: date) -> ExtensionRequest | None:
    """The request for a later date that a message makes, if it makes one."""
    ahead = [moment for moment in moments if not moment.past and moment.due >= today]
    place = _asking(key) or _asking_by_date(key, ahead)
    if place is None or (_REFUSED.search(key) and not _BEFORE_DATE.search(key)):
        return None
    due = _wanted(key, place, ahead)
    return ExtensionRequest(place, due, vague=due is None or not due.sure)


def wanted_anyhow(key: str, moments: list[DatePhrase], today: date) -> ExtensionRequest:
    """The date of a request that is not put in words of asking."""
    ahead = [moment for moment in moments if not moment.past and moment.due >= today]
    due = _wanted(key, (0, 0), ahead)
    return ExtensionRequest((0, len(key)), due, vague=due is None or not due.sure)


def _asking(key: str) -> Span | None:
    found = [match.span() for shape in _ASKS for match in [shape.search(key)] if match]
    return min(found) if found else None


def _asking_by_date(key: str, moments: list[DatePhrase]) -> Span | None:
    """Xin đến 25/11; thứ 6 nộp được không."""
    for moment in moments:
        asked = ends(_LEAVE, key, moment.start) or _wish(key, moment)
        if asked:
            return asked.start(), moment.end
        may_i = _MAY_I.search(key, moment.end)
        if may_i and may_i.start() - moment.end < 45 and "." not in key[moment.end : may_i.start()]:
            return moment.start, may_i.end()
    return None


def _wish(key: str, moment: DatePhrase) -> re.Match[str] | None:
    """The words before a date that wish for it, where they promise nothing."""
    if ends(_NOT_ASKING, key, moment.start):
        return None
    return ends(_BEFORE_DATE, key, _reach(key, moment))


def _reach(key: str, moment: DatePhrase) -> int:
    """Where to look back from: a phrase of time may hold its own "thêm" or "cho em"."""
    inner = loose(r"(?:xin|cho|thêm)(?: [^\s,.;]+){0,3}?").match(key, moment.start, moment.end)
    return (
        inner.end()
        if inner and key[moment.start : moment.start + 3] in ("cho", "xin", "XIN")
        else moment.start
    )


def _wanted(key: str, place: Span, moments: list[DatePhrase]) -> DatePhrase | None:
    named = [moment for moment in moments if not _is_own(key, moment)]
    after = [moment for moment in named if moment.end > place[0]]
    cause = _CAUSE.search(key, place[1])
    if cause:
        after = [moment for moment in after if moment.start < cause.start() or _aimed(key, moment)]
    aimed = [moment for moment in after if _aimed(key, moment)]
    if aimed or after:
        return min(aimed or after, key=lambda moment: not moment.sure)
    before = [moment for moment in named if moment.end <= place[0] and not _caused(key, moment)]
    return before[-1] if before and not cause else None


def _aimed(key: str, moment: DatePhrase) -> bool:
    return ends(_TO, key, moment.start) is not None


def _is_own(key: str, moment: DatePhrase) -> bool:
    """The date the item already has is not the one asked for."""
    said = key[moment.start : moment.end].startswith(("hạn", "han"))
    return (said or ends(_OWN, key, moment.start) is not None) and moment.since is None


def _caused(key: str, moment: DatePhrase) -> bool:
    return _CAUSE.search(key[max(0, moment.start - 25) : moment.start]) is not None
