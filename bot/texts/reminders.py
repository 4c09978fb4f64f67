"""The reminder digest of one person: every item with its due date and what is asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from bot.texts import amounts, days, items, old_reports, wishes
from bot.texts.acts import accept_all_words
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Digest, Item, Reminder
from scheduler.ladder.rules import DATED_SHAPES, PLANNED_SHAPES, step_kind
from storage.words import MilestoneShape, Role, Status

REQUEST_TO_LEAD: Mapping[str, str] = {
    "handover": "Mới giao, đề nghị đồng chí xác nhận đã nhận.",
    "accept": "Chưa xác nhận đã nhận, đề nghị đồng chí xác nhận.",
    "before": "",
    "due": "Đề nghị đồng chí báo kết quả trong hôm nay.",
    "hours": "Đề nghị đồng chí báo kết quả trước giờ hạn.",
    "overdue": "Đề nghị đồng chí báo tình hình, vướng mắc hoặc xin gia hạn.",
    "quota": "Đề nghị đồng chí báo số đã đạt.",
    "campaign": "",
    "standing": "",
    "snooze": "Nhắc lại theo yêu cầu của đồng chí.",
}
"""By kind of step: what the lead is asked for."""

ASKED_OF_LEVEL: Mapping[str, str] = {
    "quota": "Đề nghị đồng chí báo mức hiện nay.",
    "due": "Đề nghị đồng chí báo mức cuối kỳ trong hôm nay.",
}
"""The same where it is other of a level to be kept."""

FOR_OTHERS: Mapping[str, str] = {
    "accept": "Chủ trì chưa nhận việc.",
    "before": "Đơn vị đồng chí phối hợp.",
    "escalate": "Đã quá hạn, chưa có kết quả.",
    "blocked": "Chủ trì báo vướng mắc, cần chỉ đạo.",
    "confirm": "Kết quả đã nộp, chờ xác nhận hoặc trả lại.",
    "extension": "Chủ trì xin gia hạn, chờ quyết định.",
}
"""By kind of step: what everybody else is informed of."""

BEFORE_DUE = ("before", "due", "hours")
"""Steps before the deadline: one that is sent after it asks as an overdue one does."""
HANDED_OVER = ("handover", "accept")
"""Steps that ask the lead to accept."""
LISTED_STEPS = ("accept", "escalate")
LISTED_REPLY = 60
"""The most letters of a reply that are quoted in a list."""
MAX_SINGLE = 3
"""The most reminders of a kind that are shown one by one; more are shown as a list."""

MAX_FULL, MAX_LINES = 25, 60
"""Items shown in full, and with a line each; of any more only the numbers are shown."""


def repeat_note() -> Block:
    """Says that a message is sent again, and may have arrived before."""
    return Block(("Tin gửi lại do đường truyền; nếu đã nhận, xin bỏ qua.",))


def digest(digest: Digest) -> Outgoing:
    reminders = _by_post(digest.reminders)
    gathered = {post: _gather(rows) for post, rows in reminders.items()}
    listed = [row for lists in gathered.values() for row in chain(*lists.values())]
    in_a_list = set(map(id, listed))
    alone = [each for each in chain(*reminders.values()) if id(each) not in in_a_list]
    whole, lines = alone[:MAX_FULL], frozenset(map(id, listed[:MAX_LINES]))
    repeated = {ask for ask, count in Counter(map(_asked, whole)).items() if count > 1}
    shown: list[Block] = []
    for post, lists in gathered.items():
        if post:
            shown.append(Block((Bold(f"{post}: {len(reminders[post])} việc"),)))
        shown += [_block(each, digest, repeated) for each in whole if each.post == post]
        for why, rows in lists.items():
            shown += _list_blocks(why, rows, lines, digest.today)
    blocks = (
        *_opening(digest),
        *shown,
        *(Block((line,)) for line in _shared_asks(whole, repeated)),
        *_by_number([*alone[MAX_FULL:], *listed[MAX_LINES:]]),
        *_how(digest, [rows for lists in gathered.values() for rows in lists.values()]),
    )
    buttons = (*_accept_all(digest.reminders), *_buttons(whole, digest))
    return Outgoing(blocks, buttons)


def _opening(digest: Digest) -> Iterator[Block]:
    """Day, reader and number of items, then what the reader asked for."""
    many = len(digest.reminders)
    if not many:
        yield wishes.opening_blocks(digest)
        yield from wishes.wish_blocks(digest.wishes[1:], (), digest.today)
        return
    asked = wishes.count_in_words(digest.wishes)
    head = f"Kính gửi đồng chí {digest.person}: {many} việc cần lưu ý{asked}."
    yield Block((Bold("Nhắc việc"), f" {days.named(digest.today, digest.today)}\n{head}"))
    beside = {each.item.number for each in digest.reminders}
    yield from wishes.wish_blocks(digest.wishes, beside, digest.today)


def _by_post(reminders: Sequence[Reminder]) -> Mapping[str, Sequence[Reminder]]:
    """The reminders by the reader's post, in the order of the heaviest of each."""
    found: dict[str, list[Reminder]] = defaultdict(list)
    for each in reminders:
        found[each.post].append(each)
    return found


