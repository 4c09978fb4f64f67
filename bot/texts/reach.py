"""Where people are reached: channels by name, chats that closed, the order of a person's own."""

from collections.abc import Sequence

from bot.texts.answers import say
from scheduler.channel import Outgoing

NAMES = {"telegram": "Telegram", "zalo": "Zalo", "web": "Trang web của cơ quan"}
"""The channels as people call them."""


def unreachable(
    person: str, posts: Sequence[str], channel: str, elsewhere: Sequence[str]
) -> Outgoing:
    """To the secretary: somebody's chat takes no messages any more."""
    held = f" ({', '.join(posts)})" if posts else ""
    rest = (
        f"Từ nay tin đến {NAMES[elsewhere[0]]}."
        if elsewhere
        else "Hiện không còn kênh nào khác; tin được giữ lại. Đề nghị mời đồng chí kết nối lại."
    )
    return say(
        f"Về kết nối nhận tin.\nKhông gửi được tin cho đồng chí {person}{held} trên "
        f"{NAMES[channel]}: tài khoản đã chặn hoặc không còn. {rest}"
    )
