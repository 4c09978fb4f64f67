"""Messages about linking chats: codes, phones, unlinked chats, disconnecting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.texts import days
from bot.texts.answers import say
from bot.texts.reach import NAMES, SHORT, channel_name
from scheduler.delivery.channel import Block, Bold, Button, Outgoing

UNKNOWN_PHONE = say(
    "Số điện thoại này chưa có tại Văn phòng. Xin báo Văn phòng, hoặc xin mã kết nối."
)
LINKED_ALREADY = Outgoing(
    (Block(("Đồng chí đã kết nối, không cần gửi số điện thoại.",)),), contact=""
)
NO_PHONES_HERE = say("Kết nối bằng số điện thoại cần Telegram. Gõ “mời CHỨC DANH” để cấp mã.")
HOW_TO_INVITE = say(
    "Gõ “mời CHỨC DANH” hoặc “mời CHỨC DANH, HỌ TÊN” để cấp mã; “mời CHỨC DANH 0912345678” nếu có "
    "số điện thoại."
)
WRONG_CODE = say("Mã không đúng, đã dùng hoặc hết hạn. Xin Văn phòng cấp mã mới.")


@dataclass(frozen=True, slots=True)
class FreshCode:
    """A new one-time code; only its hash is stored. `expires_at` is aware UTC.

    `post` is '' for a person's own further chat, and the unit for a group's code.
    """

    post: str
    code: str
    expires_at: datetime


def disconnect_words(channel: str) -> str:
    return f"ngắt {channel}"


def unlinked_chat(awaited: bool) -> Outgoing:
    """Tells an unlinked chat to type a code; `awaited`: with a button to share a phone number."""
    said = say("Đây là kênh nhắc việc nội bộ. Nếu có mã kết nối do Văn phòng cấp, xin gõ mã đó.")
    if not awaited:
        return said
    more = Block(("Nếu đã báo số điện thoại cho Văn phòng, bấm nút dưới để kết nối.",))
    return Outgoing((*said.blocks, more), contact="Gửi số điện thoại của tôi")


def phones_registered(
    phones: Sequence[tuple[str, str]], unknown: Sequence[str], until: datetime
) -> Outgoing:
    """Tells the secretary the registered phones (post, last digits), and unknown post names."""
    blocks = []
    if phones:
        lines = [f"\n{post}: số …{ending}" for post, ending in phones]
        how = (
            "\nCác đồng chí mở Nhắc việc trên Telegram, bấm Bắt đầu rồi bấm “Gửi số điện thoại của "
            f"tôi”, trước {days.moment(until)}. Số điện thoại không được lưu lại."
        )
        blocks.append(Block((Bold("Chờ kết nối bằng số điện thoại"), *lines, how)))
    blocks += [block for name in unknown for block in no_such_post(name).blocks]
    return Outgoing(tuple(blocks))


def too_many_codes(until: datetime) -> Outgoing:
    """Says that after too many wrong codes this chat takes only a person's own one for a while."""
    return say(f"Nhập sai nhiều lần. Xin thử lại sau {days.moment(until)}.")


def people_limit_reached(channel: str, people: int) -> Outgoing:
    """Says that the platform allows no more people, and that the code stays valid."""
    return say(
        f"{channel_name(channel)} đã đủ {people} người kết nối, chưa thêm được đồng chí. Mã vẫn "
        "còn dùng được trên trang web của cơ quan hoặc kênh khác; xin hỏi Văn phòng."
    )


def people_limit_near(channel: str, linked: int, people: int) -> Outgoing:
    """Tells the secretary that the platform's limit of people is nearly reached."""
    return say(
        f"Về kết nối nhận tin.\n{channel_name(channel)} đã có {linked}/{people} người kết nối. Khi "
        "đủ, người sau dùng trang web của cơ quan hoặc kênh khác. Gõ “hạn mức” để xem."
    )


def welcome(person: str, post: str) -> Outgoing:
    return say(
        f"Chào đồng chí {person}. Đã kết nối: {post}. Tin nhắc việc sẽ đến tại đây.",
        Button("Việc của tôi", "việc"),
        Button("Trợ giúp", "trợ giúp"),
    )


