"""Work lists and progress figures in chat."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.queries.filters import WorkFilter, WorkList
from bot.texts import charts, days, items
from bot.texts.answers import say
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Item, Listing
from scheduler.work.counting import StateCounts
from storage.words import Status

TITLES: Mapping[WorkList, str] = {
    WorkList.MINE: "Việc của đồng chí",
    WorkList.OVERDUE: "Quá hạn",
    WorkList.SOON: "Sắp đến hạn",
    WorkList.UNREPORTED: "Chưa báo cáo trong 7 ngày qua",
    WorkList.UNACCEPTED: "Chưa nhận việc",
    WorkList.DECIDE: "Chờ quyết định",
    WorkList.OPEN: "Đang mở",
    WorkList.NOT_YET_DUE: "Trong hạn",
    WorkList.WAITING: "Chờ xác nhận",
    WorkList.BLOCKED: "Đang vướng mắc",
    WorkList.EXTENSION: "Xin gia hạn, chờ quyết định",
    WorkList.DONE: "Đã xong",
    WorkList.ON_TIME: "Xong đúng hạn",
    WorkList.LATE: "Xong muộn",
    WorkList.CANCELLED: "Đã hủy",
}

EMPTY: Mapping[WorkList, str] = {
    WorkList.MINE: "không có việc đang mở. Khi được giao việc, tin nhắc sẽ đến tại đây.",
    WorkList.OVERDUE: "không có việc quá hạn.",
    WorkList.SOON: "không có việc đến hạn trong thời gian này.",
    WorkList.UNREPORTED: "không có việc nào.",
    WorkList.UNACCEPTED: "không có việc nào.",
    WorkList.DECIDE: "không có việc chờ quyết định.",
    WorkList.OPEN: "không có việc đang mở.",
    WorkList.NOT_YET_DUE: "không có việc trong hạn.",
    WorkList.WAITING: "không có việc chờ xác nhận.",
    WorkList.BLOCKED: "không có việc nào báo vướng mắc.",
    WorkList.EXTENSION: "không có đề nghị gia hạn nào.",
    WorkList.DONE: "chưa có việc nào xong.",
    WorkList.ON_TIME: "chưa có việc nào xong đúng hạn.",
    WorkList.LATE: "không có việc nào xong muộn.",
    WorkList.CANCELLED: "không có việc nào bị hủy.",
}

HINTS_UNDER_EMPTY_LIST: Mapping[WorkList, str] = {
    WorkList.OVERDUE: "Gõ “sắp đến hạn” để xem việc sắp tới.",
    WorkList.SOON: "Gõ “việc đang mở” để xem mọi việc chưa xong.",
    WorkList.DECIDE: "Có kết quả, xin gia hạn hay vướng mắc mới, đồng chí được báo.",
    WorkList.DONE: "Báo xong bằng số việc, ví dụ “12 xong”.",
}
"""The hint under an empty list."""

ASKS: Mapping[WorkList, str] = {
    WorkList.MINE: "việc của tôi",
    WorkList.OVERDUE: "việc quá hạn",
    WorkList.SOON: "việc sắp đến hạn",
    WorkList.UNREPORTED: "việc chưa báo cáo",
    WorkList.UNACCEPTED: "việc chưa nhận",
    WorkList.DECIDE: "việc chờ duyệt",
    WorkList.OPEN: "việc đang mở",
    WorkList.NOT_YET_DUE: "việc trong hạn",
    WorkList.WAITING: "việc chờ xác nhận",
    WorkList.BLOCKED: "việc vướng mắc",
    WorkList.EXTENSION: "việc xin gia hạn",
    WorkList.DONE: "việc đã xong",
    WorkList.ON_TIME: "việc xong đúng hạn",
    WorkList.LATE: "việc xong muộn",
    WorkList.CANCELLED: "việc đã hủy",
}
"""The words that ask for a list; a filter in words may follow."""

LIMITED = "Chỉ gồm việc đồng chí chủ trì hoặc phối hợp."
NOT_SHOWN = (
    "đồng chí chỉ xem được việc mình chủ trì hoặc phối hợp, trong đó không có việc nào như vậy. "
    "Việc khác xin hỏi Văn phòng."
)
"""Replaces an empty list for a reader who may see only part of what was asked for."""

MORE = "xem thêm"
NO_MORE = say("Không còn danh sách nào để xem tiếp. Gõ “quá hạn”, “sắp đến hạn” hoặc “tiến độ”.")
LONGEST_PRESS = 200
"""The most letters of the words behind a button."""


def filter_in_words(wanted: WorkFilter, person: str, unit: str, topic: str, mine: bool) -> str:
    """A filter in words that the program can read back."""
    parts = [
        "của tôi" if mine else "",
        f"của {person}" if person else "",
        f"của {unit}" if unit and not person else "",
        f"mảng {wanted.sector}" if wanted.sector else "",
        _span(wanted.since, wanted.until),
        f"về {topic}" if topic else "",
    ]
    return " ".join(each for each in parts if each)


def _span(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        return ""
    if since == until:
        return f"ngày {days.full(since)}"
    return f"từ {days.full(since)} đến {days.full(until)}"


def limited_note(limited: bool) -> tuple[Block, ...]:
    """If `limited`, says that the reader may see only their own part of what was asked for."""
    return (Block((LIMITED,)),) if limited else ()


def listing(
    asked: WorkList,
    listing: Listing,
    today: date,
    about: str = "",
    more: str = "",
    limited: bool = False,
) -> Outgoing:
    """One page of a list; `more` are the words that ask for the next page, '' on the last.

    `limited`: it has only the reader's own part of what was asked for.
    """
    named = "" if asked is WorkList.MINE and about == "của tôi" else charts.filter_for_reader(about)
    title = f"{TITLES[asked]} {named}".strip()
    if not listing.items:
        none = (
            NOT_SHOWN
            if limited
            else f"{EMPTY[asked]} {HINTS_UNDER_EMPTY_LIST.get(asked, '')}".rstrip()
        )
        return Outgoing((Block((f"{title}: {none}",)),))
    page = f", trang {listing.page}/{listing.pages}" if listing.pages > 1 else ""
    narrowed = f"\n{LIMITED}" if limited else ""
    head = Block((Bold(f"{title}: {listing.total} việc{page}"), narrowed))
    line = LINES.get(asked, _with_lead)
    blocks = [items.item_block(row, *line(row, today)) for row in listing.items]
    buttons = _numbers(listing.items)
    if more:
        blocks.append(Block((f"Còn nữa, gõ “{MORE}”.",)))
        buttons += ((Button("Xem thêm", more if len(more) <= LONGEST_PRESS else MORE),),)
    if asked is WorkList.SOON:
        buttons += ((Button("Lịch các tuần tới", f"biểu đồ tuần tới {about}".strip()),),)
    return Outgoing((head, *blocks), buttons)


def _numbers(rows: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    buttons = [Button(f"Việc {row.number}", str(row.number)) for row in rows]
    return tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4))


def _with_lead(row: Item, today: date) -> Sequence[str]:
    wish = items.undecided(row)
    led = f"Chủ trì: {row.lead}. {items.last_reply(row)}"
    return (items.due(row, today), items.waits_for_decision(row), wish, led)


def _own(row: Item, today: date) -> Sequence[str]:
    return (items.due(row, today), f"Tình trạng: {items.status(row)}", items.undecided(row))


def _done(row: Item, today: date) -> Sequence[str]:
    document = items.document(row, "Văn bản: ")
    return (items.due(row, today), f"Chủ trì: {row.lead}", document)


def _cancelled(row: Item, today: date) -> Sequence[str]:
    return (items.due(row, today), f"Chủ trì: {row.lead}", items.cancel_reason(row))


def _to_decide(row: Item, today: date) -> Sequence[str]:
    if row.extension_to:
        wish = days.with_hour(row.extension_time, days.named(row.extension_to, today))
        ask = items.extension_request(row, wish)
    elif row.status is Status.SUBMITTED:
        ask = f"Đã nộp kết quả{items.document(row, ', văn bản ')}"
    else:
        ask = "Vướng mắc, cần chỉ đạo"
    return (ask, items.due(row, today), f"Chủ trì: {row.lead}", items.last_reply(row))


LINES: Mapping[WorkList, Callable[[Item, date], Sequence[str]]] = {
    WorkList.MINE: _own,
    WorkList.DECIDE: _to_decide,
    WorkList.DONE: _done,
    WorkList.ON_TIME: _done,
    WorkList.LATE: _done,
    WorkList.CANCELLED: _cancelled,
}
"""By list: the lines under an item; default: due date, lead and last reply."""


def counts_in_words(tally: StateCounts, done: str = "xong") -> str:
    """Counts by work state in words; done, not yet due and overdue are always named."""
    late = f" (muộn {tally.late})" if tally.late else ""
    waiting = f"chờ xác nhận {tally.waiting}, " if tally.waiting else ""
    left = f"trong hạn {tally.not_yet_due}, quá hạn {tally.overdue}"
    return f"{done} {tally.done}{late}, {waiting}{left}"


def progress(
    whole: StateCounts,
    parts: Sequence[StateCounts],
    quotas: Sequence[Item],
    lost: str = "",
    limited: bool = False,
) -> Outgoing:
    """Progress figures, overall and by part, and the values of quotas.

    `whole.name` is the filter in words; `lost` are words of the question that matched no title;
    `limited`: only the reader's own part of what was asked for is counted.
    """
    title = f"Tiến độ {charts.filter_for_reader(whole.name)}".strip()
    if not whole.total:
        none = NOT_SHOWN if limited else "chưa có việc nào."
        return Outgoing((Block((f"{title}: {none}",)),))
    first = counts_in_words(whole)
    unknown = (
        f"\nChưa rõ “{items.shortened(lost, 60)}” là việc nào; đây là tiến độ chung."
        if lost
        else ""
    )
    blocks = [Block((Bold(title), unknown, f"\n{first[0].upper()}{first[1:]}."))]
    if len(parts) > 1:
        blocks.append(
            Block(("\n".join(f"{part.name}: {counts_in_words(part)}" for part in parts),))
        )
    numbers = [row for row in quotas if row.target is not None]
    if numbers:
        numbers.sort(key=lambda row: not (row.behind_pace or (row.is_level and not row.reached)))
        reached = [f"\n{_reached(row)}" for row in numbers]
        blocks.append(Block((Bold("Chỉ tiêu"), *reached)))
    blocks += limited_note(limited)
    pictures = ((Button("Biểu đồ chỉ tiêu", f"biểu đồ chỉ tiêu {whole.name}".strip()),),)
    return Outgoing(tuple(blocks), _lists_of(whole) + (pictures if len(numbers) > 1 else ()))


def _reached(row: Item) -> str:
    by_village = items.villages(row)
    line = f"{row.number}. {items.name(row)}: {items.number(row)}"
    return f"{line}\n   {by_village}" if by_village else line


def _lists_of(whole: StateCounts) -> tuple[tuple[Button, ...], ...]:
    """Buttons that open the counted lists, with the same filter."""
    counted = (
        (whole.overdue, WorkList.OVERDUE, "Quá hạn"),
        (whole.open, WorkList.OPEN, "Đang mở"),
        (whole.done, WorkList.DONE, "Đã xong"),
        (whole.late, WorkList.LATE, "Xong muộn"),
    )
    row = tuple(
        Button(f"{label} ({count})", f"{ASKS[asked]} {whole.name}".strip())
        for count, asked, label in counted
        if count
    )
    return (row,) if row else ()
