"""The secretary's daily overview and the leaders' weekly summary."""

from collections.abc import Sequence

from bot.texts import allowance, calendar, days, items, lists, reach
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import Item, LeadersSummary, SecretarySummary, UnreadPerson
from scheduler.work.counting import StateCounts
from storage.words import Rank

SHOWN = 5
RANKS = {Rank.DEPUTY: "Phó Bí thư Thường trực", Rank.HEAD: "Bí thư"}


def morning(morning: SecretarySummary) -> Outgoing:
    """The secretary's daily overview, most urgent first; says so if nothing is due."""
    today = morning.today
    called = f"{morning.person}{_for_absent(morning.absent)}"
    head = Block((Bold("Đầu ngày"), f" {days.named(today, today)}, đồng chí {called}"))
    groups = (
        ("Quá hạn", morning.overdue, "Gõ “quá hạn” để xem đủ."),
        ("Hạn hôm nay", morning.due_today, ""),
        ("Hạn trong tuần", morning.due_this_week, "Gõ “sắp đến hạn” để xem đủ."),
        ("Chờ đồng chí xử lý", morning.to_decide, "Gõ “chờ duyệt” để quyết định."),
        ("Chưa nhận việc", morning.not_accepted, "Gõ “nhắc ngay” và số việc để nhắc chủ trì."),
        ("Chậm tiến độ", morning.slow, ""),
        ("Chương trình lỗi, chưa nhắc được", morning.broken, "Báo người quản trị máy."),
    )
    blocks = [_group(title, rows, more) for title, rows, more in groups if rows]
    if morning.not_linked:
        blocks.append(_names("Chưa kết nối", morning.not_linked))
    if morning.undelivered:
        blocks.append(_names("Không gửi được tin", morning.undelivered))
    if morning.unread:
        blocks.append(_unread(morning.unread))
    if morning.held:
        blocks.append(allowance.held(morning.held))
    if morning.unfilled:
        names = tuple(RANKS[rank] for rank in morning.unfilled)
        blocks.append(_names("Chưa có chức danh để báo việc quá hạn", names))
    if morning.tet:
        blocks.append(calendar.guessed_tet(morning.tet, today))
    if not blocks:
        blocks.append(Block(("Không có việc đến hạn, quá hạn hay chờ xử lý.",)))
    return Outgoing((head, *blocks), _buttons(morning))


def _for_absent(absent: str) -> str:
    return f", nhận thay đồng chí {absent}" if absent else ""


def _group(title: str, rows: Sequence[Item], more: str) -> Block:
    lines = [f"\n{row.number}. {items.name(row)} ({_short(row)})" for row in rows[:SHOWN]]
    rest = f"\n… và {len(rows) - SHOWN} việc khác. {more}".rstrip() if len(rows) > SHOWN else ""
    return Block((Bold(f"{title}: {len(rows)}"), *lines, rest))


def _short(row: Item) -> str:
    pace = f", đạt {items.number(row)}" if row.slow else ""
    return f"{row.lead}, {days.left(row)}{pace}"


def _names(title: str, names: Sequence[str]) -> Block:
    return Block((Bold(f"{title}: {len(names)}"), "\n" + ", ".join(names)))


def _unread(rows: Sequence[UnreadPerson]) -> Block:
    lines = [
        f"\n{row.person}: {row.messages} tin từ {days.short(row.since)}{_gone(row)}" for row in rows
    ]
    rest = f"\n… và {len(rows) - SHOWN} người khác." if len(rows) > SHOWN else ""
    call = "" if all(row.instead for row in rows) else "\nĐề nghị gọi điện."
    title = Bold(f"Chưa đọc tin trên trang web: {len(rows)}")
    return Block((title, *lines[:SHOWN], rest, call))


def _gone(row: UnreadPerson) -> str:
    return f", tin mới gửi qua {reach.NAMES[row.instead]}" if row.instead else ""


def _buttons(morning: SecretarySummary) -> tuple[tuple[Button, ...], ...]:
    wanted = (
        (morning.overdue, Button("Quá hạn", "quá hạn")),
        (morning.to_decide, Button("Chờ duyệt", "chờ duyệt")),
        (morning.due_this_week, Button("Sắp đến hạn", "sắp đến hạn")),
    )
    row = tuple(button for rows, button in wanted if rows)
    tet = (calendar.settle_tet(morning.tet),) if morning.tet else ()
    return tuple(filter(None, (row, tet)))


def review(review: LeadersSummary) -> Outgoing:
    """The weekly summary: figures, then overdue and blocked work."""
    span = f"{days.short(review.since)} đến {days.short(review.today)}"
    called = f"{review.person}{_for_absent(review.absent)}"
    head = Block((Bold("Tổng hợp tuần"), f" {span}, kính gửi đồng chí {called}"))
    tallies = Block(tuple(_tally(tally, i) for i, tally in enumerate(review.tallies)))
    blocks = [tallies] if review.tallies else []
    groups = (
        ("Quá hạn", review.overdue, "Gõ “quá hạn” để xem đủ."),
        ("Đang vướng mắc", review.blocked, "Gõ “chờ duyệt” để chỉ đạo."),
    )
    blocks += [_group(title, rows, more) for title, rows, more in groups if rows]
    if not review.overdue and not review.blocked:
        blocks.append(Block(("Không có việc quá hạn hay vướng mắc.",)))
    return Outgoing((head, *blocks))


def _tally(tally: StateCounts, index: int) -> str:
    start = "\n" if index else ""
    return f"{start}{tally.name}: {lists.counts(tally, 'xong trong tuần')}"