def _gather(reminders: Sequence[Reminder]) -> Mapping[str, Sequence[Reminder]]:
    """The reminders of work led by others, by their sentence, where there are enough to list."""
    found = defaultdict(list)
    for each in reminders:
        kind = step_kind(each.step)
        plain = not (each.late or each.absent or each.asked_by)
        if each.role is not Role.LEAD and kind in LISTED_STEPS and plain:
            found[FOR_OTHERS[kind]].append(each)
        elif each.role is Role.LEAD and kind == "overdue" and each.item.is_old_unanswered_report:
            found[old_reports.TITLE].append(each)
    return {
        why: rows
        for why, rows in found.items()
        if len(rows) > (1 if why == old_reports.TITLE else MAX_SINGLE)
    }


def _due_day(item: Item, today: date) -> str:
    day = days.short(item.due_on) if item.due_on.year == today.year else days.full(item.due_on)
    return days.with_hour(item.due_time, day)


def _list_blocks(
    why: str, rows: Sequence[Reminder], lines: Collection[int], today: date
) -> Iterator[Block]:
    """The heading, then the work of each lead; `lines` are ids of reminders that get a line."""
    yield Block((Bold(f"{why.rstrip('.')}: {len(rows)} việc"),))
    leads = defaultdict(list)
    for row in rows:
        if id(row) in lines:
            leads[row.item.lead].append(row)
    for lead, work in leads.items():
        named = [
            f"\n{row.item.number}. {items.name(row.item)} ({_facts(row, today)})" for row in work
        ]
        yield Block((f"{lead}:", *named))


def _facts(reminder: Reminder, today: date) -> str:
    """What an item's line in a list says: the due date; of overdue work the last reply, too."""
    item = reminder.item
    if not reminder.step.startswith("escalate"):
        return f"hạn {_due_day(item, today)}"
    said = (items.undecided(item), items.last_reply(item, LISTED_REPLY))
    more = [f"{each[0].lower()}{each[1:]}" for each in said if each]
    return "; ".join((days.days_left(item), *more))


def _asked(reminder: Reminder) -> str:
    """What the lead is asked for; '' for any other role."""
    if reminder.asked_by:
        return _asked_by(reminder)
    kind = step_kind(reminder.step)
    if reminder.role is not Role.LEAD:
        return ""
    if kind in BEFORE_DUE and reminder.item.passed:
        kind = "overdue"
    elif kind == "due" and reminder.item.due_time is not None:
        kind = "hours"
    asked = REQUEST_TO_LEAD.get(kind, "")
    return ASKED_OF_LEVEL.get(kind, asked) if reminder.item.is_level else asked


def _asked_by(reminder: Reminder) -> str:
    """Who requested this reminder, with their note if there is one."""
    said = "" if reminder.item.confidential else reminder.note
    if said:
        return f"Đồng chí {reminder.asked_by} nhắc: “{said}”"
    return f"Đồng chí {reminder.asked_by} đề nghị báo kết quả ngay."


def _shared_asks(whole: Sequence[Reminder], repeated: set[str]) -> Iterator[str]:
    """The requests that are the same for several items, each once with the numbers."""
    for ask in sorted(repeated - {""}):
        numbers = [each.item.number for each in whole if _asked(each) == ask]
        yield f"Việc {_numbers(numbers)}: {ask[0].lower()}{ask[1:]}"


