"""How many there are after a message: a count told whole, or as a step from the last one."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.text.numbers import COUNT, value
from bot.language.text.patterns import Pattern, loose, pattern

_WORDS = re.sub(r"(?<![\w=])(?=(?:sáu|năm|tư)(?!\w))", "=", COUNT)
_N = rf"(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,5}}|{_WORDS})"
_G = r"(?: [^\s,.;!?:\d]+){0,5}?"
_NOT_COUNT = (
    r"(?! ?%)(?! phần trăm)(?! ngày)(?! tuần)(?! tháng)(?! hôm)(?! giờ)(?! h\b)"
    r"(?!h\d?\b)(?! ?[/.,-] ?\d)"
    r"(?! năm)(?! triệu)(?! tỷ)(?! lần)(?! buổi)(?! chi bộ)(?! thôn)(?! đợt)(?! tầng)"
    r"(?! bữa)(?! quý)"
)
FULL = pattern(
    r"(?<!chưa )(?<!không )(?<!gần )(?<!sắp )(?<!nhận )(?:đủ|đạt|hết|hoàn thành|xong|"
    r"vượt)(?: (?:hết|đủ|cả|luôn|toàn bộ|được))*(?: (?:chỉ tiêu|kế hoạch|số lượng|rồi|"
    r"100|quân số|cả|theo))|(?<!nhận )(?:đủ|xong)(?: (?:ạ|rồi|nhé))*$|100 ?%"
)
SAME = pattern(
    r"(?:không|chưa|chẳng|chả|ko)(?: (?:hề|có|được|kết nạp|cấp|phát triển|thấy|làm|"
    r"tăng|gì|vận động|trao|tuyển))* (?:tăng|thêm|thay đổi|nhúc nhích|biến động|phát sinh|mới)|"
    r"chưa có (?:thêm )?(?:kết quả|gì)|vẫn (?:thế|vậy|như cũ|như vậy|như thế|nguyên|giữ|chưa|"
    r"dậm chân|số cũ|không)|"
    r"giữ nguyên|như cũ|(?:bằng|y|giống)(?: hệt| như)? (?:tuần|lần|tháng|kỳ) trước|"
    r"như tuần trước|như lần trước|dậm chân|giậm chân|không đổi|"
    r"(?:chưa|không) (?:có |kết nạp |cấp |phát triển |trao |tuyển |được |thêm |tăng |"
    r"vận động )*(?:ai|đồng chí nào|người nào|giấy nào|hồ sơ nào|hộ nào|"
    r"trường hợp nào|em nào|quần chúng nào|một ai|đảng viên nào|cái nào|thanh niên nào)|"
    r"(?:không|chưa|chẳng|chả)(?: [^\s,.;\d]+){1,4}? (?:nào|ai)"
)
_RATIO = loose(
    r"(?<![\w/.-])(?P<n>\d{1,5}) ?(?:/|trên) ?(?:tổng |tổng số |chỉ tiêu )*(?P<m>\d{1,5})(?![\w/])"
)
_OVER = loose(rf"(?<!\w){_N}{_G} (?:trên|trong)(?: tổng| tổng số| chỉ tiêu| số)* (?P<m>\d+)(?!\w)")
_MISSING = (
    pattern(rf"(?:(?:còn )?(?:thiếu|hụt)|còn (?:phải|cần|chưa)){_G} {_N}{_NOT_COUNT}"),
    pattern(rf"còn{_G} {_N}{_NOT_COUNT}{_G} (?:nữa|chưa|là đủ|mới đủ|là xong)"),
)
_WHOLE = (
    pattern(
        rf"(?:lũy kế|tổng(?: cộng| số| cả)?(?! 1?\d+ ?%)|cộng dồn|cả thảy|"
        rf"tính (?:đến|tới)(?: nay| giờ)?|(?:đến|tới) nay|(?:đến|tới) giờ|đến thời điểm này|"
        rf"(?:đến|tính đến) (?:hôm nay|"
        rf"hết [^\s,.;]+|"
        rf"cuối [^\s,.;]+|ngày [^\s,.;]+)|từ đầu năm|hiện(?: tại| nay|"
        rf" có| đạt| mới)?|nâng lên|tăng lên|lên tới|lên đến|lên|thành|toàn xã|tất cả|cả trước|"
        rf"vẫn(?: là| mới)?|vị chi|chung)(?: (?:là|được|có|đạt|kết nạp|cấp|:|đã|thành|"
        rf"rồi|số|mới|tăng|lên|chỉ|nay|toàn xã|xã|ta|thực hiện|trao|tuyển|phát triển|"
        rf"khoảng|đc))*:? ?{_N}{_NOT_COUNT}|"
        rf"lũy kế(?: [^\s\d,.;:]+){{0,4}}:? {_N.replace('?P<n>', '?P<w>')}{_NOT_COUNT}"
    ),
    pattern(rf"(?:đạt|đủ)(?: được| khoảng)? {_N}{_NOT_COUNT}"),
    pattern(
        rf"{_N}(?! ?%)(?: (?:đồng chí|đảng viên|người|giấy|hồ sơ|hộ|em|quần chúng|"
        rf"thanh niên|trường hợp|cái|ca|sổ|thẻ))? (?:rồi|tất cả|cả thảy|tổng cộng)"
    ),
    pattern(
        rf"còn{_G} {_N}{_NOT_COUNT}{_G},? (?:vì|do|sau khi|bởi)|(?:rớt|rút|loại|trượt|"
        rf"giảm|bớt|trừ|bỏ|"
        rf"chuyển)(?: [^\s;.!?]+){{0,6}}?,? (?:chỉ )?"
        rf"còn(?: lại)? {_N.replace('?P<n>', '?P<k>')}"
    ),
)
_STEP = (
    pattern(
        rf"(?:thêm|vừa|vừa mới|bổ sung|tăng|tăng thêm|mới có)(?: (?:được|kết nạp|cấp|"
        rf"trao|có|thêm|phát triển|tuyển|mới|lên|rồi|cho|phát|ký|nhận|vận động|khám|"
        rf"xét|duyệt|hoàn thành|làm|xong))* {_N}{_NOT_COUNT}"
    ),
    pattern(rf"{_N}{_NOT_COUNT}{_G} (?:nữa|mới|được kết nạp thêm|thêm)"),
    pattern(
        rf"(?:tuần này|tháng này|hôm nay|sáng nay|chiều nay|đợt này|tuần rồi|tuần qua|"
        rf"tháng rồi|tháng qua|hôm qua|tuần vừa rồi|tuần vừa qua|quý này|đợt vừa rồi|"
        rf"đợt rồi|chiều qua|sáng qua|tối qua|kỳ này|lần này|tuần trước|trong tuần|"
        rf"trong tháng|nay)(?: [^\s;!?\d]+){{0,6}}?:? {_N}{_NOT_COUNT}"
    ),
    pattern(
        rf"{_N}{_NOT_COUNT}{_G} (?<!như )(?:hôm qua|sáng nay|chiều qua|tuần này|hôm nay|"
        rf"trong tuần|tháng này|tối qua|chiều nay|tuần rồi|tuần trước)"
    ),
)
# What is left to do is no reason.
LEFT = pattern(rf"còn{_G} {_N}{_G} (?:chưa|phải|cần) [^\s,.;]+")
_LOST = pattern(
    rf"(?:rớt|rút|loại|trượt|giảm|bị loại|rút tên|xin rút|"
    rf"không đạt){_G} {_N}{_NOT_COUNT}|{_N.replace('?P<n>', '?P<k>')}{_G} (?:xin rút|"
    rf"bị loại|rớt|trượt|rút đơn|bị rớt)"
)
_NOUN = (
    r"(?:đồng chí|đảng viên|người|quần chúng|giấy|sổ|hồ sơ|hộ|thanh niên|trường hợp|em|"
    r"cháu|thẻ|ca|ha|mô hình|công trình|đối tượng|bạn|học sinh|công dân|suất|nhà|con|"
    r"cây|lượt|tin|bài|quân|cuốn|bộ|cái)"
)
_PREPARING = pattern(
    r"đang (?:hoàn thiện|làm|lập|xác minh|thẩm tra|bồi dưỡng|xem xét|vận động|"
    r"chuẩn bị|đo|thẩm định)"
)
_PLAIN = (
    pattern(rf"{_N}(?! ?%) {_NOUN}"),
    pattern(
        rf"(?:được|kết nạp|cấp|có|mới|là|trao|xong|tuyển|đã|số|thôi|"
        rf"mới được|báo|chốt|ghi)(?: được)? {_N}{_NOT_COUNT}"
    ),
    pattern(rf"^{_N}(?: (?:ạ|nhé|rồi|thôi|chị|anh|em))*$"),
)
_PART_COUNT = loose(
    r"(?<!\w)(?:đạt|được|kết nạp|cấp|lên|là|có|mới|trao|tuyển|thêm|lũy kế|tổng)"
    r"(?: (?:được|khoảng|thêm|số|cộng))* (?P<n>\d{1,5}[.,]\d{1,2})(?![\d%/.,])(?! ?%)"
    r"(?! phần trăm)(?!-\d)"
)
_BEYOND = pattern(rf"vượt(?: (?:chỉ tiêu|kế hoạch|mức|lên|thêm|được))* {_N}{_NOT_COUNT}")
_WHERE = r"(?:chi bộ|thôn|xóm|ấp|khu|tổ|trường|đơn vị|bản|làng)"
_EACH = pattern(
    rf"(?P<k>{_WORDS}|\d{{1,2}}) {_WHERE}[^.;\d]{{0,30}}?,? mỗi (?:{_WHERE}|nơi|bên|chỗ)"
    rf"[^.;,\d]{{0,30}}? {_N}{_NOT_COUNT}"
)
_PIECES = re.compile(r"[,;\n]| (?:và|va) ")
_ONE_COUNT = loose(rf"(?<![\w/.,-]){_N}(?!\w){_NOT_COUNT}")
_DEED = pattern(r"kết nạp|cấp|trao|tuyển|phát|thêm|được|làm|ký|duyệt|phát triển|xong|có")
_COUNTED = pattern(_NOUN)
_PLACE = pattern(_WHERE)
_NO_PART = pattern(
    r"đang|sắp|sẽ|chuẩn bị|dự kiến|còn|thiếu|chưa|không|trước|tổng|lũy kế|đạt|nâng|lên"
)


@dataclass(frozen=True, slots=True)
class Count:
    """The count after a message and where it was told."""

    done: int | Decimal
    place: tuple[int, int]
    sure: bool = True


def find_count(key: str, target: int | None, done: int | None) -> Count | None:
    """The count after the message, given the target and the count before it."""
    before = done or 0
    return (
        _of_ratio(key, target)
        or _of_missing(key, target)
        or _first(_WHOLE, key, 0)
        or _lost(key, before)
        or _sum(key, before)
        or _first(_STEP, key, before)
        or _same(key, before)
        or _plain(key, before)
        or _beyond(key, target)
        or _full(key, target)
    )


def find_part(key: str) -> Count | None:
    """A number with decimals that is reached: "đạt 12,5"."""
    match = _PART_COUNT.search(key)
    return Count(Decimal(match["n"].replace(",", ".")), match.span("n")) if match else None


def _number(written: str) -> int:
    written = written.replace(".", "") if written[0].isdigit() else written
    return value(written)


def _of_ratio(key: str, target: int | None) -> Count | None:
    found = [(int(match["n"]), int(match["m"]), match.span()) for match in _RATIO.finditer(key)]
    found += [(_number(match["n"]), int(match["m"]), match.span()) for match in _OVER.finditer(key)]
    for count, of, place in found:
        if target is None or of == target:
            return Count(count, place)
    return None


def _of_missing(key: str, target: int | None) -> Count | None:
    if target is None:
        return None
    for shape in _MISSING:
        for match in shape.finditer(key):
            return Count(max(0, target - _number(match["n"])), match.span())
    return None


def _first(shapes: tuple[Pattern, ...], key: str, base: int) -> Count | None:
    found = [match for shape in shapes for match in shape.finditer(key)]
    for match in found:
        written = next((got for got in match.groupdict().values() if got), None)
        if written:
            return Count(base + _number(written), match.span())
    return None


def _lost(key: str, before: int) -> Count | None:
    match = _LOST.search(key)
    if not match:
        return None
    gained = _first((*_STEP, *_PLAIN), key[: match.start()], before)
    if gained and gained.done > before:
        lost = _number(match["n"] or match["k"])
        return Count(max(0, gained.done - lost), (gained.place[0], match.end()), sure=False)
    if _first(_STEP, key, 0):
        return None
    return Count(max(0, before - _number(match["n"] or match["k"])), match.span(), sure=False)


def _sum(key: str, before: int) -> Count | None:
    """Counts told part by part: "An Lạc kết nạp 2, Cầu Đá kết nạp 1", "hai thôn, mỗi thôn 1"."""
    if each := _EACH.search(key):
        return Count(before + _number(each["k"]) * _number(each["n"]), each.span())
    stated: list[tuple[str, int]] = []
    for piece in _PIECES.split(key):
        counts = list(_ONE_COUNT.finditer(piece))
        if len(counts) == 1 and not _NO_PART.search(piece):
            stated.append((piece, _number(counts[0]["n"])))
        elif counts:
            return None
    if len(stated) < 2 or not all(_alike(stated[0][0], piece) for piece, _ in stated[1:]):
        return None
    return Count(before + sum(count for _, count in stated), (0, len(key)))


def _alike(first: str, other: str) -> bool:
    """Whether two parts count the same thing: by the same words, or in two places."""
    if _PLACE.search(first) and _PLACE.search(other):
        return True
    same = [
        match.group() in {found.group() for found in shape.finditer(other)}
        for shape in (_DEED, _COUNTED)
        for match in shape.finditer(first)
    ]
    return any(same) and _kind(first) == _kind(other)


def _kind(piece: str) -> str | None:
    found = _COUNTED.search(piece)
    return found.group() if found else None


def _beyond(key: str, target: int | None) -> Count | None:
    match = _BEYOND.search(key)
    return Count(target + _number(match["n"]), match.span()) if match and target else None


def _same(key: str, before: int) -> Count | None:
    match = SAME.search(key)
    return Count(before, match.span()) if match else None


def _plain(key: str, before: int) -> Count | None:
    """A bare number is a total where it can be one, else a step."""
    found = None if _PREPARING.search(key) else _first(_PLAIN, key, 0)
    if found is None or found.done >= before:
        return found
    return Count(before + found.done, found.place, sure=False)


def _full(key: str, target: int | None) -> Count | None:
    match = FULL.search(key)
    return Count(target, match.span()) if match and target is not None else None
