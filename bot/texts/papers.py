"""Messages about incoming papers: why one is refused, and what a conclusion orders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.texts import days, items
from bot.texts.amounts import digits, in_unit
from bot.texts.answers import say
from scheduler.delivery.channel import Button, Handout, Outgoing
from storage.words import TaskKind

if TYPE_CHECKING:
    from bot.language.papers.obligations import Conclusion, Obligation

REFUSED: Mapping[str, str] = {
    "too_big": "lớn hơn 10 MB; hãy gửi bản nhỏ hơn",
    "too_long": "dài quá mức đọc được; hãy tách thành nhiều tệp",
    "empty": "không có nội dung",
    "bad_kind": "không phải Word (.docx), Excel (.xlsx), PDF hay văn bản thuần (.txt)",
    "old_office": "là Word, Excel đời cũ (.doc, .xls); hãy mở ra và lưu lại thành .docx, .xlsx",
    "macros": "có macro hoặc thành phần tự chạy; hãy lưu lại bản không macro",
    "external": "có liên kết lấy dữ liệu từ tệp khác; hãy bỏ liên kết rồi lưu lại",
    "encrypted": "có đặt mật khẩu; hãy gửi bản không mật khẩu",
    "broken": "bị hỏng, không mở được; hãy lưu lại rồi gửi lại",
    "bomb": "nén bất thường, mở ra quá lớn",
    "slow": "đọc quá lâu; hãy gửi bản gọn hơn",
    "scan": "là bản quét, không có chữ; hãy gửi bản Word hoặc PDF xuất từ Word",
    "picture": "là ảnh; hãy gửi bản Word hoặc PDF có chữ",
    "secret": (  # nosec B105 # a sentence about papers
        "có dấu chỉ độ mật, không được đưa vào hệ thống này. Xử lý theo chế độ văn bản mật "
        "tại Văn phòng"
    ),
}
"""Why a paper is not read, and what to do about it."""

FETCH_FAILED: Mapping[str, str] = {
    "gone": "không còn trên máy chủ; hãy gửi lại",
    "unreachable": "chưa tải về được sau nhiều lần thử; hãy gửi lại",
}
MAX_FAULTS = 25
"""The most faults listed in one message."""

KINDS: Mapping[TaskKind, str] = {
    TaskKind.DATED: "việc có hạn",
    TaskKind.PHASED: "việc nhiều bước",
    TaskKind.QUOTA: "chỉ tiêu",
    TaskKind.CAMPAIGN: "đợt",
    TaskKind.STANDING: "việc thường xuyên",
}
EVERY: Mapping[str, str] = {
    "day": "hằng ngày",
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half-year": "6 tháng một lần",
    "year": "hằng năm",
}
NO_FILE_WAITS = say("Không có tệp nào chờ phân loại. Đồng chí gửi tệp vào đây trước.")


def refused(name: str, why: str) -> str:
    return f"{name}: {REFUSED[why]}."


def paper_is_sheet(name: str) -> str:
    return f"{name}: là bảng tính; nạp kế hoạch bằng “nhacviec import {name}”."


def table_needs_xlsx(name: str) -> str:
    """Says that a table has to be saved as .xlsx."""
    return f"{name}: bảng phải ở dạng .xlsx; mở bằng Excel, lưu lại thành .xlsx rồi nạp."


def file_is_no_plan(name: str) -> str:
    """Says that a file is neither a plan nor a paper."""
    return f"{name}: không phải tệp kế hoạch; cần tệp .yaml hoặc .xlsx."


def import_sheet_first(name: str) -> str:
    """Says to import a sheet before its preview: posts are read from the stored commune."""
    return f"{name}: bảng Excel thì nạp trước bằng “nhacviec import {name}”, rồi xem không kèm tệp."


def file_is_conclusion(name: str) -> str:
    return (
        f"{name}: không phải tệp kế hoạch (.yaml, .xlsx). Nếu là kết luận, xem đề xuất bằng "
        f"“nhacviec propose {name}”."
    )


def nothing_found(name: str) -> str:
    return f"{name}: không thấy nhiệm vụ nào được giao trong văn bản này."


def conclusion_lines(found: "Conclusion") -> list[str]:
    """Lists what a conclusion orders, one fact a line."""
    lines = [line for one in found.obligations for line in (*_lines(one), "")]
    return [*lines, f"Tổng: {len(found.obligations)} đề xuất."]


def _lines(one: "Obligation") -> list[str]:
    facts = [KINDS[one.kind], *obligation_facts(one)]
    lines = [f"[{one.section or '-'}] {one.title}", f"    {'; '.join(facts)}"]
    return [*lines, f"    “{one.clause}”"]


def obligation_facts(one: "Obligation") -> list[str]:
    """What an obligation says of time, number and people."""
    facts: list[str] = []
    if one.weight is not None:
        facts.append(f"mức độ {items.WEIGHTS[one.weight].lower()}")
    if one.every:
        facts.append(EVERY[one.every])
    if one.phases:
        facts += [
            f"{each.title}: {days.with_hour(each.hour, days.full(each.due))}" for each in one.phases
        ]
    elif one.due:
        opening = f"từ {days.full(one.opens)} " if one.opens else ""
        due = days.with_hour(one.hour, days.full(one.due))
        facts.append(f"{opening}đến {due}" if opening else f"hạn {due}")
    if one.target is not None:
        facts.append(target_words(one.start, one.target, one.unit, one.at_most))
    if one.sector:
        facts.append(one.sector)
    if one.lead:
        facts.append(f"chủ trì: {one.lead}")
    if one.supports:
        facts.append(f"phối hợp: {', '.join(one.supports)}")
    return facts


def target_words(start: float | None, target: float, unit: str, at_most: bool = False) -> str:
    """A target in words, as 11/33 đồng chí, 97% or không quá 4%."""
    number = in_unit(Decimal(str(target)), unit)
    if at_most:
        return f"chỉ tiêu không quá {number}"
    if start is None or unit.startswith("%"):
        return f"chỉ tiêu {number}"
    return f"chỉ tiêu {digits(Decimal(str(start)))}/{number}"


def _called(name: str) -> str:
    return f"Tệp “{items.shortened(name, 60)}”" if name else "Tệp vừa gửi"


def being_read(names: Sequence[str]) -> Outgoing:
    """Says that papers are being read; their proposals follow."""
    called = ", ".join(f"“{items.shortened(name, 60)}”" for name in names)
    return say(f"Đang đọc {called}. Đọc xong sẽ báo đồng chí xem, chưa ghi gì.")


def not_read(name: str, why: str) -> Outgoing:
    reason = {**REFUSED, **FETCH_FAILED}[why]
    return say(f"{_called(name)} {reason}. Chưa ghi gì.")


def list_faults(name: str, faults: Sequence[str]) -> Outgoing:
    """Lists the faults of a plan, at most MAX_FAULTS."""
    more = len(faults) - MAX_FAULTS
    rest = [f"… và {more} lỗi nữa"] if more > 0 else []
    lines = "\n".join([*faults[:MAX_FAULTS], *rest])
    return say(
        f"{_called(name)} có {len(faults)} chỗ cần sửa, chưa ghi gì:\n{lines}\n"
        "Đồng chí sửa rồi gửi lại cả tệp."
    )


def ask_purpose(name: str, number: int | None = None) -> Outgoing:
    """Asks what a file is; `number` is the item it may be evidence of."""
    evidence = f"minh chứng việc {number}" if number else "minh chứng"
    return say(
        f"{_called(name)} là văn bản giao việc hay minh chứng? Gõ “tệp này là kết luận”, "
        f"“tệp này là kế hoạch” hoặc “tệp này là minh chứng việc 12”.",
        Button("Kết luận", "tệp này là kết luận"),
        Button("Kế hoạch", "tệp này là kế hoạch"),
        Button(evidence.capitalize(), f"tệp này là {evidence}"),
    )


def proposes_nothing(name: str) -> Outgoing:
    """Says that no obligation was found in a conclusion."""
    return say(f"{_called(name)}: không thấy nhiệm vụ nào được giao. Chưa ghi gì.")


def template(file: Handout) -> Outgoing:
    """Gives the template of a plan, and says how it is used."""
    text = (
        "Mẫu bảng kế hoạch. Điền trang “Kế hoạch” và “Văn bản”, gửi lại vào đây; "
        "chương trình cho xem trước rồi mới ghi. Cách điền từng cột ở trang “Hướng dẫn”."
    )
    return replace(say(text), handouts=(file,))
