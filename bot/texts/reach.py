"""Names of channels, and messages about where people receive messages."""

from collections.abc import Sequence

from bot.texts.answers import say
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import PostReachability

NAMES = {"telegram": "Telegram", "zalo": "Zalo", "web": "trang web của cơ quan"}
"""By channel: its name within a sentence."""

SHORT = {**NAMES, "web": "trang web"}
"""The same in a long list."""

INVITED = 4
"""The most posts that get an invite button."""


def channel_name(channel: str) -> str:
    """A channel's name with a capital letter."""
    name = NAMES[channel]
    return name[0].upper() + name[1:]


def chat_unreachable(
    person: str, posts: Sequence[str], channel: str, elsewhere: Sequence[str]
) -> Outgoing:
    """Tells the secretary that a person's chat is closed; `elsewhere`: their other channels."""
    held = f" ({', '.join(posts)})" if posts else ""
    again = f"Gõ “mời {posts[0]}” để cấp mã kết nối lại." if posts else "Đề nghị mời kết nối lại."
    rest = (
        f"Từ nay tin đến {NAMES[elsewhere[0]]}."
        if elsewhere
        else f"Hiện không còn kênh nào khác, tin được giữ lại. {again}"
    )
    return say(
        f"Về kết nối nhận tin.\nKhông gửi được tin cho đồng chí {person}{held} trên "
        f"{NAMES[channel]}: tài khoản đã chặn hoặc không còn. {rest}"
    )


def own_channels(channels: Sequence[tuple[str, bool]]) -> Outgoing:
    """Lists one's own channels in the order they are tried: (name, whether it takes messages)."""
    lines = [f"\n{place}. {_chat(*each)}" for place, each in enumerate(channels, 1)]
    head = "Tin nhắc đến kênh đầu; không gửi được thì sang kênh sau."
    if len(channels) == 1:
        head = "Muốn có thêm kênh, gõ “xin mã” rồi gõ mã đó ở kênh mới."
    buttons = tuple(
        Button(f"{channel_name(name)} trước", f"kênh {name}") for name, _ in channels[1:]
    )
    rows = (buttons,) if buttons else ()
    return Outgoing((Block((Bold("Kênh nhận tin"), *lines)), Block((head,))), rows)


def not_linked_there(channel: str) -> Outgoing:
    """Says that one has no chat on the channel that is to come first."""
    return say(f"Đồng chí chưa kết nối {NAMES[channel]}. Gõ “xin mã” rồi gõ mã đó ở kênh ấy.")


def who_is_reached(rows: Sequence[PostReachability]) -> Outgoing:
    """Tells the secretary who receives messages nowhere, then who receives them where."""
    nowhere = [row for row in rows if not any(sound for _, sound in row.channels)]
    fine = [row for row in rows if row not in nowhere]
    blocks = []
    if nowhere:
        lines = [f"\n{_who(row)}: {_chats(row) or 'chưa kết nối'}" for row in nowhere]
        blocks.append(Block((Bold(f"Chưa nhận được tin: {len(nowhere)}"), *lines)))
    if fine:
        lines = [f"\n{_who(row)}: {_chats(row)}" for row in fine]
        blocks.append(Block((Bold(f"Nhận được tin: {len(fine)}"), *lines)))
    posts = dict.fromkeys(row.post for row in nowhere)
    buttons = [(Button(f"Mời {post}"[:60], f"mời {post}"),) for post in list(posts)[:INVITED]]
    return Outgoing(tuple(blocks), tuple(buttons))


def _who(row: PostReachability) -> str:
    named = row.person and row.person != row.post
    return f"{row.post} ({row.person})" if named else row.post


def _chats(row: PostReachability) -> str:
    return ", ".join(channel_state(SHORT[name], sound) for name, sound in row.channels)


def _chat(channel: str, sound: bool) -> str:
    return channel_state(channel_name(channel), sound)


def channel_state(name: str, sound: bool) -> str:
    """A channel's name, marked if it takes no messages."""
    return name if sound else f"{name} (không gửi được)"