def post_moved(post: str) -> Outgoing:
    """Tells the former chat that the post is now linked to another account."""
    return say(
        f"{post} vừa được kết nối với một tài khoản khác. Nếu đồng chí không rõ việc này, báo ngay "
        "Văn phòng."
    )


def post_given_to_code_user(post: str, left: Sequence[str]) -> Outgoing:
    """Tells the former holder of a post that somebody used its code; `left` are their others."""
    held = f"Đồng chí còn giữ: {', '.join(left)}." if left else NO_POST
    return say(f"{post} đã có người khác nhận bằng mã của Văn phòng.\n{held}")


def chat_added(channel: str) -> Outgoing:
    """Tells the other chats of a person that one more chat, or a page, was linked."""
    cut = disconnect_words(channel)
    return say(
        f"Đồng chí vừa dùng mã để kết nối {NAMES[channel]}. Nếu không phải đồng chí, gõ “{cut}” và "
        "báo ngay Văn phòng.",
        Button(f"Không phải tôi: {cut}", cut),
    )


def account_linked_elsewhere(channel: str) -> Outgoing:
    """Tells the other chats of a person that one account is now linked to another person."""
    return say(
        f"Tài khoản {NAMES[channel]} trước đây của đồng chí vừa được kết nối cho người khác. "
        "Nếu đồng chí không rõ việc này, báo ngay Văn phòng."
    )


def chat_belongs_to_another(owner: str, posts: Sequence[str], wanted: str) -> Outgoing:
    """Says that the code would take this chat from its owner, so nothing was changed.

    `wanted` is the post of the code, '' for somebody's own code.
    """
    both = (
        f"Nếu đồng chí kiêm {wanted}, nhờ Văn phòng gõ “bàn giao {wanted} cho {owner}”. "
        if wanted
        else ""
    )
    return say(
        f"Chưa đổi gì: tài khoản này đang kết nối cho đồng chí {owner} ({', '.join(posts)}), "
        f"mã này cấp cho người khác. {both}Nếu tài khoản đã đổi người dùng, nhờ Văn phòng gõ "
        f"“ngắt đ/c {owner}” rồi gõ lại mã."
    )


def chat_locked(channel: str, person: str, until: datetime) -> Outgoing:
    """Tells the secretary that there were too many wrong codes in one chat."""
    who = f"Đồng chí {person}" if person else "Một người chưa kết nối"
    return say(
        f"Về mã kết nối.\n{who} gõ sai mã nhiều lần trên {NAMES[channel]}; ở đó không nhập được "
        f"mã đến {days.moment(until)}. Nếu đồng chí vừa cấp mã, xin xem lại với người nhận; nếu "
        "không, có thể có người dò mã."
    )


def many_wrong_codes(count: int, fewer: int, lock: timedelta) -> Outgoing:
    """Tells the secretary of many wrong codes in an hour; now `fewer` of them lock an address."""
    return say(
        f"Về mã kết nối.\nCó {count} mã sai trong một giờ, có thể có người dò mã. Mã đúng vẫn dùng "
        f"được; lúc này ai nhập sai {fewer} lần phải chờ {lock // timedelta(minutes=1)} phút. "
        "Người đã kết nối vẫn dùng như thường."
    )


NO_POST = (
    "Đồng chí hiện không giữ chức danh nào nên không có việc ở đây và không nhận tin nhắc. Nếu "
    "chưa đúng, xin báo Văn phòng."
)

QR_FILE = "Mã kết nối.png"
QR_INSTEAD = "Mở đường dẫn trên bằng điện thoại để kết nối."


def invitation(
    post: str, person: str, code: str, links: Sequence[str], until: datetime
) -> Outgoing:
    """Gives the secretary the code to pass on; `person` is who is named to the post, or ''."""
    at = "".join(f"\n{link}" for link in links)
    whom = f"đồng chí {person}, {post}" if person else post
    only = f"đồng chí {person}" if person else "người giữ chức danh này"
    return say(
        f"Mã kết nối cho {whom}: {code}{at}\nDùng một lần, hết hạn {days.moment(until)}. "
        f"Chỉ đưa cho {only}."
    )


