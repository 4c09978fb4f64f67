"""Messages about absences, post transfers and reassigned work."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.texts import days, items
from bot.texts.answers import say
from bot.texts.linking import NO_POST, FreshCode
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Item
from scheduler.work import change
from storage.person import Absence

WHY: Mapping[type[change.ChangeRefused], str] = {
    change.NotAllowed: "mục này do Văn phòng ghi.",
    change.SamePerson: "hai bên là cùng một người.",
    change.AbsenceTooLongOrBackward: "ngày kết thúc trước ngày bắt đầu.",
    change.AbsenceNotNear: "những ngày này đã qua hoặc còn quá xa; xin ghi rõ ngày, tháng, năm.",
    change.SubstituteAway: "người nhận thay cũng vắng mặt trong những ngày này.",
}
HOW_TO_BE_AWAY = say("Xin gõ: “vắng mặt từ 10/11 đến 14/11, đ/c Nguyễn Văn A thay”.")
HOW_TO_TRANSFER = say("Xin gõ: “bàn giao CHỨC DANH cho HỌ TÊN”.")
HOW_TO_REASSIGN = say("Xin gõ: “giao lại 12 cho CHỨC DANH”.")


def change_refused(why: change.ChangeRefused) -> Outgoing:
    return say(f"Chưa ghi: {WHY[type(why)]}")


def nobody_called(name: str) -> Outgoing:
    return say(f"Không rõ đồng chí “{name.strip()}” là ai. Xin ghi đủ họ tên hoặc chức danh.")


def full_name_wanted(name: str) -> Outgoing:
    return say(f"Chưa có ai tên “{name}”. Nếu là người mới, xin ghi đủ họ tên.")


def _span(absence: Absence, today: date) -> str:
    return f"từ {days.named(absence.since, today)} đến {days.named(absence.until, today)}"


def absence_recorded(
    absence: Absence, person: str, linked: bool, today: date, hours_said: bool
) -> Outgoing:
    """Says that an absence is recorded; `linked`: the substitute has a chat.

    `hours_said`: it was said with hours, and is kept by whole days.
    """
    whole = " Vắng mặt được ghi theo cả ngày, không theo giờ." if hours_said else ""
    unlinked = "" if linked else " Đồng chí nhận thay chưa kết nối, tin sẽ chờ đến khi kết nối."
    return say(
        f"Đã ghi: đồng chí {person} vắng mặt {_span(absence, today)}, "
        f"đồng chí {absence.substitute.name} nhận tin và trả lời thay.{whole}{unlinked}",
        Button("Danh sách vắng mặt", "vắng mặt"),
    )


def notice_substitute(absence: Absence, person: str, today: date) -> Outgoing:
    return say(
        f"Đồng chí {person} vắng mặt {_span(absence, today)}. "
        f"Đồng chí {absence.substitute.name} nhận tin nhắc và trả lời thay."
    )


def absences(rows: Sequence[Absence], today: date) -> Outgoing:
    """Lists who is away now or will be."""
    if not rows:
        return say(
            "Không có đồng chí nào vắng mặt. Gõ “vắng mặt từ 10/11 đến 14/11, đ/c X thay” để báo."
        )
    lines = [
        f"\n{row.person.name}: {_span(row, today)}, đồng chí {row.substitute.name} thay"
        for row in rows
    ]
    names = dict.fromkeys(row.person.name for row in rows)
    buttons = tuple((Button(f"Hết vắng: {name}", f"hết vắng mặt {name}"),) for name in names)
    return Outgoing((Block((Bold("Vắng mặt"), *lines)),), buttons)


def absence_ended(person: str) -> Outgoing:
    return say(f"Đã ghi: đồng chí {person} hết vắng mặt, từ hôm nay nhận tin trở lại.")


def not_away(person: str) -> Outgoing:
    return say(f"Đồng chí {person} không có lịch vắng mặt nào.")


def _work(rows: Sequence[Item], today: date) -> Block:
    lines = [f"\n{row.number}. {items.name(row)}. {items.due(row, today)}" for row in rows]
    return Block((Bold(f"Việc đang mở: {len(rows)}"), *lines))


def transferred(
    post: str,
    person: str,
    rows: Sequence[Item],
    code: FreshCode | None,
    links: Sequence[str],
    today: date,
) -> Outgoing:
    head = Block((f"Đã bàn giao {post} cho đồng chí {person}. Hai bên nhận danh sách bàn giao.",))
    blocks = [head, _work(rows, today)]
    if code is not None:
        until = days.moment(code.expires_at)
        fresh = f"Mã kết nối cho đồng chí {person}: {code.code}, hết hạn {until}."
        blocks.append(Block(("\n".join((fresh, *links)),)))
    return Outgoing(tuple(blocks))


def notice_post_given(
    post: str, person: str, rows: Sequence[Item], left: Sequence[str], today: date
) -> Outgoing:
    """Tells the former holder of a post to whom it went, its open work and the posts `left`."""
    head = Block((f"Đồng chí đã bàn giao chức danh {post} cho đồng chí {person}.",))
    held = f"Đồng chí còn giữ: {', '.join(left)}." if left else NO_POST
    return Outgoing((head, _work(rows, today), Block((held,))))


def without_post() -> Outgoing:
    """Tells somebody linked that they hold no post and substitute nobody."""
    return say(NO_POST)


def notice_post_received(post: str, rows: Sequence[Item], today: date) -> Outgoing:
    """Tells the new holder of a post that they hold it, with its open work."""
    head = Block((f"Đồng chí nhận bàn giao chức danh {post}.",))
    return Outgoing((head, _work(rows, today)))


def ask_what_to_reassign(item: Item, phases: Sequence[Item], lead: str) -> Outgoing:
    """Asks whether one phase alone or the whole task goes to another lead."""
    listed = [
        f"\n{row.number}. {items.within_task(row)}, hạn {days.due_short(row)}: {row.lead}"
        for row in phases
    ]
    asked = (
        f"Chưa ghi. Việc {item.number} ({items.name(item)}) là một bước của nhiệm vụ. "
        f"Giao cho {lead} riêng bước này hay cả nhiệm vụ? Các bước đang mở:"
    )
    buttons = (
        Button(f"Riêng việc {item.number}", "riêng bước này"),
        Button("Cả nhiệm vụ", "cả nhiệm vụ"),
        Button("Thôi", "thôi"),
    )
    return Outgoing((Block((asked, *listed)),), (buttons,))


SCOPE_AGAIN = say(
    "Chưa rõ. Đồng chí gõ “riêng bước này” hoặc “cả nhiệm vụ”; “thôi” để bỏ.",
    Button("Riêng bước này", "riêng bước này"),
    Button("Cả nhiệm vụ", "cả nhiệm vụ"),
    Button("Thôi", "thôi"),
)


def _with_phases(item: Item, beside: Sequence[int]) -> str:
    """An item, and the numbers of the task's other phases that go with it."""
    others = f" và các bước {', '.join(map(str, beside))} của nhiệm vụ" if beside else ""
    return f"việc {item.number} ({items.name(item)}){others}"


def reassigned(item: Item, former: str, today: date, beside: Sequence[int] = ()) -> Outgoing:
    """Says that an item, with the phases `beside` it, has another lead now."""
    return say(
        f"Đã giao lại {_with_phases(item, beside)} từ {former} cho {item.lead}. "
        f"{items.due(item, today)}. Hai bên được báo."
    )


def notice_taken(item: Item, lead: str, beside: Sequence[int] = ()) -> Outgoing:
    """Tells the former lead that the milestone was reassigned."""
    return say(f"Văn phòng đã giao lại {_with_phases(item, beside)} cho {lead}.")


def notice_given(item: Item, former: str, today: date, beside: Sequence[int] = ()) -> Outgoing:
    """Tells the new lead that the milestone was reassigned; the handover reminder follows."""
    return say(
        f"Văn phòng giao đồng chí chủ trì {_with_phases(item, beside)}, "
        f"trước do {former}. {items.due(item, today)}."
    )
