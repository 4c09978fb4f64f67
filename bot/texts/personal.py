"""Messages about the personal data stored of a person, and its removal."""

from collections.abc import Sequence

from bot.texts import days
from bot.texts.answers import say
from bot.texts.reach import NAMES
from scheduler.calendar.working_time import local_day
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from storage.personal import HeldSpan, PersonalData

HOW_TO_REMOVE = say("Xin gõ: “xóa dữ liệu đ/c HỌ TÊN”.")
NOT_ONESELF = say("Không tự xóa dữ liệu của mình được. Bàn giao chức danh, rồi nhờ người nhận xóa.")


def stored_data(of: PersonalData) -> Outgoing:
    """Tells a person all data stored about them, and how to have it removed."""
    lines = [f"\nHọ tên: {of.name}"]
    lines += [f"\nChức danh: {_span(row, row.name)}" for row in of.posts]
    lines += [f"\nKết nối: {_span(row, NAMES[row.name])}" for row in of.chats]
    lines.append(f"\nPhản hồi về công việc: {of.replies}; tệp đã gửi: {of.files}")
    if of.own_reminders:
        lines.append(f"\nLời nhắc đồng chí đã hẹn: {of.own_reminders}")
    lines.append(
        f"\nTin đồng chí gửi còn giữ: {of.messages_sent}; tin gửi đồng chí: {of.messages_received}"
    )
    rest = "Muốn xóa, xin báo Văn phòng; số liệu công việc vẫn giữ, không còn tên."
    return Outgoing((Block((Bold("Dữ liệu đang lưu về đồng chí"), *lines)), Block((rest,))))


def removal_words(person: str) -> str:
    """The words by which a person's data is removed."""
    return f"xóa dữ liệu đ/c {person}"


def removed_name(number: int) -> str:
    """The name shown for a person whose name was removed."""
    return f"cán bộ đã xóa tên {number}"


def sure_to_remove(person: str) -> Outgoing:
    """Asks for confirmation of a removal, which cannot be undone."""
    return say(
        f"Xóa dữ liệu của đồng chí {person}?\nHọ tên, địa chỉ nhận tin, lời trong tin và phản hồi "
        "bị xóa hẳn, chức danh để trống, không hoàn tác được. Ngày, số liệu và kết quả công việc "
        "vẫn giữ.",
        Button("Xóa hẳn", "đúng"),
        Button("Thôi", "thôi"),
    )


def data_removed(name: str) -> Outgoing:
    """Says that a person's data is removed; `name` is shown instead of theirs."""
    return say(
        f"Đã xóa. Trong sổ từ nay ghi là “{name}”.\nBản sao lưu cũ tự hết sau 14 ngày; tin đã gửi "
        "cho người khác có nhắc tên thì hết theo thời hạn lưu. Sổ ghi thay đổi không ghi tên, "
        "không sửa được, còn lý do của từng lần thay đổi."
    )


def still_leads_work(person: str, posts: Sequence[str]) -> Outgoing:
    held = ", ".join(posts)
    lines = "".join(f"\nGõ “bàn giao {post} cho HỌ TÊN”" for post in posts)
    return say(f"Chưa xóa: đồng chí {person} đang giữ việc chưa xong ({held}).{lines} trước.")


def only_secretary(person: str) -> Outgoing:
    return say(
        f"Chưa xóa: đồng chí {person} là Văn phòng duy nhất. Bàn giao chức danh cho người khác "
        "trước."
    )


def _span(row: HeldSpan, name: str) -> str:
    until = f" đến {days.full(local_day(row.until))}" if row.until else ""
    return f"{name}, từ {days.full(local_day(row.since))}{until}"