def post_is_held(post: str, holder: str, person: str) -> Outgoing:
    """Tells the secretary that another person holds the post and has to hand it over first."""
    return say(
        f"Chưa cấp mã: {post} đang do đồng chí {holder} giữ. Nếu thay người, gõ “bàn giao {post} "
        f"cho {person}”; mã mới được cấp kèm theo."
    )


def own_code(code: str, link: str, until: datetime) -> Outgoing:
    """Gives a person a code for their web page or a further chat."""
    at = f"\n{link}" if link else ""
    return say(
        f"Mã vào trang web hoặc thêm kênh của đồng chí:\n{code}{at}\n"
        f"Dùng một lần, trước {days.moment(until)}. Nhập trên trang web của cơ quan, hoặc gõ cho "
        "Nhắc việc ở kênh muốn thêm. Không đưa mã cho người khác."
    )


def no_such_post(name: str) -> Outgoing:
    return say(
        f"Không có chức danh “{name}”. Viết đúng tên trong kế hoạch; gõ “kết nối” để xem tên."
    )


CALENDAR_ENDED = "Địa chỉ lịch đã cấp cũng hết hiệu lực; gõ “lịch” để lấy địa chỉ mới."


def disconnected(channels: Sequence[str], person: str) -> Outgoing:
    """Tells the secretary that a person's chats are disconnected."""
    return say(
        f"Đã ngắt {_named(channels)} của đồng chí {person}. "
        "Muốn kết nối lại, gõ “mời CHỨC DANH” để cấp mã mới."
    )


def own_disconnected(channels: Sequence[str], calendar_ended: bool) -> Outgoing:
    """Tells a person that their chats are disconnected, and perhaps their calendar address."""
    calendar = f" {CALENDAR_ENDED}" if calendar_ended else ""
    return say(f"Đã ngắt {_named(channels)}. Ở đó không xem, không nhận tin được nữa.{calendar}")


def _named(channels: Sequence[str]) -> str:
    return ", ".join(SHORT[each] for each in channels)


def notice_disconnected(channel: str, calendar_ended: bool) -> Outgoing:
    """Tells a person that one of their chats was disconnected, and perhaps their calendar."""
    calendar = f" {CALENDAR_ENDED}" if calendar_ended else ""
    return say(
        f"Đồng chí đã bị ngắt kết nối {NAMES[channel]}. Cần kết nối lại, xin Văn phòng cấp mã."
        f"{calendar}"
    )


def only_chat(channel: str) -> Outgoing:
    """Says that one's last chat cannot be disconnected."""
    return say(
        f"{channel_name(channel)} là kênh duy nhất của đồng chí, chưa ngắt. Kết nối kênh khác "
        "trước (gõ “xin mã”), hoặc báo Văn phòng ngắt giúp."
    )


def not_linked(person: str, channel: str) -> Outgoing:
    """Says that the person has no chat there to disconnect."""
    where = f" trên {NAMES[channel]}" if channel else ""
    return say(f"Đồng chí {person} chưa kết nối{where}.")


def ask_which_to_disconnect(person: str, channels: Sequence[str]) -> Outgoing:
    buttons = [
        (Button(f"Ngắt {NAMES[each]}"[:60], f"{disconnect_words(each)} của {person}"),)
        for each in channels
    ]
    every = (Button("Ngắt tất cả", f"ngắt tất cả của {person}"),)
    head = Block((f"Ngắt kênh nào của đồng chí {person}?",))
    return Outgoing((head,), (*buttons, every))


def how_to_disconnect(channels: Sequence[str]) -> Outgoing:
    """Says how to disconnect a chat, with buttons for one's own."""
    buttons = [(Button(f"Ngắt {NAMES[each]}", disconnect_words(each)),) for each in channels]
    words = " hoặc ".join(f"“{disconnect_words(each)}”" for each in channels)
    text = f"Gõ {words} để ngắt kênh của mình; Văn phòng gõ “ngắt đ/c HỌ TÊN”."
    return Outgoing((Block((text,)),), tuple(buttons))
