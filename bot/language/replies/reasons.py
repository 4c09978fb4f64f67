"""Why something is late, blocked, put off or short: the words that say so."""

import re
from collections.abc import Iterable

from bot.language.replies.clauses import clauses
from bot.language.replies.evidence import Sign, find, guarded
from bot.language.replies.lexicon_obstacle import NOT_SUBJECT_AFTER, WAIT
from bot.language.replies.lexicon_world import INSIDE
from bot.language.text.fold import fold
from bot.language.text.patterns import loose, pattern
from bot.language.text.phrases import overlaps

_MARKER = pattern(
    r"=vì(?! sao)(?! vậy)(?! thế)|"
    r"(?<!đơn )(?<!hành )(?<!phạm )(?<!chức )(?<!quý )vì(?! phạm)(?! trí)(?! sao)"
    r"(?! vậy)(?! thế)|bởi(?: vì)?|(?<!nộp )(?<!rồi )(?<!tiến )(?<!mức )(?<!chế )"
    r"(?<!tốc )(?<!trình )(?<!cấp )(?<!phân )(?<!tự )do(?! đó)(?! ai)(?! đơn vị nào)"
    r"(?= [^\s,.;!?]+ [^\s,.;!?]+| [^\s,.;!?]{4,})|tại (?:vì|em|bận|do|mưa|hôm|máy|con|nhà|tuần)|"
    r"lý do|nguyên nhân|=trùng(?! tên)|trùng (?:lịch|với)|nên (?:em |anh |tôi |chị )*(?:chưa|"
    r"không|phải|chậm|trễ|muộn|xin|(?:chỉ |mới |giờ )?còn(?= \d))"
)
_PLAIN = pattern(
    r"(?:con|cháu|vợ|chồng|bố|mẹ|ông|bà|nhà|gia đình|cháu nhà|bé|em|anh|tôi|"
    r"e)(?: [^\s,.;]+){0,4} (?:ốm|=đau|đau ốm|bị đau|=sốt|bị sốt|nằm viện|đi viện|"
    r"nhập viện|vào viện|"
    r"=cưới|=tang|=đẻ|sinh con|sinh em|tai nạn|bệnh|=mổ|có việc|có tang|có đám|đi khám|covid)|"
    r"(?:thiếu|chưa có|không có|chưa đủ|không đủ|chưa nhận được|hết|"
    r"còn thiếu) (?:kinh phí|số liệu|người|hồ sơ|văn bản|hướng dẫn|mẫu|nguồn|"
    rf"chữ ký(?!(?: của)? {INSIDE})|"
    r"tài liệu|nhân lực|xác nhận|ai|máy|vốn|dữ liệu|thông tin|thời gian|mặt bằng|giấy tờ)(?! nào)|"
    r"(?:mất|cúp) (?:điện|mạng)|(?:máy|mạng|phần mềm|hệ thống|"
    r"xe)(?: [^\s,.;]+){0,4} (?:lỗi|hỏng|sập|hư|trục trặc|treo)|"
    r"nhiều (?:vấn đề|nội dung|chỗ|phần)(?: [^\s,.;]+){0,3} (?:phải|cần|phức tạp)|"
    r"phức tạp|(?:khối lượng|hồ sơ|việc|nội dung|số liệu) (?:quá |rất )?(?:lớn|nhiều)|"
    r"đang dở (?:việc|cuộc|họp|lớp|đợt|vụ)|không xuể|quá nhiều (?:việc|hồ sơ|nội dung)|"
    r"số liệu (?:chưa|không|còn|lệch|sai)(?: [^\s,.;]+){0,2}|(?:dân|(?<!\d )hộ(?! sơ)|quần chúng|"
    r"thanh niên|các thôn|các chi bộ|chi bộ|thôn|bên|(?<!hồ )sở(?! \d)|"
    r"huyện)(?: [^\s,.;]+){0,5} (?:chưa|không|chậm|vắng|đi làm)(?: [^\s,.;]+){1,3}|"
    r"đi làm (?:ăn|xa|công ty)|(?:không có|không còn|hết|cạn) nguồn|"
    r"nguồn (?:cạn|đã cạn|hết|không còn|ít)|(?:quân số|nhân sự) (?:mỏng|"
    r"ít|thiếu)|nhận (?:việc )?muộn"
)
_WAITING = pattern(
    rf"{WAIT}(?! (?:thêm|nhập|tổng hợp|gom)(?!\w))(?! [^\s,.;]+ (?:xin|lùi|khất|gia hạn|nộp|thêm))"
    r"(?! ký)(?! ý kiến)(?! cho)(?! duyệt)(?! em)(?! chị)(?! anh)(?! cô)(?! bác)(?! chú)"
    r"(?! đóng dấu)(?! chữ ký)(?! các (?:anh|chị|đồng chí|bác|sếp))"
    rf"(?! phê duyệt)(?! phát hành)(?! bí thư)(?! thường trực)(?! lãnh đạo)(?! sếp)(?! chút)"
    rf"(?! tí)(?! chủ tịch)(?! thông qua)(?! đồng chí)(?! đảng ủy)(?! ban hành)"
    rf"(?! lấy số)(?! số(?! liệu))(?! vào số)(?! vào sổ) [^\s,.;]+"
)

