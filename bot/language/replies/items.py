"""Which items a message speaks of, and which part of it speaks of which."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language.text.fold import fold
from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import ends, loose, pattern

_LIST = (
    r"\d{1,3}(?:(?: ?[,&+;/-] ?| và | với | cùng )(?:số )?\d{1,3}|"
    r" \d{1,3}(?!\d)(?! ?[/%]|[.,-]\d))*"
)
_NOT_NUMBERED = (
    r"(?<!văn bản )(?<!công văn )(?<!quyết định )(?<!nghị quyết )(?<!kế hoạch )"
    r"(?<!thông báo )(?<!tờ trình )"
    r"(?<!báo cáo )(?<!chỉ thị )(?<!tổ )(?<!khu )(?<!thôn )(?<!nghị định )"
    r"(?<!thông tư )(?<!hướng dẫn )(?<!tiêu chí )(?<!mẫu )(?<!biểu )(?<!phụ lục )(?<!điều )"
)
_NOT_A_PAPER = _NOT_NUMBERED.replace("(?<!báo cáo )", "")
_END = r"(?!\w)(?! ?[/-] ?[a-z])(?! ?%)(?![.,]\d)"
_NOT_A_SUM = (
    r"(?! (?:đồng chí|người|ngày|hôm|tuần|tháng|phần trăm|phần|giờ|giấy|hồ sơ|hộ|thôn|"
    r"chi bộ|đảng viên|"
    r"việc|nhiệm vụ|cv|nv|công việc|mục|nội dung|triệu|tỷ|quần chúng|thanh niên|năm|lần|bản|buổi|"
    r"bước|khâu|file|ảnh|quyển|cuốn|bộ|đơn vị|xã|phòng|ban|bên|trường hợp|đầu việc|"
    r"tiêu chí|cái|nhà|ông|bà|đợt|km|ha|xe|máy|quý)(?!\w))"
)
_NOT_COUNTED = (
    r"(?! (?:đồng chí|người|ngày|hôm|tuần|tháng|phần trăm|giờ|giấy|hồ sơ|hộ|thôn|"
    r"đảng viên|triệu|tỷ|lần|buổi|đợt)(?!\w)(?! (?:trước|này|sau|qua|rồi|tới|nay)(?!\w)))"
)
_NAMED = loose(
    rf"(?<!\w){_NOT_A_PAPER}(?:việc|nhiệm vụ|công việc|đầu việc|cv|v|task|mục|mốc|hạng mục|ý)"
    rf"(?: (?:số|thứ))? ?[#:]? ?\(?(?P<list>{_LIST})\)?{_END}{_NOT_COUNTED}"
)
# A bare "số" may number a document as well.
_NUMBERED = loose(rf"(?<!\w){_NOT_NUMBERED}số ?[#:]? ?\(?(?P<list>{_LIST})\)?{_END}{_NOT_COUNTED}")
_SPELLED = pattern(
    rf"(?:việc|nhiệm vụ|công việc|mục|nội dung) (?:số|thứ) (?P<spelled>nhất|{COUNT})"
)
_EXCEPT = loose(r"(?<!\w)(?:trừ|ngoại trừ|ngoài|chỉ trừ|trừ mỗi|trừ ra)(?: cái)?[ ]?$")
_BRACKETED = loose(rf"\((?P<list>{_LIST})\)|#(?P<hash>{_LIST})(?!\w)")
_BARE = loose(
    rf"(?:^|(?<=[.;,\n:] )|(?<!\d[.,])(?<=[\n.;:,])|(?<=còn )|(?<=riêng )|(?<=và )|(?<=dạ )|"
    rf"(?<=cái )|(?<=thì )|(?<=xong )|(?<=chưa )|(?<=rồi )|(?<=con )|(?<=da )|(?<=trừ )|"
    rf"(?<=tru ))"
    rf"(?P<list>{_LIST}){_END}{_NOT_A_SUM}(?! ?[/-] ?\d)(?!h)"
)
_TAKEN = loose(rf"(?<=nhận )(?P<list>{_LIST})(?= ?(?:[,;.\n]|(?:rồi|ạ|nhé)(?!\w)|$))(?![.,]\d)")
_LISTED = loose(r"(?:^|(?<=[\s;,.]))(?P<list>\d{1,2})[.):](?= ?[^\W\d])")
_SPAN = loose(
    rf"(?<!\w){_NOT_A_PAPER}(?:từ )?(?:việc|nhiệm vụ|công việc|đầu việc|cv|nv|mục|mốc)"
    r"(?: (?:số|thứ))? ?(?P<first>\d{1,3}) ?(?:-|đến|tới|cho đến) ?"
    r"(?:(?:việc|nhiệm vụ|công việc|đầu việc|cv|nv|mục|mốc) )?(?:(?:số|thứ) )?"
    rf"(?P<last>\d{{1,3}}){_END}(?! ?[/-] ?\d){_NOT_COUNTED}"
)
_ACT = loose(
    r"\)? ?(?:[:.)] ?(?=[^\W\d])|(?<=[ ,])(?:đã|đang|xong|chưa|vướng|kẹt|tắc|xin|đạt|hoàn thành|"
    r"nhận|gia hạn|lùi|dời|cơ bản|vẫn|sẽ|bị|gặp|nộp|trình|gửi|triển khai|làm|tạm|nhờ|"
    r"còn (?:vướng|chưa|thiếu|chờ)|mới (?:làm|xong|nhận|bắt đầu)|(?:\d{1,3}|năm mươi) ?%)(?!\w))"
)
"""What makes the number before it an item's, whoever leads that."""
_ACT_BEFORE = loose(r"(?<!\w)(?:xong|nhận|vướng) ?$")
_NO_MORE = loose(r"(?: (?:rồi|ạ|nhé|nha|anh|chị|em))*[ .!]*$")
_BORDER = re.compile(r"(?:^|[;,.\n:!?] ?)(?:(?:da|dạ|vang|vâng|thua|thưa|bao cao|báo cáo),? )*$")
# The others only name what the sender has open, or what an act is told of.
_NAMINGS = (_SPAN, _NAMED, _NUMBERED, _SPELLED, _BRACKETED, _TAKEN, _LISTED, _BARE)
_ALL = pattern(
    rf"(?:cả|hết cả|toàn bộ)(?: (?P<n>\d|{COUNT}))? (?:việc|nhiệm vụ|đầu việc|mục|cái|công việc)|"
    rf"(?P<both>{COUNT}) việc(?= (?:em |anh |tôi |mình |e |của em |này |trên )*đều)|"
    rf"cả (?P<m>hai|ba|bốn|năm|\d)(?= (?:đều|xong|đã|đang|chưa|rồi|ok|cùng|vẫn|em|hoàn|xin|nộp))|"
    r"tất cả(?: các| mọi)?(?: việc| nhiệm vụ| đầu việc| công việc| mục)?(?= (?:đều|"
    r"xong|đã|đang|chưa|rồi|ok|cùng|vẫn|em|hoàn|xin|ạ|nộp|được|trên|hết)|[,.!]|$)|"
    r"(?:các|mọi|toàn bộ|hết các|mấy) (?:việc|nhiệm vụ|đầu việc)(?: được giao| của em|"
    r" trên| này)*(?= (?:đều|đã|xong|đang|chưa|cơ bản))"
)
_REST = pattern(
    r"(?:(?:các |những |mấy |hai |ba |phần )?(?:việc|nhiệm vụ|cái|mục|"
    r"đầu việc) (?:còn lại|khác|kia)|còn lại|những cái khác|các cái khác)(?! \d)"
)
_BREAK = re.compile(
    r"[;\n!?]|(?<!\s\d)(?<!^\d)(?<!\s\d\d)(?<!^\d\d)\.(?!\d)|,(?!\d)|"
    r"(?<=\s)(?=\d{1,2}[.)] ?[^\W\d])|"
    r"(?<=\s)(?=(?:còn|CÒN|con|riêng|rieng|nhưng|nhung) )"
)


