"""The number a clause asks for: how many of what, and how many there are already."""

import re
from dataclasses import dataclass

from bot.language.papers.plain import begins, one_of, plain, words

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
COUNTED = one_of(
    """đồng chí; đảng viên; quần chúng; người; hộ; hộ dân; hộ gia đình; giấy; giấy chứng nhận;
    căn nhà; ngôi nhà; nhà; tiêu chí; chỉ tiêu; ha; héc-ta;
    công trình; mô hình; tuyến đường; tuyến; km; m; m2; thôn; buôn; ấp; xóm; tổ dân phố;
    khu dân cư; chi bộ; cuộc; cuộc kiểm tra; hồ sơ; sản phẩm; suất quà;
    suất; thanh niên; công dân; lao động; trường hợp; đơn vị; cây; cây xanh; tấn; tạ; con; lượt;
    lượt người; em; cháu; học sinh; tổ; câu lạc bộ; doanh nghiệp;
    hợp tác xã; thẻ; thửa; thửa đất; phần việc; camera; bóng; cột; lớp; buổi; đợt; vụ; vụ việc;
    đơn; ý kiến; kiến nghị; triệu đồng; tỷ đồng; nghìn đồng; tiết; tin; bài;
    tin, bài; điểm; xã; trường; dự án; chương trình; đề án; kế hoạch; nghị quyết; hội viên;
    đoàn viên; máy; phòng; cơ sở; tổ hợp tác; bàn; quyển; sổ; nhiệm vụ; việc"""
)
_UNIT = rf"(?P<unit>(?:{COUNTED})(?!\w)(?:/(?:người|ha|hộ|năm|tháng|xã)(?!\w))*)"

_WHOLE = r"\d{1,3}(?:\.\d{3})+|\d{1,5}"
_RATIO = re.compile(rf"(?<![\w/.,-])(?P<have>{_WHOLE}) ?/ ?(?P<of>{_WHOLE}) (?:số )?{_UNIT}")
_AT_LEAST = r"(?:tối thiểu|ít nhất|trên|không (?:dưới|thấp hơn|ít hơn)|từ|hơn|>=|≥|>)"
_AT_MOST = re.compile(
    r"(?<!\w)(?:không (?:quá|vượt quá|cao hơn|vượt)|tối đa|dưới|nhiều nhất|"
    r"(?:giảm|hạ|kéo giảm)(?: [^\s,.;]+){0,6}? (?:xuống(?: còn)?|còn)|xuống còn|<=|≤|<) ?"
    r"(?:còn |là |mức )*$"
)
"""What stands before a number that is not to be exceeded."""
_PERCENT = re.compile(
    rf"(?<![\w/.,])(?P<n>{_NUMBER}) ?%(?: (?P<of>chỉ tiêu|kế hoạch|dự toán|số hộ|hộ|"
    rf"đảng viên|chi bộ|hồ sơ)(?!\w))?"
)
_COUNT = re.compile(rf"(?<![\w/.,-])(?P<n>{_NUMBER}) (?:\((?:\w+ ?){{1,4}}\) )?{_UNIT}(?![/-]\w)")
_LOOK = one_of(
    """đủ; được; đạt; tối thiểu; ít nhất; từ; trên; khoảng; thêm; mới; số; chỉ tiêu; phấn đấu; bằng;
    hoàn thành; không dưới; lên; là; xuống; còn; dưới; tổng số; cho; và; có; xong; nốt; hết"""
)
_ASKED = re.compile(rf"(?:(?<!\w)(?:{_LOOK}) ?)+$")
_MORE = begins(r"(?:[^\d,;.]{0,40}? )?(?:trở lên|trở lại)")
_DOING = words(
    r"kết nạp|phát triển|giới thiệu|xây dựng|gieo trồng|gieo cấy|gieo|trồng|cấp|xóa|"
    r"sửa chữa|hỗ trợ|vận động|giải quyết việc làm|đào tạo|tạo|"
    r"thành lập|lắp đặt|thu|huy động|hoàn thành|đăng ký|thực hiện|tặng|trao|duy trì|khám|"
    r"tổ chức|giải phóng|cứng hóa|bê tông hóa|"
    r"chuyển đổi|công nhận|đạt|tăng|giảm|bồi dưỡng|mở|giao|tuyển|phấn đấu|bảo đảm|đảm bảo|có|nâng"
)
_COUNTED_OUT = re.compile(
    r"(?<!\w)(?:kết nạp|phát triển|tuyển|tuyển chọn|giới thiệu|trồng|cấp|xây mới) "
    r"(?:được |thêm |mới )?$"
)
"""What is done piece by piece: any number of it is one to be reached."""
_NOT_ASKED = words(
    r"(?:còn|đã|mới|hiện có) (?:lại )?\d|\d+ \S+(?: \S+){0,4} (?:còn lại|còn vướng mắc|"
    r"còn tồn|chưa)"
)
_REMARK = re.compile(r"(?:cùng kỳ|năm trước) ?[^,;]{0,12}$")
WANTS_NUMBER = words(
    r"chỉ tiêu|kế hoạch năm|kế hoạch giao|số lượng được giao|dự toán (?:được )?giao"
)
_STATES = begins(
    r"(?:100|\d{2}) ?%|tỷ lệ|tốc độ|thu nhập|giá trị|mức độ|số|tổng|sản lượng|diện tích|"
    r"năng suất|độ che phủ|bình quân"
)


