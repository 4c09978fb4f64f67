"""Sentences on faults of plan and days files: what is wrong and what is expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.texts import items
from bot.texts.amounts import digits
from bot.texts.days import with_hour
from scheduler.calendar.deadline import Deadline
from scheduler.ladder.overrides import OverrideFault as LadderFault

EXPECTED = {
    "aliases": "danh sách tên gọi tắt",
    "better": "higher (không dưới chỉ tiêu) hoặc lower (không quá chỉ tiêu)",
    "basis": "căn cứ của ngày, một câu",
    "chained": "true hoặc false",
    "clause": "mục của văn bản, như III.1.2, không quá 60 chữ",
    "closes": "ngày kết thúc",
    "commune.ro": "5 hoặc 6",
    "commune": "khối commune: key, name",
    "confidential": "true hoặc false",
    "date": "ngày, như 2025-10-08",
    "days": "danh sách ngày: date, working, name",
    "decimals": "số chữ số thập phân, từ 0 đến 3",
    "document": "true hoặc false",
    "due": "ngày hết hạn, như 2025-12-31 hoặc hết tháng 11",
    "figure": "một trong: sum (cộng dồn), percent (phần trăm của số giao), level (mức phải giữ)",
    "key": "mã chữ thường không dấu, số và gạch nối, như ket-nap-dang-vien",
    "kind": "một trong: dated, phased, quota, campaign, standing",
    "ladder": "khối thang nhắc",
    "lead": "đúng một chức danh chủ trì",
    "weight": "một trong: urgent, key, ordinary",
    "lead_confirms": "true hoặc false",
    "to_confirm": "true (ngày dự kiến, Văn phòng xác nhận sau) hoặc false",
    "ro_proposed": "true (5 rõ do Văn phòng đề xuất) hoặc false",
    "named_days": "danh sách ngày do nơi khác định: key, name, usual",
    "named_days.name": "tên ngày, như giao nhận quân",
    "usual": "ngày thường lệ, như 10/12 hoặc Tết + 15",
    "shares_keys_of": "mã (key) của văn bản có cùng mã việc, như khung-cuoi-nam",
    "measure": "đơn vị tính, như đồng chí hoặc %, không quá 60 chữ",
    "name": "tên, một dòng chữ không quá 200 chữ",
    "number": "số văn bản đặt trong dấu nháy, không quá 60 chữ",
    "closing_number": "số người ta gõ cho báo cáo tổng kết, từ 1 đến 5000",
    "tasks.number": "số người ta gõ cho việc này, từ 1 đến 5000",
    "phases.number": "số người ta gõ cho bước này, từ 1 đến 5000",
    "stages.number": "số người ta gõ cho khâu này, từ 1 đến 5000",
    "on_duty": "true hoặc false",
    "opens": "ngày bắt đầu",
    "phases": "danh sách bước: key, title, due",
    "place": "tên tỉnh, thành phố",
    "posts": "danh sách chức danh: key, name, unit",
    "quote": "câu của văn bản",
    "rank": "một trong: official, secretary, deputy, head",
    "repeats": "cách lặp lại, như ngày 31 hằng tháng hoặc thứ Sáu cuối tháng",
    "ro": "khối ro: nguoi, viec, trach_nhiem, quy_trinh, hieu_qua",
    "sector": "một lĩnh vực của mục sectors",
    "sectors": "danh sách lĩnh vực: name",
    "sectors.name": "tên lĩnh vực, không quá 60 chữ",
    "source.title": "tên văn bản, không quá 500 chữ",
    "source": "khối source: key, name, title, date",
    "stages": "danh sách khâu: key, title, due",
    "start": "số đã đạt, từ 0 trở lên, như 11 hoặc 97,5",
    "support": "danh sách chức danh phối hợp",
    "target": "chỉ tiêu, số lớn hơn 0 như 33 hoặc 97,5, không có dấu chấm hàng nghìn",
    "tasks": "danh sách nhiệm vụ",
    "tet_decided": "danh sách năm, như [2025, 2026]",
    "title": "tên, không quá 200 chữ",
    "unit": "một đơn vị của mục units",
    "units": "danh sách đơn vị: key, name",
    "villages": "số của từng thôn, như {An Dương: 3, Bình Minh: 2}",
    "working": "true (ngày làm việc) hoặc false (ngày nghỉ)",
}
RO = {
    "nguoi": "rõ người",
    "viec": "rõ việc",
    "trach_nhiem": "rõ trách nhiệm",
    "quy_trinh": "rõ quy trình",
    "hieu_qua": "rõ hiệu quả",
    "tham_quyen": "rõ thẩm quyền",
    "thoi_gian": "rõ thời gian",
}
FORBIDDEN_LETTER = "có ký tự điều khiển không hiện ra; cần xóa đi hoặc gõ lại dòng này"
SECOND_DOCUMENT = "dòng --- mở tài liệu thứ hai; cần một tệp một kế hoạch"
ANCHOR = "dấu & hoặc * đầu giá trị là tham chiếu, không được dùng; cần viết đủ hoặc đặt trong nháy"
TAG = "dấu ! đầu giá trị là thẻ, không được dùng; cần bỏ đi hoặc đặt giá trị trong nháy"
TOO_DEEP = "lồng quá nhiều tầng; cần theo mẫu của docs/plan-file.md"
ODD_KEY = "khóa không phải là chữ; cần một từ trước dấu hai chấm"
EMPTY_FILE = "tệp không có khối khóa nào; cần theo mẫu của docs/plan-file.md"
LEAD_SUPPORTS = "chủ trì lại có trong phối hợp; cần bỏ khỏi phối hợp"
HOUR_NOT_WANTED = "ngày này không nhận giờ; cần chỉ ghi ngày"
NO_SECRETARY = "không có chức danh nào mang rank: secretary; cần một, là người theo dõi và xác nhận"


@dataclass(frozen=True, slots=True)
class Terms:
    """The names of keys and the expected values as one kind of file words them."""

    names: Mapping[str, str]
    expected: Mapping[str, str]


YAML_TERMS = Terms({}, {})
"""The terms of YAML files: keys are called by their own names."""

LADDER = {
    LadderFault.UNKNOWN_KEY: "không có khóa này; cần như docs/plan-file.md",
    LadderFault.NOT_A_NUMBER: "không phải số; cần một số nguyên",
    LadderFault.NOT_A_LIST: "không phải danh sách; cần như [14, 7, 3, 1]",
    LadderFault.NOT_BY_ROLE: "không chia theo vai; cần như {secretary: 1, deputy: 3}",
    LadderFault.UNKNOWN_ROLE: "không có vai này; cần lead, support, secretary, deputy hoặc head",
    LadderFault.TOO_SMALL: "số ngày quá nhỏ; cần số lớn hơn",
    LadderFault.OUT_OF_RANGE: "số ngoài khoảng cho phép; cần như docs/plan-file.md",
    LadderFault.NOT_DESCENDING: "chưa xếp giảm dần; cần như [14, 7, 3, 1]",
    LadderFault.NOT_ASCENDING: "chưa xếp tăng dần; cần như [1, 2, 3, 5]",
}


def quoted(text: str) -> str:
    return f"“{items.shortened(text, 60)}”"


def day(value: date) -> str:
    """A date as offices write it."""
    return f"{value:%d/%m/%Y}"


def expected(path: Sequence[str], terms: Terms = YAML_TERMS) -> str:
    """The value a key expects; `path` are the keys that lead to it."""
    for known in (".".join(path[-2:]), path[-1] if path else ""):
        for words in (terms.expected, EXPECTED):
            if known in words:
                return words[known]
    return "giá trị như docs/plan-file.md"


def key_in_words(path: Sequence[str], terms: Terms = YAML_TERMS) -> str:
    if not path:
        return "tệp"
    return terms.names.get(".".join(path[-2:])) or terms.names.get(path[-1], path[-1])


def too_long(limit: int) -> str:
    return f"tệp quá lớn; cần không quá {limit} chữ"


def not_yaml(problem: str) -> str:
    """Says that the line is not YAML, with the parser's message."""
    return (
        "không đọc được từ dòng này; cần đúng cách viết YAML: thụt dòng bằng dấu cách, sau dấu hai"
        f" chấm có một dấu cách, câu có dấu hai chấm thì đặt trong nháy ({problem})"
    )


