"""Messages to the office about reminding leads at once ("nhắc ngay")."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.texts import days
from bot.texts.answers import say
from scheduler.delivery.channel import Block, Outgoing
from scheduler.delivery.remind_now import ChasedPerson, ChaseResult, NotChasedReason

WHY: Mapping[NotChasedReason, str] = {
    NotChasedReason.CHASED_ALREADY: "hôm nay đã được nhắc ngay, mỗi người một lần một ngày",
    NotChasedReason.NOBODY: "chưa kết nối nhận tin",
    NotChasedReason.SELF: "do đồng chí chủ trì",
}
ASK_WHOM = say(
    "Chưa rõ nhắc ai. Gõ số việc, đơn vị hoặc chức danh, như “nhắc ngay 12”, "
    "“nhắc ngay Công an xã: đ/c gửi số liệu trước 16h”."
)


def overdue_of(name: str) -> str:
    """The words that ask for all overdue work of a person."""
    return f"việc quá hạn của {name}"


def chased(found: ChaseResult, now: datetime) -> Outgoing:
    """Tells who is reminded of what and when; who is not, and why."""
    reminded = [each for each in found.people if each.why_not is None]
    left = [each for each in found.people if each.why_not is not None]
    blocks = []
    if reminded:
        count = sum(len(each.numbers) for each in reminded)
        blocks.append(Block((f"Nhắc ngay {count} việc.", *map(_line, reminded), _when(found, now))))
    else:
        blocks.append(Block(("Không có tin nhắc ngay nào được gửi.",)))
    if left:
        blocks.append(Block(("Chưa nhắc:", *(f"{_line(each)}, {_why(each)}" for each in left))))
    if reminded and found.without_note:
        blocks.append(
            Block((f"Việc {_numbers(found.without_note)} theo chế độ riêng: chỉ nhắc số việc.",))
        )
    return Outgoing(tuple(blocks))


def _line(person: ChasedPerson) -> str:
    return f"\n{person.name}: việc {_numbers(person.numbers)}"


def _why(person: ChasedPerson) -> str:
    return WHY[person.why_not] if person.why_not else ""


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _when(found: ChaseResult, now: datetime) -> str:
    if found.first_sent_at is None or found.first_sent_at <= now:
        return "\nTin đi ngay."
    return f"\nNgoài giờ làm việc: tin đi lúc {days.moment(found.first_sent_at)}."


def nothing_overdue(about: str) -> Outgoing:
    return say(f"Không có việc quá hạn {about}. Chưa nhắc ai.")


def add_after_colon(name: str) -> Outgoing:
    """Asks for a colon between the name and the words that follow it."""
    return say(
        f"Chưa rõ, chưa nhắc ai. Lời nhắn kèm theo ghi sau dấu hai chấm, "
        f"như “nhắc ngay {name}: đ/c gửi số liệu trước 16h”."
    )


def note_too_long(most: int) -> Outgoing:
    return say(f"Lời nhắn dài quá {most} ký tự, chưa nhắc ai. Đồng chí rút gọn rồi gửi lại.")
