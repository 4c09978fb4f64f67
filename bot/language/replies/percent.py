"""Progress told in per cent, in tenths ("8 phần") or as a half."""

from decimal import ROUND_HALF_UP, Decimal

from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import Pattern, loose, pattern

_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d+)?|{COUNT})"
_PERCENT = loose(
    rf"(?<![\w/.,])(?P<n>{_NUMBER}) ?(?:%|(?:phần trăm|percent|pt|phần chăm)(?!\w))(?P<after> nữa)?"
)
_TENTHS = pattern(
    r"(?<!thêm )(?<!phần )(?P<n>[2-9]|hai|ba|bốn|năm|sáu|bảy|tám|chín)(?: ?/ ?10)? phần"
    r"(?: mười)?(?= (?:rồi|ạ|thôi|việc|công việc|anh|chị|em|là|nữa|kế hoạch|còn|khối|"
    r"đồng)|[,.!;]|$)"
)
_HALF = pattern(
    r"(?:một |1 |phân |hơn |quá |gần |được |già )+nửa(?! tháng)(?! năm)(?! ngày)(?! buổi)(?! đầu)"
    r"(?! cuối)(?! tuần)|nửa (?:chặng|đường|quãng|công việc|khối lượng|việc|kế hoạch)|50-50"
)
_REMAINING = pattern(r"(?:còn lại|còn thiếu|chỉ còn|còn|thiếu)(?: (?:khoảng|tầm|cỡ|độ|chừng))?")
_NOT_PROGRESS = pattern(
    r"(?:hài lòng|tỷ lệ|tỉ lệ|đồng thuận|ủng hộ|tán thành|tín nhiệm|giảm|tăng|lãi|chiết khấu|"
    r"=mức|hụt|nợ|đi bầu|cử tri|=hộ|=dân|người dân|phiếu)(?: [^\s,.;]+){0,4}"
)
_FROM = pattern(r"từ|hôm trước|tuần trước|lần trước|tháng trước|trước(?: là| đạt| được)?")
_AFTER_NOT_PROGRESS = pattern(
    r"(?:hài lòng|số hộ|hộ|chi bộ|đơn vị|người dân|đảng viên|cán bộ|đại biểu|hội viên|đoàn viên|"
    r"quân số|học sinh|đồng thuận|đồng ý|nhất trí|tán thành|đồng tình|ủng hộ|cử tri|dân|phiếu|"
    r"ý kiến)"
)

Found = tuple[int, tuple[int, int]]


def find_percent(key: str) -> Found | None:
    """The progress told, 0 to 100, and its place in the key; a satisfaction rate is none."""
    for match in _PERCENT.finditer(key):
        before = key[max(0, match.start() - 40) : match.start()].rstrip()
        stated = _rounded(match["n"])
        if stated > 100 or _ends(_NOT_PROGRESS, before) or _is_rate(key[match.end() :]):
            continue
        if _ends(_FROM, before) and _goes_on(key[match.end() :]):
            continue
        left = _ends(_REMAINING, before)
        return (100 - stated if left else stated), match.span()
    tenths = _TENTHS.search(key)
    if tenths:
        return value(tenths["n"]) * 10, tenths.span()
    half = _HALF.search(key)
    return (50, half.span()) if half else None


def _goes_on(after: str) -> bool:
    """Whether another percentage follows, to which this one has grown."""
    return _PERCENT.search(after, 0, 40) is not None


def _rounded(written: str) -> int:
    if written[0].isdigit():
        number = Decimal(written.replace(",", "."))
        return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return value(written)


def _is_rate(after: str) -> bool:
    match = _AFTER_NOT_PROGRESS.match(after.lstrip())
    return match is not None


def _ends(shape: Pattern, before: str) -> bool:
    return any(match.end() == len(before) for match in shape.finditer(before))
