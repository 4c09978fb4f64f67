"""Messages to a unit's group chat, and to the secretary about groups."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.texts import days, items
from bot.texts.answers import say
from bot.texts.reach import NAMES, channel_state
from scheduler.delivery.channel import Block, Bold, Outgoing
from scheduler.delivery.channel_extras import Menu
from scheduler.delivery.wording import Item, UnitWeek

MENU: Menu = [("viec", "việc của đơn vị trong hai tuần")]
"""The commands a group may use."""

WHEN = "08:00 thứ Hai hằng tuần"
PRIVATE_CODE = say(
    "Mã này dành cho một người và đã lộ trong nhóm, không dùng được nữa. Xin Văn phòng cấp mã "
    "khác và gõ riêng cho Nhắc việc."
)
CODE_IS_FOR_GROUP = say(
    "Mã này dành cho nhóm. Đồng chí thêm Nhắc việc vào nhóm rồi gõ /start và mã ở đó."
)
NOT_HERE = say("Nhóm của đơn vị cần Telegram; nhóm Zalo còn thử nghiệm, chưa dùng được.")


def unit_week(week: UnitWeek) -> Outgoing:
    """Lists a unit's work due this week and next, and overdue; `named`: with its leads."""
    span = f"tuần {days.short(week.monday)} đến {days.short(week.sunday)}"
    blocks = [Block((Bold(f"Việc của {week.unit}"), f", {span}"))]
    if week.empty:
        blocks.append(Block(("Không có việc đến hạn trong hai tuần.",)))
    parts = (("Hạn trong tuần", week.this_week), ("Hạn tuần sau", week.next_week))
    for title, rows in parts:
        if rows:
            blocks.append(_part(title, [_due(row, week.today) for row in rows]))
    if week.overdue:
        blocks.append(_part("Đã quá hạn", [_late(row, week) for row in week.overdue]))
    return Outgoing(tuple(blocks))


def _part(title: str, lines: Sequence[str]) -> Block:
    return Block((Bold(f"{title}: {len(lines)} việc"), *(f"\n{line}" for line in lines)))


def _due(row: Item, today: date) -> str:
    return f"{items.number_and_name(row)}, hạn {days.due(row, today)}, {row.lead}"


def _late(row: Item, week: UnitWeek) -> str:
    line = f"{items.number_and_name(row)}, hạn {days.due(row, week.today)}"
    return f"{line}, {row.lead}, {items.where_it_stands(row)}" if week.names_leads else line


def group_linked(unit: str) -> Outgoing:
    return say(
        f"Đã kết nối nhóm với {unit}. Danh sách việc của đơn vị đến nhóm lúc {WHEN}. "
        "Gõ /viec để xem ngay. Báo tình hình thì nhắn riêng cho Nhắc việc."
    )


def notice_group_linked(unit: str, channel: str, sender: str) -> Outgoing:
    return say(
        f"Về nhóm của đơn vị.\nNhóm của {unit} đã kết nối trên {NAMES[channel]}, người gõ mã: "
        f"{sender}. Nếu không phải nhóm của đơn vị, gõ “bỏ nhóm {unit}”. Gõ “nhóm” để xem các nhóm."
    )


def group_unreachable(unit: str, channel: str) -> Outgoing:
    """Tells the secretary that the bot was removed from a group, or the group is gone."""
    return say(
        f"Về nhóm của đơn vị.\nKhông gửi được tin vào nhóm của {unit} trên {NAMES[channel]}: "
        f"Nhắc việc đã bị đưa ra hoặc nhóm không còn. Thêm lại vào nhóm, hoặc gõ “nhóm {unit}” "
        "để kết nối nhóm khác."
    )


def group_invitation(unit: str, code: str, until: datetime) -> Outgoing:
    return say(
        f"Mã nhóm cho {unit}: {code}\nThêm Nhắc việc vào nhóm Telegram của đơn vị, rồi gõ trong "
        f"nhóm: /start {code}\nDùng một lần, hết hạn {days.moment(until)}. Nhóm nhận danh sách "
        f"việc của đơn vị lúc {WHEN}."
    )


def listed(rows: Sequence[tuple[str, str, bool]], named: bool) -> Outgoing:
    """Lists the groups, given as (unit, channel, whether it takes messages)."""
    lines = [f"\n{unit}: {channel_state(NAMES[channel], sound)}" for unit, channel, sound in rows]
    lines = lines or ["\nChưa đơn vị nào có nhóm kết nối."]
    blocks = [Block((Bold(f"Nhóm của đơn vị: {len(rows)}"), *lines))]
    names = (
        "Danh sách có nêu chủ trì việc quá hạn. Gõ “nhóm không nêu tên” để thôi."
        if named
        else "Danh sách không nêu ai quá hạn. Gõ “nhóm nêu tên” để nêu."
    )
    how = (
        "Gõ “nhóm” và tên đơn vị để lấy mã kết nối, “bỏ nhóm” và tên đơn vị để thôi. Nhóm Zalo còn "
        "thử nghiệm (chỉ thấy tin nhắc tên), chưa dùng được."
    )
    return Outgoing((*blocks, Block((names,)), Block((how,))))


def no_such_unit(name: str) -> Outgoing:
    return say(
        f"Không có đơn vị “{items.shortened(name, 60)}”. Đồng chí viết đúng tên trong kế hoạch."
    )


def no_group(unit: str) -> Outgoing:
    return say(f"{unit} chưa có nhóm nào kết nối. Gõ “nhóm {unit}” để lấy mã.")


def group_dropped(unit: str) -> Outgoing:
    """Tells the secretary that the group is unlinked."""
    return say(f"Đã bỏ nhóm của {unit}. Nhóm không nhận tin nữa.")


def names_in_lists(named: bool) -> Outgoing:
    """Tells the secretary whether lists in groups now name the leads of overdue work."""
    return say(
        "Từ nay danh sách trong nhóm nêu chủ trì việc quá hạn."
        if named
        else "Từ nay danh sách trong nhóm không nêu ai quá hạn."
    )
