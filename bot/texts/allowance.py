"""Messages about a platform's monthly quota and the messages held back by it."""

from collections.abc import Sequence

from bot.texts.answers import say
from bot.texts.reach import NAMES
from scheduler.delivery.channel import Block, Bold, Outgoing
from scheduler.delivery.wording import HeldItems


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def quota_running_low(channel: str, used: int, allowed: int) -> Outgoing:
    """Tells the secretary that a quota is nearly used: soon only urgent messages are sent."""
    return say(
        f"Về hạn mức tin nhắn.\n{NAMES[channel]} đã gửi {_count(used)}/{_count(allowed)} tin của "
        "tháng này. Từ 95% chỉ còn gửi việc quá hạn và hạn trong ngày; tin khác sang kênh khác của "
        "người nhận hoặc chờ đợt nhắc sau. Gõ “hạn mức” để xem."
    )


def held_back(rows: Sequence[HeldItems]) -> Block:
    """Lists the people whose reminders and notices are held back."""
    lines = [f"\n{row.person}: {_what(row)}" for row in rows]
    return Block((Bold(f"Giữ lại do gần hết hạn mức tin: {len(rows)} người"), *lines))


def _what(row: HeldItems) -> str:
    numbers = ", ".join(map(str, row.numbers))
    parts = [
        f"việc {numbers}" if numbers else "",
        f"{row.notices} thông báo" if row.notices else "",
    ]
    return "; ".join(filter(None, parts))


def quota_usage(
    channels: Sequence[tuple[str, tuple[int, int] | None, tuple[int, int] | None]],
    waiting: Sequence[HeldItems],
) -> Outgoing:
    """Lists usage by channel: (name, messages, people), each (used, allowed) or None: unlimited."""
    if not channels:
        return say("Các kênh đang dùng không giới hạn số tin và số người.")
    blocks = [Block((Bold(NAMES[name]), *_lines(sent, linked))) for name, sent, linked in channels]
    rest = held_back(waiting) if waiting else Block(("Không có tin nào bị giữ lại.",))
    return Outgoing((*blocks, rest))


def _lines(sent: tuple[int, int] | None, linked: tuple[int, int] | None) -> list[str]:
    lines = []
    if sent is not None:
        used, allowed = sent
        share = used * 100 // allowed
        lines.append(f"\nTin đã gửi trong tháng: {_count(used)}/{_count(allowed)} ({share}%)")
    if linked is not None:
        lines.append(f"\nNgười kết nối: {linked[0]}/{linked[1]}")
    return lines
