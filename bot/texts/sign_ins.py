"""Messages about where a person is signed in on the page, and about fresh codes."""

from collections.abc import Sequence

from bot.texts import days
from bot.texts.answers import say
from bot.texts.reach import NAMES
from scheduler.calendar.working_time import local_day
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from storage.web_session import WebSession

NOWHERE = say("Đồng chí chưa đăng nhập trang web ở máy nào.")
ENDED = say("Đã thoát ở máy đó.")
NOT_THERE = say("Máy đó không còn đăng nhập. Gõ “đăng nhập” để xem các máy đang đăng nhập.")
NOT_FRESH = say(
    "Mã này lấy từ trang đã đăng nhập hơn một ngày nên chưa dùng cho việc này được. Xin mã ở kênh "
    "khác rồi nhập vào đây."
)
EVERYWHERE = "Thoát mọi máy"
TITLE = "Nơi đang đăng nhập"
NOTE = "Máy lạ hoặc máy không dùng nữa: bấm Thoát. Máy đã thoát phải nhập mã mới để vào lại."
THIS_MACHINE = "máy này"
END = "Thoát"


def device_in_words(row: WebSession) -> str:
    """The browser and system of a sign-in."""
    return row.device or "Máy không rõ"


def began_and_last_used(row: WebSession) -> str:
    """When a sign-in began and was last used; of older ones the beginning is not known."""
    began = f"đăng nhập {days.moment(row.signed_in_at)}, " if row.signed_in_at else ""
    return f"{began}dùng lần cuối {days.dated(local_day(row.used_at))}"


def signed_in_at(rows: Sequence[WebSession], current: int | None) -> Outgoing:
    """Tells a person the machines where they are signed in, each with a button that ends it."""
    lines = [
        f"\n{device_in_words(row)}{f' ({THIS_MACHINE})' if row.id == current else ''}: "
        f"{began_and_last_used(row)}"
        for row in rows
    ]
    buttons = [
        (Button(f"Thoát {device_in_words(row)}"[:60], f"thoát máy {row.id}"),) for row in rows
    ]
    if len(rows) > 1:
        buttons.append((Button(EVERYWHERE, "thoát mọi máy"),))
    return Outgoing((Block((Bold(TITLE), *lines)), Block((NOTE,))), tuple(buttons))


def sign_ins_ended(count: int) -> Outgoing:
    return say(f"Đã thoát ở {count} máy. Muốn vào lại, gõ “mã web” để lấy mã mới.")


def fresh_code_wanted(channels: Sequence[str]) -> Outgoing:
    """Asks for a fresh code, because the page's sign-in is old; `channels` are the person's others,
    where a code can be asked for.
    """
    head = "Chưa làm: trang này đã đăng nhập hơn một ngày, việc này cần một mã mới. "
    if not channels:
        return say(
            f"{head}Đồng chí chưa có kênh khác để lấy mã: nhờ người giữ Văn phòng khác gõ “mời "
            "CHỨC DANH”, hoặc người quản trị máy chủ chạy nhacviec invite, rồi nhập mã vào đây."
        )
    where = " hoặc ".join(NAMES[each] for each in channels)
    return say(
        f"{head}Gõ “mã web” ở {where}, rồi nhập mã nhận được vào đây; nhập xong sẽ làm tiếp."
    )
