"""The figure of a percent, of a level, or of a sum with decimals after a message: "còn 3,2%"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.language.replies.items import mentions
from bot.language.replies.quota import FULL, SAME, Count
from bot.language.replies.reply import ReplyContext
from bot.language.text.fold import fold
from bot.language.text.patterns import ends, loose, pattern
from storage.words import Better, Figure

_N = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d{1,9}(?:[.,]\d{1,6})?"
_MARK = r" ?%| ?(?:phần trăm|phần chăm|percent|pt)(?!\w)"
_FIGURE = loose(rf"(?<![\w/.,+-])(?P<n>{_N})(?P<mark>{_MARK})?(?![\w%])(?![.,/-]\d)")
_RATIO = loose(
    rf"(?<![\w/.,+-])(?P<n>{_N})(?:{_MARK})? ?(?:/|trên) ?(?:tổng |tổng số |chỉ tiêu |mục tiêu )*"
    rf"(?P<m>{_N})(?:{_MARK})?(?![\w/])"
)
_NO_FIGURE_BEFORE = pattern(
    r"(?:ngày|tháng|năm|quý|tuần|mùng|lúc|hồi|thứ|kỳ|đợt|lần|khóa|điều|mục|khoản|việc|nhiệm vụ|"
    r"văn bản|công văn|số hiệu|ký hiệu|hạn) $"
)
_NO_FIGURE_AFTER = pattern(
    r" ?(?:giờ|h|g|ngày|tuần|tháng|năm|quý|lần|phút|buổi|đợt|kỳ|bước|khâu|chi bộ|phòng)"
)
_WANTED = pattern(
    r"(?:mục tiêu|chỉ tiêu|kế hoạch|yêu cầu|mức giao|được giao|tối thiểu|tối đa|không quá|"
    r"so với|cùng kỳ|trước đây|hôm trước|(?:tháng|tuần|quý|kỳ|lần|năm) trước)"
    r"(?: (?:là|đạt|được|giao|đề ra|phải|từ|ở mức|mức|chỉ|có|của [^\s\d]+))* $"
)
"""What stands before a figure that is not the one of today."""
_FROM = pattern(r"từ(?: mức)? $")
_NOW = pattern(
    r"(?:đạt|được|là|lên|xuống|còn|hiện|nay|mức|thành|ở|có|bằng|khoảng|tới)(?: khoảng| mức)? $"
)
_UP = pattern(
    r"(?:tăng|thêm|tăng thêm|nhích|nhích thêm|cao hơn|hơn|cộng thêm)(?: (?:được|thêm|khoảng))* $"
)
_DOWN = pattern(r"(?:giảm|hạ|bớt|tụt|sụt|thấp hơn|giảm được|giảm thêm)(?: (?:được|thêm|khoảng))* $")
_LEFT = pattern(
    r"(?:còn |vẫn |hiện )*(?:thiếu|hụt)(?: khoảng)? $|còn (?:phải|cần|lại)(?: [^\s\d]+){0,2} $"
)
_ONLY_LEFT = pattern(r"(?:còn|chỉ còn)(?: khoảng)? $")
_ABOUT = pattern(
    r"(?:tỷ lệ|tỉ lệ|mức|mức độ|chỉ số|hài lòng|đồng thuận|hộ nghèo|cận nghèo|kết quả|số liệu)"
    r"(?: [^\s\d,.;:]+){0,7}:? $"
)
_OPENING = pattern(r"^[\s:,.=-]*(?:(?:dạ|em|báo cáo|bc|thưa|việc|số|anh|chị|đồng chí)[\s:,.]+)*$")
"""What may stand before a figure that needs no word of its own."""
_NOTHING_MORE = loose(
    r"(?=\s*(?:[,.;!\n()]|$)|\s+(?:rồi|ạ|nhé|nha|thôi|so với|trên|do|vì|và|tính|trong|đến)(?!\w))"
)
_AS_BEFORE = pattern(
    r"(?:như|bằng|y|giữ|giữ mức|giữ nguyên)(?: [^\s\d,.;]+)? (?:tháng|tuần|kỳ|quý|lần) trước"
)
_WORK = pattern(r"đang làm|làm được|tiến độ|khối lượng|công việc|xong được|hoàn thành")
_DONE_SO_FAR = pattern(
    r"(?:(?:đang )?làm|hoàn thành|xong|thực hiện|tiến độ)(?: (?:được|khoảng|mới))* $"
)
"""Words of work done, which tell a percent of what was given, but no level."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure of a message, its place, and whether it is marked as per cent."""

    figure: Decimal
    start: int
    end: int
    marked: bool