def key_twice(key: str) -> str:
    return f"khóa {key} viết hai lần trong một khối; cần một lần"


def missing(path: Sequence[str], terms: Terms = YAML_TERMS) -> str:
    return f"thiếu {key_in_words(path, terms)}; cần {expected(path, terms)}"


def unexpected_value(path: Sequence[str], terms: Terms = YAML_TERMS) -> str:
    return f"{key_in_words(path, terms)} không đúng; cần {expected(path, terms)}"


def empty(path: Sequence[str], terms: Terms = YAML_TERMS) -> str:
    return f"{key_in_words(path, terms)} đang để trống; cần {expected(path, terms)}"


def unknown_key(key: str, near: str | None) -> str:
    hint = f"có phải {near}?" if near else "xem các khóa ở docs/plan-file.md"
    return f"không có khóa {key}; {hint}"


def misplaced_key(key: str) -> str:
    return f"khóa {key} không dùng ở chỗ này; cần bỏ đi, hoặc đổi kind cho hợp"


def unknown_name(field: str, called: str, near: str | None) -> str:
    hint = f"có phải {near}?" if near else f"cần {expected((field,))}"
    return f"{field}: không có {quoted(called)} trong tệp; {hint}"


def unknown_post(called: str, near: str | None) -> str:
    hint = f"có phải {near}?" if near else "cần một chức danh đã khai của xã"
    return f"không có chức danh {quoted(called)}; {hint}"