@dataclass(frozen=True, slots=True)
class QuotaTarget:
    """So many of a unit are wanted, and so many are there; `place` is where the text says it.

    `at_most`: no more than that is wanted.
    """

    wanted: float
    unit: str
    have: float | None
    place: tuple[int, int]
    at_most: bool = False


def find_target(text: str) -> QuotaTarget | None:
    """The number a clause asks to be reached."""
    key = plain(text)
    return _ratio(key) or _percent(key) or _count(key)


def states_target(key: str) -> bool:
    """Whether a plain clause is the statement of a number to be reached."""
    return bool(_STATES.match(key)) and bool(_percent(key) or _count(key))


def told_ratio(text: str) -> QuotaTarget | None:
    """How far a report says something has come: 11/33 đồng chí."""
    return _ratio(plain(text))


def _ratio(key: str) -> QuotaTarget | None:
    for match in _RATIO.finditer(key):
        have, of = (int(match[name].replace(".", "")) for name in ("have", "of"))
        if have <= of:
            return QuotaTarget(of, match["unit"], have if have < of else None, match.span())
    return None


def _percent(key: str) -> QuotaTarget | None:
    for match in _PERCENT.finditer(key):
        if _REMARK.search(key[: match.start()]):
            continue
        of = f" {match['of']}" if match["of"] in ("chỉ tiêu", "kế hoạch", "dự toán") else ""
        most = _AT_MOST.search(key[: match.start()]) is not None
        return QuotaTarget(_number(match["n"]), f"%{of}", None, match.span(), most)
    return None


def _count(key: str) -> QuotaTarget | None:
    """A count that is asked for, and not one by which something is only described."""
    for match in _COUNT.finditer(key):
        before, after = key[: match.start()], key[match.end() :]
        number = _number(match["n"])
        asked = _ASKED.search(before) is not None or _MORE.match(after) is not None
        if _NOT_ASKED.search(key[max(0, match.start() - 12) : match.end() + 30]) and not asked:
            continue
        sure = re.search(rf"(?<!\w){_AT_LEAST} $", before) is not None or _MORE.match(after)
        done = _DOING.search(before[-40:]) is not None
        counted = _COUNTED_OUT.search(before) is not None
        if number and (sure or counted or (asked and done) or (done and number >= 10)):
            return QuotaTarget(number, match["unit"], None, match.span())
    return None


def _number(written: str) -> float:
    value = float(written.replace(".", "").replace(",", "."))
    return int(value) if value.is_integer() else value
