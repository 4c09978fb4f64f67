"""The digest one person gets: every item with its number, title, due date, and what is asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from bot.texts import days, items
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Digest, Item, Reminder
from storage.words import MilestoneShape, Role

ASKED: Mapping[str, str] = {
    "handover": "Mới giao, đề nghị đồng chí xác nhận đã nhận.",
    "accept": "Chưa xác nhận đã nhận, đề nghị đồng chí xác nhận.",
    "before": "",
    "due": "Đề nghị đồng chí báo kết quả trong hôm nay.",
    "overdue": "Đề nghị đồng chí báo tình hình, vướng mắc hoặc xin gia hạn.",
    "quota": "Đề nghị đồng chí báo số đã đạt.",
    "campaign": "",
    "standing": "",
    "snooze": "Nhắc lại theo yêu cầu của đồng chí.",
}
"""What the lead is asked for, by the first word of the step."""

FOR_OTHERS: Mapping[str, str] = {
    "accept": "Chủ trì chưa nhận việc.",
    "before": "Đơn vị đồng chí phối hợp.",
    "escalate": "Đã quá hạn, chưa có kết quả.",
    "blocked": "Chủ trì báo vướng mắc, cần chỉ đạo.",
    "confirm": "Kết quả đã nộp, chờ xác nhận hoặc trả lại.",
    "extension": "Chủ trì xin gia hạn, chờ quyết định.",
}
"""What everybody else is told, by the first word of the step."""

LISTED = ("accept", "escalate")
FEW = 3
"""So many of a kind are still told one by one."""

IN_FULL, IN_A_LINE = 25, 60
"""Items that a digest tells whole, and in a line each; of more only the numbers are told.

More words would be cut off, as messages that nobody reads to their end are.
"""


def digest(digest: Digest) -> Outgoing:
    """One message for all of one person's reminders."""
    many = len(digest.reminders)
    head = f"Kính gửi đồng chí {digest.person}: {many} việc cần lưu ý."
    opening = Block((Bold("Nhắc việc"), f" {days.named(digest.today, digest.today)}\n{head}"))
    again = (
        (Block(("Tin gửi lại do đường truyền; nếu đã nhận, xin bỏ qua.",)),)
        if digest.repeated
        else ()
    )
    gathered = _gathered(digest.reminders)
    listed = [*chain(*gathered.values())]
    in_a_list = set(map(id, listed))
    alone = [each for each in digest.reminders if id(each) not in in_a_list]
    whole, lines = alone[:IN_FULL], frozenset(map(id, listed[:IN_A_LINE]))
    repeated = {ask for ask, count in Counter(map(_asked, whole)).items() if count > 1}
    blocks = (
        *(_block(reminder, digest, repeated) for reminder in whole),
        *chain(*(_list(told, rows, lines, digest.today) for told, rows in gathered.items())),
        *(Block((line,)) for line in _together(whole, repeated)),
        *_by_number([*alone[IN_FULL:], *listed[IN_A_LINE:]]),
        Block((_how(digest, gathered),)),
    )
    return Outgoing((opening, *again, *blocks), _buttons(whole))


def _gathered(reminders: Sequence[Reminder]) -> Mapping[str, Sequence[Reminder]]:
    """Others' work that the same is told of: many of a kind are read as a list, not one by one."""
    found = defaultdict(list)
    for each in reminders:
        first = each.step.split("_")[0]
        plain = not (each.late or each.absent or each.asked_by or each.item.last_reply_on)
        if each.role is not Role.LEAD and first in LISTED and plain:
            found[FOR_OTHERS[first]].append(each)
    return {told: rows for told, rows in found.items() if len(rows) > FEW}


def _day(item: Item, today: date) -> str:
    return days.short(item.due_on) if item.due_on.year == today.year else days.full(item.due_on)


def _list(
    told: str, rows: Sequence[Reminder], lines: Collection[int], today: date
) -> Iterator[Block]:
    """What is told of all, then each lead with their work, a line each of those in `lines`."""
    yield Block((Bold(f"{told.rstrip('.')}: {len(rows)} việc"),))
    leads = defaultdict(list)
    for row in rows:
        if id(row) in lines:
            leads[row.item.lead].append(row.item)
    for lead, work in leads.items():
        named = [f"\n{item.number}. {items.name(item)} (hạn {_day(item, today)})" for item in work]
        yield Block((f"{lead}:", *named))


