"""The lines of `nhacviec preview`."""

from collections.abc import Sequence

from bot.queries.daily_load import MOST_LINES, DailyLoad, FullDay, PostLoad
from bot.texts import days, items, steps
from scheduler.ladder.preview import PreviewLine

LONGEST_NAME = 70
"""The most letters of a milestone's name."""
MOST_DAYS = 10
"""The most full days that are listed."""

SILENT = "Số dòng nhắc nhiều nhất một ngày của mỗi chức danh nếu không ai trả lời"
ANSWERED = (
    "Số dòng nhắc nhiều nhất một ngày của mỗi chức danh nếu chủ trì nhận ngay, nộp đúng ngày hạn, "
    "người xác nhận làm khi được nhắc lần đầu"
)
ONE_LINE = "(việc giao cùng ngày tính một dòng):"
OTHERS_WORK = "Riêng tin về việc của người khác (Văn phòng, lãnh đạo):"
NOTHING_MOVABLE = "không có việc chưa quá hạn nào mang ngày dự kiến để dời"
NO_REMINDERS = "Không có tin nhắc nào trong thời gian này."


def preview_line(line: PreviewLine) -> str:
    """One reminder: moment, number, step, recipient and name of the work."""
    name = items.shortened(line.name, LONGEST_NAME)
    return (
        f"{days.moment(line.at):<26} {line.number:>3}  {steps.step_in_words(line.step):<38}  "
        f"{line.to}: {name}"
    )


def name_shown(text: str, confidential: bool) -> str:
    """The key or title of a task or milestone, as a preview may show it."""
    return items.HIDDEN if confidential else text


def load_lines(load: DailyLoad, silent: DailyLoad | None = None) -> list[str]:
    """The end of a preview: the lines a day of each post, the worst day, what could be spread.

    `silent` is the load if nobody answers, beside that of a preview with answers.
    """
    if load.worst_on is None:
        return [NO_REMINDERS]
    lines = ["", f"{ANSWERED if silent else SILENT} {ONE_LINE}", *map(_post, load.posts)]
    if load.superiors:
        lines += [OTHERS_WORK, *map(_post, load.superiors)]
    lines.append(f"Ngày nặng nhất: {_day(load)}.")
    if silent and silent.posts:
        lines.append(
            f"Nếu không ai trả lời, ngày nặng nhất: {_day(silent)}; "
            f"nặng nhất một người: {_named(silent.posts[0])}."
        )
    return [*lines, *_spread(load.full_days)]


def _spread(full_days: Sequence[FullDay]) -> list[str]:
    if not full_days:
        return [f"Không ai có ngày nào trên {MOST_LINES} dòng."]
    lines = [f"Ngày trên {MOST_LINES} dòng, nên giãn:", *map(_full_day, full_days[:MOST_DAYS])]
    left = len(full_days) - MOST_DAYS
    return [*lines, f"  … và {left} ngày nữa"] if left > 0 else lines


def _day(load: DailyLoad) -> str:
    on = days.full(load.worst_on) if load.worst_on else ""
    return f"{on}, tất cả {load.worst_lines} dòng"


def _post(load: PostLoad) -> str:
    full = f"; {load.full_days} ngày trên {MOST_LINES} dòng" if load.full_days else ""
    return f"  {_named(load)}{full}"


def _named(load: PostLoad) -> str:
    return f"{load.post} {load.most} dòng, ngày {days.full(load.worst_on)}"


def _full_day(full: FullDay) -> str:
    named = ", ".join(map(str, full.movable))
    how = (
        f"dời được việc {named}"
        if named
        else "không có việc trước hạn nào mang ngày dự kiến để dời"
    )
    return f"  {days.full(full.day)}, {full.post}, {full.lines} dòng: {how}"
