"""The secretary's daily overview and the leaders' weekly summary."""

from collections import defaultdict
from collections.abc import Sequence

from bot.texts import allowance, calendar, days, items, lists, old_reports, reach, usual_days
from scheduler.calendar.working_time import MORNING
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from scheduler.delivery.wording import (
    Item,
    LeadersSummary,
    SecretarySummary,
    SummaryGroup,
    UnreadPerson,
)
from scheduler.work.counting import StateCounts
from storage.words import Rank, Status

SHOWN = 5
BROKEN = "Báo người quản trị máy."
RANKS = {Rank.DEPUTY: "Phó Bí thư Thường trực", Rank.HEAD: "Bí thư"}


def daily_overview(morning: SecretarySummary) -> Outgoing:
    """The secretary's daily overview, most urgent first; says so if nothing is due."""
    today = morning.today
    called = f"{morning.person}{_for_absent(morning.absent)}"
    head = Block((Bold("Đầu ngày"), f" {days.named(today, today)}, đồng chí {called}"))
    groups = (
        ("Quá hạn", morning.overdue, "Gõ “quá hạn” để xem đủ."),
        ("Hạn hôm nay", morning.due_today, ""),
        ("Hạn trong tuần", morning.due_this_week, "Gõ “sắp đến hạn” để xem đủ."),
        ("Chờ đồng chí xử lý", morning.to_decide, "Gõ “chờ duyệt” để quyết định."),
        ("Chưa nhận việc", morning.not_accepted, "Gõ “việc chưa nhận” để xem đủ."),
        ("Chậm tiến độ", SummaryGroup(morning.slow), ""),
        ("Chương trình lỗi, chưa nhắc được", SummaryGroup(morning.failing), BROKEN),
    )
    blocks = [_group(title, group, more) for title, group, more in groups if group.total]
    if morning.old_reports:
        blocks.append(old_reports.reports_by_lead(morning.old_reports))
    if morning.not_linked:
        blocks.append(_names("Chưa kết nối", morning.not_linked))
    if morning.undelivered:
        blocks.append(_names("Không gửi được tin", morning.undelivered))
    if morning.unread:
        blocks.append(_unread(morning.unread))
    if morning.held:
        blocks.append(allowance.held_back(morning.held))
    if morning.unfilled:
        names = tuple(RANKS[rank] for rank in morning.unfilled)
        blocks.append(_names("Chưa có chức danh để báo việc quá hạn", names))
    if morning.tet:
        blocks.append(calendar.tet_is_estimated(morning.tet, today))
    blocks += usual_days.blocks(morning.usual, morning.named, today)
    if not blocks:
        blocks.append(Block(("Không có việc đến hạn, quá hạn hay chờ xử lý.",)))
    return Outgoing((head, *blocks), _buttons(morning))


def _for_absent(absent: str) -> str:
    return f", nhận thay đồng chí {absent}" if absent else ""


def _group(title: str, group: SummaryGroup, more: str) -> Block:
    """A heading with its count, what is shown of it, and how to see all."""
    head = Bold(f"{title}: {group.total}")
    if not group.shown and not group.soon:
        return Block((head, f". {more}" if more else ""))
    lines, left = _lines(group.shown)
    rest = [
        f"{left} việc của chức danh khác" if left else "",
        f"{group.soon} việc có trong tin nhắc lúc {MORNING:%H:%M}" if group.soon else "",
        f"{group.known} việc khác" if group.known else "",
    ]
    said = "; ".join(each for each in rest if each)
    tail = f"\n{'… và ' if lines else ''}{said}. {more}".rstrip() if said else ""
    return Block((head, *lines, tail))


def _lines(rows: Sequence[Item]) -> tuple[list[str], int]:
    """One line per item if there are few, otherwise one line per lead; and the number of items
    without a line.
    """
    if len(rows) <= SHOWN:
        return [_line(row) for row in rows], 0
    leads: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        leads[row.lead].append(row)
    longest = sorted(leads.items(), key=lambda each: (_heaviest(each[1]), -len(each[1])))
    lines = [_of_lead(lead, own) for lead, own in longest[:SHOWN]]
    return lines, sum(len(own) for _, own in longest[SHOWN:])


def _heaviest(rows: Sequence[Item]) -> int:
    return min(row.weight.order for row in rows)


def _line(row: Item) -> str:
    return f"\n{items.number_and_name(row)} ({_short(row)})"


def _of_lead(lead: str, rows: Sequence[Item]) -> str:
    """One lead's items in a line: how many, and the one that is most late or due first."""
    if len(rows) == 1:
        return _line(rows[0])
    expected = [row for row in rows if row.status is not Status.SUBMITTED]
    if not expected:
        return f"\n{lead}: {len(rows)} việc, {items.STATUS_WORDS[Status.SUBMITTED]}"
    first = min(expected, key=lambda row: row.deadline)
    late = days.lateness(-first.days, -first.working_days)
    worst = f"lâu nhất {late}" if first.days < 0 else f"gần nhất {days.days_left(first)}"
    return f"\n{lead}: {len(rows)} việc, {worst}"


def _short(row: Item) -> str:
    pace = f", {items.stands(row)}" if row.behind_pace else ""
    wish = f", xin lùi đến {days.wished(row)}" if row.extension_to else ""
    return f"{row.lead}, {items.where_it_stands(row)}{pace}{wish}"


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
        (morning.overdue.total, Button("Quá hạn", "quá hạn")),
        (morning.to_decide.total, Button("Chờ duyệt", "chờ duyệt")),
        (morning.due_this_week.total, Button("Sắp đến hạn", "sắp đến hạn")),
    )
    row = tuple(button for count, button in wanted if count)
    tet = (calendar.button_to_confirm_tet(morning.tet),) if morning.tet else ()
    right = (usual_days.ALL_RIGHT,) if morning.usual else ()
    return tuple(
        filter(None, (row, tet, right, *old_reports.buttons_to_close(morning.old_reports)))
    )


def weekly_summary(review: LeadersSummary) -> Outgoing:
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
    blocks += [_group(title, SummaryGroup(rows), more) for title, rows, more in groups if rows]
    if not review.overdue and not review.blocked:
        blocks.append(Block(("Không có việc quá hạn hay vướng mắc.",)))
    return Outgoing((head, *blocks))


def _tally(tally: StateCounts, index: int) -> str:
    start = "\n" if index else ""
    return f"{start}{tally.name}: {lists.counts_in_words(tally, 'xong trong tuần')}"
