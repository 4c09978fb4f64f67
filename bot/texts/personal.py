"""What is kept of a person, shown to them."""

from bot.texts import days
from bot.texts.reach import NAMES
from scheduler.channel import Block, Bold, Outgoing
from scheduler.working_time import local_day
from storage.personal import Kept, Span


def kept(of: Kept) -> Outgoing:
    """To a person: all that is kept of them, and how it is removed."""
    lines = [f"\nHọ tên: {of.name}"]
    lines += [f"\nChức danh: {_span(row, row.name)}" for row in of.posts]
    lines += [f"\nKết nối: {_span(row, NAMES[row.name])}" for row in of.chats]
    lines.append(f"\nPhản hồi về công việc: {of.replies}; tệp đã gửi: {of.files}")
    lines.append(f"\nTin đồng chí gửi còn giữ: {of.written}; tin gửi đồng chí: {of.told}")
    rest = (
        "Ngoài ra không lưu gì khác về đồng chí. Muốn xóa, xin báo Văn phòng; số liệu công việc "
        "vẫn giữ, không còn tên."
    )
    return Outgoing((Block((Bold("Dữ liệu đang lưu về đồng chí"), *lines)), Block((rest,))))


def _span(row: Span, name: str) -> str:
    until = f" đến {days.full(local_day(row.until))}" if row.until else ""
    return f"{name}, từ {days.full(local_day(row.since))}{until}"