def _by_number(others: Sequence[Reminder]) -> Iterator[Block]:
    """Items beyond the limits: their numbers, by what is asked."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for each in others:
        kind = step_kind(each.step)
        said = _asked(each) if each.role is Role.LEAD else FOR_OTHERS.get(kind, "")
        numbers[said].append(each.item.number)
    if numbers:
        lines = [
            f"\n{said} Việc {_numbers(each)}.".replace("\n ", "\n")
            for said, each in numbers.items()
        ]
        yield Block((Bold(f"Và {len(others)} việc nữa, gõ số việc để xem"), *lines))


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, dict.fromkeys(numbers)))


def _block(reminder: Reminder, digest: Digest, repeated: set[str]) -> Block:
    item = reminder.item
    kind = step_kind(reminder.step)
    lines = [items.due(item, digest.today)]
    if reminder.role is Role.LEAD:
        asked = _asked(reminder)
        lines += _for_lead(item, "" if asked in repeated else asked)
    else:
        lines += [
            FOR_OTHERS.get(kind, ""),
            f"Chủ trì: {item.lead}",
            *_decides(item, kind),
        ]
    if reminder.absent:
        lines.append(f"Đồng chí nhận thay đồng chí {reminder.absent}.")
    if reminder.late:
        lines.append(wishes.LATE)
    return items.item_block(item, *lines)


def _for_lead(item: Item, asked: str) -> list[str]:
    stands = items.stands(item) if item.target is not None else ""
    reached = f"Đã {stands}" if stands.startswith("đạt") else f"{stands[:1].upper()}{stands[1:]}"
    pending = f"Đang chờ quyết định gia hạn đến {days.wished(item)}." if item.extension_to else ""
    return [reached, items.villages(item), pending, asked]


def _decides(item: Item, kind: str) -> list[str]:
    if kind == "before":
        return []
    wish = (
        items.extension_request(item, days.wished(item))
        if item.extension_to and kind == "extension"
        else items.undecided(item)
    )
    how = f"Trả lời: “{item.number} chỉ đạo …”." if kind == "blocked" else ""
    return [wish, items.last_reply(item), how]


def _how(digest: Digest, lists: Sequence[Sequence[Reminder]]) -> Iterator[Block]:
    """How to answer; nothing where no item is named."""
    mine = [each.item for each in digest.reminders if each.role is Role.LEAD]
    named = [*digest.reminders, *(each for each in digest.wishes if each.item is not None)]
    if mine:
        ways = ", ".join(f"“{mine[0].number} {each}”" for each in _ways(mine[0]))
        yield Block((f"Trả lời theo số việc, ví dụ: {ways}.",))
    elif lists:
        number = lists[0][0].item.number
        yield Block(
            (f"Gõ số việc để xem chi tiết; “nhắc ngay {number}” để nhắc chủ trì việc {number}.",)
        )
    elif named:
        yield Block(("Gõ số việc để xem chi tiết.",))


def _ways(item: Item) -> Iterator[str]:
    """What may be answered of an item of its kind and status."""
    if item.status is Status.PENDING and item.shape in PLANNED_SHAPES:
        yield "đã nhận"
    if item.shape is MilestoneShape.QUOTA:
        yield amounts.example(item)
    elif item.shape is MilestoneShape.DEADLINE:
        yield "đang làm 60%"
    yield "vướng …"
    if item.shape in DATED_SHAPES and item.extension_to is None:
        yield "xin lùi đến … vì …"
    yield "xong, số … ngày …" if item.asks_document else "xong"


def _accept_all(reminders: Sequence[Reminder]) -> tuple[tuple[Button, ...], ...]:
    """One button that accepts all that was handed over; none for a single item."""
    new = [
        each.item.number
        for each in reminders
        if each.role is Role.LEAD and step_kind(each.step) in HANDED_OVER
    ]
    words = accept_all_words(list(dict.fromkeys(new)))
    return ((Button(f"Đã nhận cả {len(new)} việc", words),),) if words else ()


def _buttons(alone: Sequence[Reminder], digest: Digest) -> tuple[tuple[Button, ...], ...]:
    """A button for each item shown in full, and one to snooze where anything may wait."""
    found = [each.item for each in digest.wishes if each.item is not None]
    found += [reminder.item for reminder in alone]
    numbers = list(dict.fromkeys(item.number for item in found))
    row_of = 4
    buttons = [Button(f"Việc {number}", str(number)) for number in numbers]
    rows = tuple(tuple(buttons[i : i + row_of]) for i in range(0, len(buttons), row_of))
    own = bool(digest.wishes) or any(reminder.role is Role.LEAD for reminder in alone)
    later = own and digest.can_wait
    return (*rows, (Button("Nhắc lại sau", "nhắc lại sau"),)) if later else rows
