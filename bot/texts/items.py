"""One milestone in words: name, due date, status, last reply."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from bot.language.text.fold import fold
from bot.texts import amounts, days
from scheduler.delivery.channel import Block, Bold, TextPart
from scheduler.delivery.wording import Item
from storage.words import MilestoneShape, Status, Weight

REPORTS = {
    MilestoneShape.CAMPAIGN_REPORT: "báo cáo tuần đến {day}",
    MilestoneShape.STANDING_REPORT: "báo cáo tháng {month}",
    MilestoneShape.OCCURRENCE: "kỳ {day}",
    MilestoneShape.OPENING: "khai mạc, ra quân",
    MilestoneShape.CLOSING: "báo cáo tổng kết",
}

STATUS_WORDS = {
    Status.PENDING: "chưa nhận việc",
    Status.ACCEPTED: "đã nhận việc",
    Status.IN_PROGRESS: "đang làm",
    Status.BLOCKED: "đang vướng mắc",
    Status.SUBMITTED: "đã nộp, chờ xác nhận",
    Status.DONE: "đã hoàn thành",
    Status.CANCELLED: "đã hủy",
}

CONFIRMED_BY_LEAD = "chủ trì tự xác nhận"

WEIGHTS = {Weight.URGENT: "Khẩn", Weight.KEY: "Trọng tâm", Weight.ORDINARY: "Thường"}

WORD = re.compile(r"\w+")
NAMING_WORDS = 4
"""How many syllables at the beginning of a task's title are enough to name it."""

HIDDEN_NUMBER = "đã có số"
HIDDEN = "Việc theo chế độ riêng, xem sổ tại Văn phòng"


def name(item: Item) -> str:
    """The title of an item, without its number; a report keeps its name when its date moves.

    A phase carries the name of its task, since it is shown without it in lists and files.
    """
    if item.confidential:
        return HIDDEN
    if item.title or item.shape not in REPORTS:
        return with_task(item.title, item.task_title)
    due = item.original_due_on
    report = REPORTS[item.shape].format(day=days.short(due), month=due.month)
    return f"{item.task_title}: {report}"


def within_task(item: Item) -> str:
    """The title of a phase where its task is named already."""
    return name(item) if item.confidential else item.title or name(item)


@lru_cache(maxsize=1024)
def with_task(title: str, task_title: str) -> str:
    """A phase's title after its task's, unless it names the task itself.

    A milestone without a title of its own has its task's.
    """
    if not title:
        return task_title
    return title if _names_task(title, task_title) else f"{task_title}: {title}"


def _names_task(title: str, task_title: str) -> bool:
    """Whether a phase has the first words of its task, or a label of them ("Bầu cử: …")."""
    words = WORD.findall(fold(task_title))
    if " ".join(words[:NAMING_WORDS]) in " ".join(WORD.findall(fold(title))):
        return True
    label, colon, _ = fold(title).partition(": ")
    return bool(colon) and set(WORD.findall(label)) <= set(words)


def number_and_name(item: Item) -> str:
    """Number, weight unless ordinary, and name."""
    mark = f"[{WEIGHTS[item.weight]}] " if item.weight is not Weight.ORDINARY else ""
    return f"{item.number}. {mark}{name(item)}"


def heading(item: Item) -> tuple[TextPart, ...]:
    return (Bold(number_and_name(item)),)


def due(item: Item, today: date) -> str:
    """The due date and how far away it is."""
    first = days.with_hour(item.original_due_time, days.short(item.original_due_on))
    moved = f" (hạn gốc {first})" if first != days.due_short(item) else ""
    usual = " (dự kiến)" if item.to_confirm and not item.status.closed else ""
    return f"Hạn {days.due(item, today)}{usual}{moved}, {_standing(item, hour_said=True)}"


def where_it_stands(item: Item) -> str:
    """Says that it is cancelled, when its result came and how late, or how far the due date is."""
    return _standing(item, hour_said=False)


def _standing(item: Item, hour_said: bool) -> str:
    if item.status is Status.CANCELLED:
        on = f" {days.short(item.cancelled_on)}" if item.cancelled_on else ""
        return f"{STATUS_WORDS[item.status]}{on}"
    if item.handed_in_on is None:
        return days.days_left(item, hour_said)
    days_after = (item.handed_in_on - item.due_on).days
    came = f"nộp {days.short(item.handed_in_on)}"
    if days_after > 0:
        return f"{came}, muộn {days.lateness(days_after, item.working_days_late)}"
    if item.handed_in_late and item.due_time is not None:
        return f"{came}, muộn, sau {days.hour_of_day(item.due_time)}"
    return f"{came}, đúng hạn"