def named_twice(called: str) -> str:
    return f"{quoted(called)} viết hai lần; cần một lần"


def used_on_another_line(field: str, value: str, line: int) -> str:
    """Says that a key or name is already used on another line."""
    return f"{field} {quoted(value)} đã dùng ở dòng {line}; cần giá trị khác"


def number_twice(number: int, line: int) -> str:
    """Says that another item of the file states the same number."""
    return f"số {number} đã dùng ở dòng {line}; cần mỗi việc một số"


def number_taken(number: int, title: str) -> str:
    """Says that a stored item has that number."""
    return f"số {number} đang là của việc {quoted(title)}; cần số khác, hoặc bỏ số"


def number_kept(number: int, kept: int) -> str:
    """Says that the item is stored under another number, which it keeps."""
    return f"việc này đã mang số {kept}, không đổi thành {number}; cần ghi {kept}, hoặc bỏ số"


def empty_ro(field: str) -> str:
    """Says that one of the `ro` fields (clear person, work, ...) is empty."""
    return f"{RO[field]} đang để trống; cần một câu ở ro: {field}"


def impossible_date(text: str) -> str:
    return f"không có ngày {quoted(text)} trong lịch; cần một ngày có thật"


def impossible_hour(words: str) -> str:
    return f"không có giờ {quoted(words)}; cần từ 0h đến 24h"


def hour_alone(text: str) -> str:
    return f"{quoted(text)} là giờ mà thiếu ngày; cần như 15h 20/10"


def unreadable_date(text: str) -> str:
    return (
        f"không hiểu ngày {quoted(text)}; cần như 2025-12-31, 31/12, hết tháng 11, 23 tháng Chạp,"
        " Tết - 30, mùng 6 Tết"
    )


def unreadable_repetition(text: str) -> str:
    return (
        f"không hiểu cách lặp lại {quoted(text)}; cần như ngày 31 hằng tháng, thứ Sáu cuối tháng,"
        " hai tuần một lần, mùng một và rằm, 20/10 hằng năm"
    )


def repeating_date(text: str) -> str:
    """Says that a due date holds a rule of repetition, which only standing work may have."""
    return (
        f"{quoted(text)} là việc lặp lại, không phải một ngày; cần việc thường xuyên (standing)"
        " với cách lặp lại này (repeats)"
    )


def iso_wanted(text: str) -> str:
    """Says that a day has to be written as year-month-day."""
    return f"không hiểu ngày {quoted(text)}; cần năm-tháng-ngày, như 2026-01-02"


def year_wanted(text: str) -> str:
    """Says that the source document's date has no year, and none was given."""
    return f"ngày {quoted(text)} không có năm; cần nhập với --year, hoặc viết đủ như 2025-10-08"


def before_source(value: date, source: date) -> str:
    return f"ngày {day(value)} trước ngày văn bản {day(source)}; cần ngày sau đó"


def before_start(value: date, start: date) -> str:
    """Says that a window ends before it opens."""
    return f"ngày {day(value)} trước ngày bắt đầu {day(start)}; cần ngày sau đó"


def villages_do_not_add_up(total: int, target: Decimal) -> str:
    """Says that the villages' numbers do not add up to the target."""
    return f"các thôn cộng lại {total}, chỉ tiêu {digits(target)}; cần hai số bằng nhau"


def out_of_order(value: Deadline, previous: Deadline) -> str:
    """Says that a phase is due before the one above it."""
    before, after = (with_hour(each.hour, f"ngày {day(each.on)}") for each in (value, previous))
    return f"{before} trước {after} của bước trên; cần xếp theo thứ tự ngày"


def far_year(year: int, first: int, last: int) -> str:
    return f"năm {year} không hợp lý; cần từ {first} đến {last}"


def bad_ladder(key: str, why: LadderFault) -> str:
    """Says what is wrong with an override of the reminder ladder."""
    return f"thang nhắc không đúng ở {key}: {LADDER[why]}"


def no_superior(rank: str) -> str:
    """Warns that no post has this rank, so escalations to it reach nobody."""
    return f"chưa có chức danh mang rank: {rank}; việc quá hạn sẽ không báo lên cấp này được"


def no_task_of(sector: str) -> str:
    return f"lĩnh vực {quoted(sector)} chưa có nhiệm vụ nào"
