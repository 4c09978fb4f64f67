"""Messages to the secretary: what a restore brought back, and files that a night found lost."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.texts import days
from bot.texts.answers import say
from scheduler.delivery.channel import Outgoing
from scheduler.work.end_after_restore import EndedCounts
from storage.manifest import EndedKind

_ENDED = {
    EndedKind.CHAT: "kết nối đã ngắt",
    EndedKind.HOLDING: "người đã thôi giữ chức danh",
    EndedKind.CALENDAR: "địa chỉ lịch đã bỏ",
    EndedKind.GROUP: "nhóm đã bỏ",
    EndedKind.PERSON: "người đã xóa dữ liệu",
}
"""What a copy brings back and a restore ends again."""


def files_lost(numbers: Sequence[int]) -> Outgoing:
    """Tells the secretary that the nightly backup found evidence files missing or changed."""
    of = f" của việc {', '.join(map(str, numbers))}" if numbers else ""
    return say(
        f"Khi sao lưu đêm qua thấy tệp minh chứng{of} bị mất hoặc bị đổi trên máy chủ. "
        "Đồng chí báo người quản trị máy khôi phục từ bản sao lưu (lệnh “nhacviec check”)."
    )


def notice_restored(
    since: datetime, resent: bool, again: EndedCounts, lost: Sequence[int] | None
) -> Outgoing:
    """Tells the secretary that data was restored, replies are lost, and what was ended again.

    `lost` are the numbers of items whose evidence files are gone; None: none are.
    """
    resends = "được gửi lại" if resent else "không gửi lại"
    lines = [
        f"Dữ liệu vừa được khôi phục về lúc {days.moment(since)}.",
        "Trả lời, quyết định từ lúc đó đến nay không còn: đồng chí ghi lại giúp, "
        f"ví dụ “ghi hộ đ/c Dũng: 12 xong”. Tin nhắc trong thời gian đó {resends}.",
        "Mọi phiên đăng nhập trang và mã chưa dùng đã hết hiệu lực; kết nối, chức danh lập sau lúc "
        f"đó không còn, cần cấp mã lại.{ended_again_sentence(again.counts)}",
    ]
    if again.unlinked:
        lines.append(f"Chưa có người nhận tin: {', '.join(again.unlinked)}. Gõ “mời CHỨC DANH”.")
    if lost is not None:
        lines.append(f"{lost_evidence(lost)} Đồng chí đề nghị nộp lại.")
    return say("\n".join(lines))


def ended_again_sentence(counts: Counter[EndedKind]) -> str:
    """What was ended again, as a sentence after another; "" for nothing."""
    parts = [f"{counts[kind]} {words}" for kind, words in _ENDED.items() if counts[kind]]
    return f" Giữ nguyên việc đã làm sau bản sao lưu: {', '.join(parts)}." if parts else ""


def lost_evidence(numbers: Sequence[int]) -> str:
    """Says that evidence files of these items are lost, on the machine and in the backup."""
    of = f" của việc {', '.join(map(str, numbers))}" if numbers else ""
    return f"Có tệp minh chứng{of} bị mất hoặc bị đổi, bản sao lưu cũng không có."