# More mentions than this are not told in one message.
MOST = 16

Says = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Mention:
    """The numbers of some items, where they stand in the key, and whether as an exception."""

    start: int
    end: int
    numbers: tuple[int, ...]
    excepted: bool = False


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """A part of a key that speaks of the same items; no numbers where it names none."""

    start: int
    end: int
    numbers: tuple[int, ...]
    place: tuple[int, int] | None
    excepted: bool = False


def mentions(key: str, open_tasks: tuple[int, ...]) -> list[Mention]:
    """Where items are named, in their order.

    A number of an item that is not among `open_tasks` counts where an act follows it: "28 xong".
    """
    found: list[Mention] = []
    for shape in _NAMINGS:
        for match in shape.finditer(key):
            numbers = _numbers(match, open_tasks)
            doubtful = shape not in (_SPAN, _NAMED) or "/" in match.group()
            if doubtful and not set(numbers) <= set(open_tasks) and not _acts(key, match):
                continue
            _keep(
                found,
                Mention(*match.span(), numbers, ends(_EXCEPT, key, match.start()) is not None),
            )
    found += _sweeping(key, found, open_tasks)
    return sorted(found, key=lambda one: one.start)[:MOST]


def _acts(key: str, match: re.Match[str]) -> bool:
    """Whether an act follows a number that begins a clause, or goes before one that ends it."""
    if "/" in match.group():
        return False
    before = key[: match.start()]
    if _BORDER.search(before) and _ACT.match(key, match.end()):
        return True
    return bool(_ACT_BEFORE.search(before) and _NO_MORE.match(key, match.end()))