_SPOKEN_OF = loose(rf"(?<!\w)(?:{NOT_SUBJECT_AFTER})[ ]?$")

_ONLY_BLOCKED = re.compile(
    r"vuong|mac|dang|bi|gap|con|co|kho|khan|qua|van|da|cung|lam|roi|nay|a|nhe|thua|bao|cao|anh|chi|em|"
    r"dong|viec|so|nhiem|vu"
)
"""Words, folded, that say that something is in the way, and not what."""
_LEADS_IN = re.compile(r"^(?:vì lý do|lý do|tại vì|bởi vì|vì|do)\s*[:,]?\s+(?=\S)", re.IGNORECASE)
"""With accents only: without them it may be another word (vi phạm, đo)."""

Span = tuple[int, int]


def bare_reason(text: str) -> str:
    """A reason without the word that leads into it, as it stands behind a word of our own."""
    return _LEADS_IN.sub("", text.strip())


def says_why(text: str) -> bool:
    """Whether a reason holds more than the words that something is in the way."""
    return any(not _ONLY_BLOCKED.fullmatch(word) for word in re.findall(r"[a-z]+", fold(text)))


def whole_reason(key: str, first: Span, end: int, others: Iterable[Span]) -> Span:
    """The reason from its first clause on, with the clauses that follow it in key[:end].

    It ends before a clause in which something else stands, by `others`.
    """
    start, until = first
    taken = list(others)
    for clause in clauses(key):
        if clause[0] < until:
            until = max(until, clause[1]) if clause[0] <= start < clause[1] else until
        elif clause[0] >= end or overlaps(clause, taken):
            break
        else:
            until = min(clause[1], end)
    return start, until


def find_reason(key: str) -> Span | None:
    """Where the reason stands, to the end of its clause; None where none is given.

    Waiting for a signature of one's own house is a stage, not a reason.
    """
    for found in (_MARKER.search(key), _plain(key), _WAITING.search(key)):
        if found:
            return found.start(), _clause_end(key, found.end())
    for sign in (Sign.BUSY, Sign.BLOCKED):
        span = find(key, sign)
        if span:
            return span[0], _clause_end(key, span[1])
    return None


def _plain(key: str) -> re.Match[str] | None:
    """A state of things that is a reason by itself, where it is not what the work is about."""
    for match in _PLAIN.finditer(key):
        if not guarded(key, match.start(), _SPOKEN_OF):
            return match
    return None


def _clause_end(key: str, start: int) -> int:
    for place in range(start, len(key)):
        if key[place] in ";\n!?" or (
            key[place] in ",." and not key[place + 1 : place + 2].isdigit()
        ):
            return place
    return len(key)
