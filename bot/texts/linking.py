"""Linking a chat to a post: greetings, codes, strangers."""

from datetime import datetime

from bot.texts import days
from bot.texts.answers import say
from bot.texts.reach import NAMES
from scheduler.channel import Button, Outgoing


def stranger() -> Outgoing:
    """The one polite sentence for somebody who is not linked."""
    return say("Đây là kênh nhắc việc nội bộ. Nếu có mã kết nối do Văn phòng cấp, xin gõ mã đó.")


def wrong_code() -> Outgoing:
    """The code does not exist, was used, or has expired."""
    return say("Mã không đúng, đã dùng hoặc hết hạn. Xin Văn phòng cấp mã mới.")


def locked(until: datetime) -> Outgoing:
    """Too many wrong codes."""
    return say(f"Nhập sai nhiều lần. Xin thử lại sau {days.moment(until)}.")


def full(channel: str, people: int) -> Outgoing:
    """The channel reaches as many people as its platform allows; the code is still good."""
    return say(
        f"{NAMES[channel]} đã đủ {people} người kết nối, chưa thêm được đồng chí. Mã vẫn còn dùng "
        "được trên trang web của cơ quan hoặc kênh khác; xin hỏi Văn phòng."
    )


def nearly_full(channel: str, linked: int, people: int) -> Outgoing:
    """To the secretary: the channel will soon reach nobody more."""
    return say(
        f"Về kết nối nhận tin.\n{NAMES[channel]} đã có {linked}/{people} người kết nối. Khi đủ, "
        "người sau dùng trang web của cơ quan hoặc kênh khác. Gõ “hạn mức” để xem."
    )


def welcome(person: str, post: str) -> Outgoing:
    """The chat is linked."""
    return say(
        f"Chào đồng chí {person}. Đã kết nối: {post}. Tin nhắc việc sẽ đến tại đây.",
        Button("Việc của tôi", "việc"),
        Button("Trợ giúp", "trợ giúp"),
    )


def moved(post: str) -> Outgoing:
    """To the old chat: the post is linked elsewhere now."""
    return say(
        f"{post} vừa được kết nối với một tài khoản khác. Nếu không phải, báo ngay Văn phòng."
    )


def invited(post: str, code: str, link: str, until: datetime) -> Outgoing:
    """The code for the secretary to pass on."""
    at = f"\n{link}" if link else ""
    return say(f"Mã kết nối cho {post}: {code}{at}\nDùng một lần, hết hạn {days.moment(until)}.")


def own_code(code: str, link: str, until: datetime) -> Outgoing:
    """A code somebody asked for, to open their page or add a chat."""
    at = f"\n{link}" if link else ""
    return say(
        f"Mã vào trang web hoặc thêm kênh của đồng chí:\n{code}{at}\n"
        f"Dùng một lần, trước {days.moment(until)}. Nhập trên trang web của cơ quan, hoặc gõ cho "
        "Nhắc việc ở kênh muốn thêm. Không đưa mã cho người khác."
    )


def no_such_post(name: str) -> Outgoing:
    """No post of that name."""
    return say(
        f"Không có chức danh “{name}”. Viết đúng tên trong kế hoạch; gõ “kết nối” để xem tên."
    )