def find_figure(key: str, context: ReplyContext) -> Count | None:
    """The quota's figure after the message, by the figure before it; None if it tells none."""
    bare = _without_items(key, context.open_tasks)
    ratio = _of_ratio(bare, context)
    if ratio is not None:
        return ratio
    found = list(_stated(bare, context))
    now = [each for each in found if not _is_other(bare, each)] or found[:1]
    if not now:
        return _unchanged(bare, context)
    now = [each for each in now if ends(_NOW, bare, each.start)] or now
    one, several = now[-1], len({each.figure for each in now}) > 1
    after, sure = _after(bare, one, context)
    of_work = context.figure is Figure.LEVEL and _WORK.search(bare[: one.start]) is not None
    sure = sure and not several and not of_work and _is_claimed(bare, one.start, context)
    return Count(max(after, Decimal(0)), (one.start, one.end), sure=sure)


def _is_claimed(key: str, start: int, context: ReplyContext) -> bool:
    """Whether the words before a figure tell it as the quota's own."""
    grown = () if context.figure is Figure.LEVEL else (_DONE_SO_FAR,)
    shapes = (_NOW, _UP, _DOWN, _LEFT, _ABOUT, *grown)
    return bool(_OPENING.match(key[:start])) or any(ends(each, key, start) for each in shapes)


def _without_items(key: str, numbers: tuple[int, ...]) -> str:
    """The key with the numbers of items left blank; places stay the same."""
    for each in mentions(key, numbers):
        key = key[: each.start] + " " * (each.end - each.start) + key[each.end :]
    return key


def figure_written(written: str, share: bool = False) -> Decimal:
    """The figure of digits as typed: 98,5 and 98.5 are one; of a share a point never groups."""
    if not share:
        written = re.sub(r"\.(?=\d{3}(?!\d))", "", written)
    return Decimal(written.replace(",", "."))


def _of_ratio(key: str, context: ReplyContext) -> Count | None:
    """ "12,5/40 ha", "98,5/97%": only of the quota's own target."""
    for match in _RATIO.finditer(key):
        if figure_written(match["m"], context.is_share) == context.target:
            return Count(figure_written(match["n"], context.is_share), match.span("n"))
    return None


def _stated(key: str, context: ReplyContext) -> Iterator[_Stated]:
    """The figures that may be the quota's: of a share the marked ones, where any is."""
    found = [
        _Stated(
            figure_written(match["n"], context.is_share), *match.span(), match["mark"] is not None
        )
        for match in _FIGURE.finditer(key)
        if not ends(_NO_FIGURE_BEFORE, key, match.start())
        and not _NO_FIGURE_AFTER.match(key, match.end())
    ]
    marked = [each for each in found if each.marked] if context.is_share else []
    return iter(marked or [each for each in found if _stands_alone(key, each, context.unit)])


def _stands_alone(key: str, one: _Stated, unit: str) -> bool:
    """Whether nothing else is counted by a figure without a mark: its unit or nothing follows."""
    after, named = fold(key[one.end :]).lstrip(), fold(unit)
    return not one.marked and bool(
        _NOTHING_MORE.match(key, one.end) or (named and after.startswith(named))
    )


def _is_other(key: str, one: _Stated) -> bool:
    """Whether a figure is a target, or one of an earlier time."""
    wanted = ends(_WANTED, key, one.start) is not None
    grown = ends(_FROM, key, one.start) is not None and _FIGURE.search(key, one.end) is not None
    return wanted or grown


def _after(key: str, one: _Stated, context: ReplyContext) -> tuple[Decimal, bool]:
    """The quota's figure after what is said, and whether that is sure."""
    before, target = context.done or Decimal(0), context.target or Decimal(0)
    if ends(_UP, key, one.start):
        return before + one.figure, context.done is not None
    if ends(_DOWN, key, one.start):
        return before - one.figure, context.done is not None
    if ends(_LEFT, key, one.start):
        return target - one.figure, context.better is Better.HIGHER
    if context.figure is not Figure.LEVEL and ends(_ONLY_LEFT, key, one.start):
        return target - one.figure, False
    return one.figure, True


def _unchanged(key: str, context: ReplyContext) -> Count | None:
    """ "vẫn như tháng trước", and of what grows to its target "đủ chỉ tiêu"."""
    same = SAME.search(key) or _AS_BEFORE.search(key)
    if same and context.done is not None:
        return Count(context.done, same.span())
    full = FULL.search(key) if context.figure is not Figure.LEVEL else None
    return Count(context.target, full.span()) if full and context.target is not None else None