def _asked(reminder: Reminder) -> str:
    """What the lead is asked for; nothing for everybody else."""
    if reminder.asked_by:
        return _at_once(reminder)
    first = reminder.step.split("_")[0]
    return ASKED.get(first, "") if reminder.role is Role.LEAD else ""


def _at_once(reminder: Reminder) -> str:
    """Who wants an answer now, in their own words if they added any."""
    said = "" if reminder.item.confidential else reminder.note
    if said:
        return f"Đồng chí {reminder.asked_by} nhắc: “{said}”"
    return f"Đồng chí {reminder.asked_by} đề nghị báo kết quả ngay."


def _together(whole: Sequence[Reminder], repeated: set[str]) -> Iterator[str]:
    """What is asked for several items is said once, with their numbers."""
    for ask in sorted(repeated - {""}):
        numbers = [each.item.number for each in whole if _asked(each) == ask]
        yield f"Việc {_listed(numbers)}: {ask[0].lower()}{ask[1:]}"


def _by_number(others: Sequence[Reminder]) -> Iterator[Block]:
    """More than anybody reads at once: the numbers, under what is said of them."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for each in others:
        first = each.step.split("_")[0]
        said = _asked(each) if each.role is Role.LEAD else FOR_OTHERS.get(first, "")
        numbers[said].append(each.item.number)
    if numbers:
        lines = [
            f"\n{said} Việc {_listed(each)}.".replace("\n ", "\n") for said, each in numbers.items()
        ]
        yield Block((Bold(f"Và {len(others)} việc nữa, gõ số việc để xem"), *lines))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, dict.fromkeys(numbers)))


def _block(reminder: Reminder, digest: Digest, repeated: set[str]) -> Block:
    item = reminder.item
    first = reminder.step.split("_")[0]
    lines = [items.due(item, digest.today)]
    if reminder.role is Role.LEAD:
        asked = _asked(reminder)
        lines += _for_lead(item, "" if asked in repeated else asked)
    else:
        lines += [
            FOR_OTHERS.get(first, ""),
            f"Chủ trì: {item.lead}",
            *_decides(item, first),
        ]
    if reminder.absent:
        lines.append(f"Đồng chí nhận thay đồng chí {reminder.absent}.")
    if reminder.late:
        lines.append("Tin đến muộn do hệ thống gián đoạn.")
    return items.block(item, *lines)


def _for_lead(item: Item, asked: str) -> list[str]:
    reached = f"Đã đạt {items.number(item)}" if item.shape is MilestoneShape.QUOTA else ""
    pending = (
        f"Đang chờ quyết định gia hạn đến {days.short(item.extension_to)}."
        if item.extension_to
        else ""
    )
    return [reached, items.villages(item), pending, asked]


def _decides(item: Item, first: str) -> list[str]:
    if first == "before":
        return []
    wish = (
        items.wish(item, days.short(item.extension_to))
        if item.extension_to and first == "extension"
        else ""
    )
    how = f"Trả lời: “{item.number} chỉ đạo …”." if first == "blocked" else ""
    return [wish, items.said(item), how]


def _how(digest: Digest, gathered: Mapping[str, Sequence[Reminder]]) -> str:
    mine = [each.item.number for each in digest.reminders if each.role is Role.LEAD]
    if not mine and gathered:
        number = next(iter(gathered.values()))[0].item.number
        return f"Gõ số việc để xem chi tiết; “nhắc ngay {number}” để nhắc chủ trì việc {number}."
    if not mine:
        return "Gõ số việc để xem chi tiết."
    number = mine[0]
    return (
        f"Trả lời theo số việc, ví dụ: “{number} đã nhận”, “{number} đang làm 60%”, "
        f"“{number} vướng …”, “{number} xin lùi đến … vì …”, “{number} xong”."
    )


def _buttons(alone: Sequence[Reminder]) -> tuple[tuple[Button, ...], ...]:
    """One for each item that is told by itself; those of a list are typed."""
    numbers = list(dict.fromkeys(reminder.item.number for reminder in alone))
    row_of = 4
    buttons = [Button(f"Việc {number}", str(number)) for number in numbers]
    rows = tuple(tuple(buttons[i : i + row_of]) for i in range(0, len(buttons), row_of))
    own = any(reminder.role is Role.LEAD for reminder in alone)
    return (*rows, (Button("Nhắc lại sau", "nhắc lại sau"),)) if own else rows