def _numbers(match: re.Match[str], open_tasks: tuple[int, ...]) -> tuple[int, ...]:
    written = match.groupdict()
    if written.get("first"):
        first, last = int(written["first"]), int(written["last"])
        between = (each for each in open_tasks if first < each < last)
        return tuple(sorted({first, *between, last}))
    if spelled := written.get("spelled"):
        return (1 if fold(spelled) == "nhat" else value(spelled),)
    listed = written.get("list") or written.get("hash") or ""
    return tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", listed)))


def _keep(found: list[Mention], new: Mention) -> None:
    if all(new.end <= one.start or new.start >= one.end for one in found):
        found.append(new)


def _sweeping(key: str, found: list[Mention], open_tasks: tuple[int, ...]) -> list[Mention]:
    """All of them, or the rest of them; what is named has its own word."""
    named = {number for one in found for number in one.numbers}
    swept: list[Mention] = []
    for match in _ALL.finditer(key):
        stated = match["n"] or match["m"] or match["both"]
        if len(open_tasks) > 1 and (stated is None or value(stated) == len(open_tasks)):
            swept.append(
                Mention(*match.span(), tuple(one for one in open_tasks if one not in named))
            )
    rest = tuple(number for number in open_tasks if number not in named)
    others = _REST.search(key)
    if others and named and rest and not swept:
        swept.append(Mention(*others.span(), rest))
    return [one for one in swept if all(one.end <= o.start or one.start >= o.end for o in found)]


def parts(key: str, found: list[Mention], says: Says) -> list[ReplyPart]:
    """The key cut where it turns to other items; `says`: whether a stretch tells of an item."""
    cut: list[ReplyPart] = []
    for start, end in _clauses(key):
        inside = [one for one in found if start <= one.start < end]
        for piece in _pieces(start, end, inside, key, says):
            _join(cut, piece, key, says)
    return cut


def _clauses(key: str) -> list[tuple[int, int]]:
    edges = [0, *(match.end() for match in _BREAK.finditer(key)), len(key)]
    return [(start, end) for start, end in zip(edges, edges[1:], strict=False) if start < end]


def _pieces(start: int, end: int, inside: list[Mention], key: str, says: Says) -> list[ReplyPart]:
    """A clause cut between two mentions that each have their own word."""
    if not inside:
        return [ReplyPart(start, end, (), None)]
    pieces: list[ReplyPart] = []
    begin, held = start, inside[0]
    numbers = held.numbers
    trailing = not says(key[inside[-1].end : end]) and says(key[start : held.start])
    for mention in inside[1:]:
        if held.excepted or mention.excepted or says(key[held.end : mention.start]):
            cut = held.end if trailing else mention.start
            pieces.append(ReplyPart(begin, cut, numbers, (held.start, held.end), held.excepted))
            begin, numbers = cut, mention.numbers
        else:
            numbers = tuple(dict.fromkeys((*numbers, *mention.numbers)))
        held = mention
    return [*pieces, ReplyPart(begin, end, numbers, (held.start, held.end), held.excepted)]


def _join(cut: list[ReplyPart], piece: ReplyPart, key: str, says: Says) -> None:
    """Add a piece, to the one before it where it goes on with the same items."""
    last = cut[-1] if cut else None
    if last is None:
        cut.append(piece)
    elif not piece.numbers or not last.numbers:
        place, told = last.place or piece.place, last if last.numbers else piece
        cut[-1] = ReplyPart(last.start, piece.end, told.numbers, place, told.excepted)
    elif last.excepted or piece.excepted:
        cut.append(piece)
    elif not says(key[last.start : last.end]) or last.numbers == piece.numbers:
        numbers = tuple(dict.fromkeys((*last.numbers, *piece.numbers)))
        cut[-1] = ReplyPart(last.start, piece.end, numbers, last.place)
    else:
        cut.append(piece)