def status(item: Item) -> str:
    """The status, with the percent or the number reached."""
    words = STATUS_WORDS[item.status]
    if item.confirmed_by_lead:
        words += f", {CONFIRMED_BY_LEAD}"
    if item.target is not None:
        words += f", {stands(item)}"
    elif item.percent is not None and not item.status.closed:
        words += f" {item.percent}%"
    return words


def stands(item: Item) -> str:
    """Where a quota stands: "đạt 11/33 đồng chí", "hiện 98,5% (mục tiêu từ 97%)"."""
    if item.target is None or (item.is_level and item.value is None):
        return number(item)
    return f"{'hiện' if item.is_level else 'đạt'} {number(item)}"


def number(item: Item) -> str:
    """Value and target of a quota with its unit.

    A behind_pace one with its expected value, a level that is not met with how far it is from it.
    """
    if item.target is None:
        return HIDDEN_NUMBER
    if item.is_level:
        return _level(item)
    reached = amounts.of_target(item, item.value or Decimal(0))
    return f"{reached}, đáng lẽ {amounts.expected(item)}" if item.behind_pace else reached


def _level(item: Item) -> str:
    assert item.target is not None
    if item.value is None:
        return f"chưa có số (mục tiêu {amounts.goal(item.target, item.measure, item.better)})"
    away = amounts.short(item)
    reached = amounts.of_target(item, item.value)
    return f"{reached[:-1]}, {away})" if away else reached


def villages(item: Item) -> str:
    """The values by village, and the remainder not assigned to one; '' without villages."""
    counts = [
        f"{each.name} {each.value}" + ("" if each.target is None else f"/{each.target}")
        for each in item.villages
    ]
    left = int(item.value or 0) - sum(each.value for each in item.villages)
    if counts and left > 0:
        counts.append(f"chưa rõ thôn {left}")
    return f"Theo thôn: {', '.join(counts)}" if counts else ""


def last_reply(item: Item, limit: int = 120) -> str:
    """The last reply and its day, in at most `limit` letters of its words."""
    if item.last_reply_on is None:
        return "Chưa có phản hồi"
    shown = item.last_reply and not item.confidential
    quoted = f"“{shortened(item.last_reply, limit)}”" if shown else "đã phản hồi"
    proxied = " (ghi hộ)" if item.by_proxy else ""
    return f"Phản hồi {days.short(item.last_reply_on)}{proxied}: {quoted}"


def extension_request(item: Item, until: str) -> str:
    """A requested extension, with `until` as the wording of the date, and its reason."""
    proxied = " (ghi hộ)" if item.extension_by_proxy else ""
    reason = f": {shortened(item.extension_reason)}" if item.extension_reason else ""
    return f"Xin lùi đến {until}{proxied}{'' if item.confidential else reason}"


def undecided(item: Item) -> str:
    """Says that an extension waits for a decision; '' without one."""
    if item.extension_to is None or item.status.closed:
        return ""
    return f"Xin lùi đến {days.wished(item)}, chờ quyết định"


def cancel_reason(item: Item) -> str:
    """Why it was cancelled; '' if it was not."""
    return f"Lý do hủy: {shortened(item.cancel_reason)}" if item.cancel_reason else ""


def waits_for_decision(item: Item) -> str:
    """Says that a result waits for the secretary; '' if none does."""
    return f"Tình trạng: {status(item)}" if item.status is Status.SUBMITTED else ""


def document(item: Item, before: str) -> str:
    """A document's number and date after `before`: "Văn bản: 45-KH/ĐU ngày 18/11/2025".

    '' where there is no document, and for a confidential item.
    """
    if item.confidential or not item.document:
        return ""
    day = f" ngày {days.full(item.document_date)}" if item.document_date else ""
    return f"{before}{item.document}{day}"


def shortened(text: str, limit: int = 120) -> str:
    """The text on one line, cut at a word to `limit` letters, with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + "…"


def item_block(item: Item, *lines: str) -> Block:
    return Block((*heading(item), *(f"\n{line}" for line in lines if line)))
