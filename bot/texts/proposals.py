"""Messages while the secretary reviews proposed tasks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.texts import days, items
from bot.texts.amounts import digits, goal, in_unit
from bot.texts.answers import say
from bot.texts.papers import EVERY
from bot.texts.plan_faults import RO
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Block, Bold, Button, Outgoing
from storage.figures import of_json
from storage.words import Better, Figure

CHAT_SOURCE_NAME = "Giao việc trực tiếp"
STANDING = ("Việc thường xuyên", "thường xuyên")

ASKS: Mapping[str, str] = {
    "lead": "Ai chủ trì? Gõ tên chức danh hoặc đơn vị.",
    "sector": "Thuộc lĩnh vực nào?",
    "due": "Hạn ngày nào? Ví dụ 20/12 hoặc hết tháng 11. Việc không có hạn: gõ “thường xuyên”.",
    "closes": "Đợt này kết thúc ngày nào?",
    "opens": "Đợt này bắt đầu ngày nào?",
    "target": "Chỉ tiêu bao nhiêu? Ví dụ 33 đồng chí, 11/33 đồng chí, từ 97%, không quá 4%.",
    "phases": "Các bước và ngày của từng bước? Ví dụ: dự thảo 30/11; ban hành 31/12.",
    "title": "Giao việc gì? Viết một câu ngắn.",
}
MISSING: Mapping[str, str] = {
    "lead": "chủ trì",
    "sector": "lĩnh vực",
    "due": "hạn",
    "closes": "ngày kết thúc",
    "opens": "ngày bắt đầu",
    "target": "chỉ tiêu",
    "repeats": "cách lặp lại",
    "phases": "các bước",
    "title": "tên việc",
    "weight": "mức độ",
}
NONE_WAITING = say(
    "Không có đề xuất nào chờ xem. Gửi kết luận (.docx, .pdf, .txt) hoặc kế hoạch (.xlsx) "
    "vào đây, hoặc gõ “giao việc: …”. Mẫu bảng kế hoạch: gõ “mẫu”."
)
NOT_A_NUMBER = "Chưa rõ chỉ tiêu. Gõ như 33 đồng chí, 11/33 đồng chí, từ 97%, không quá 4%."
ONLY_PLAIN_WORK_REPEATS = (
    "Việc có chỉ tiêu hoặc nhiều bước chưa lặp lại được. Đồng chí giao riêng từng kỳ, "
    "hoặc gõ “loại thường xuyên” rồi gõ lại cách lặp lại."
)
NOT_A_WEIGHT = "Chưa rõ mức độ. Gõ như: mức độ khẩn (trọng tâm, thường)."
NOT_A_KIND = "Chưa rõ loại. Gõ như: loại có hạn (nhiều bước, chỉ tiêu, đợt, thường xuyên)."
NOT_PHASES = "Chưa rõ các bước. Gõ như: dự thảo 30/11; ban hành 31/12."
WHICH_YEARS = say("Gõ hai năm, ví dụ “sao kế hoạch 2025 sang 2026”.")


def ask(slot: str, choices: Sequence[tuple[str, str]], before: str = "") -> Outgoing:
    """Asks for a missing field; `choices` are (label, words) of buttons."""
    buttons = tuple((Button(label[:60], words),) for label, words in choices)
    blocks = [Block((before,))] if before else []
    return Outgoing((*blocks, Block((ASKS[slot],))), (*buttons, (Button("Thôi", "thôi"),)))


def accepted(title: str, numbers: Sequence[int], unclear: Sequence[str], repeated: str = "") -> str:
    """Says that a proposal was accepted: its milestone numbers, and `ro` fields still unclear.

    `repeated`: how the work repeats, by its own rule.
    """
    called = (
        f"việc {', '.join(str(number) for number in numbers)}"
        if numbers
        else repeated or "báo cáo định kỳ"
    )
    warning = f" Còn chưa {', '.join(RO[name] for name in unclear)}." if unclear else ""
    return f"Đã giao: {items.shortened(title, 80)} ({called}).{warning}"


def skipped(title: str) -> str:
    return f"Đã bỏ qua: {items.shortened(title, 80)}."


def all_accepted(count: int, left: int, waiting: Mapping[str, int]) -> str:
    """Says that `count` proposals were accepted; `waiting`: the missing fields of the rest."""
    if not left:
        return f"Đã giao {count} việc."
    lacks = ", ".join(f"{number} thiếu {MISSING[name]}" for name, number in waiting.items())
    why = f" ({lacks})" if lacks else ""
    return f"Đã giao {count} việc. Còn {left} việc chờ xem{why}."


def review_finished(paper_id: int, accepted: int, skipped: int) -> Outgoing:
    say_again = f"đề xuất {paper_id} xem lại"
    again = (Button("Xem lại việc đã bỏ", say_again),) if skipped else ()
    return say(f"Đã xem hết: giao {accepted} việc, bỏ {skipped} việc.", *again)


def review_postponed(left: int) -> Outgoing:
    return say(
        f"Còn {left} đề xuất chờ xem. Gõ “đề xuất” để xem tiếp.", Button("Xem tiếp", "đề xuất")
    )


def which_paper(rows: Sequence[tuple[int, str, int]]) -> Outgoing:
    """Asks which paper to review; `rows`: its id, name and number of proposals."""
    lines = [f"\n{name}: {count} đề xuất" for _, name, count in rows]
    buttons = tuple((Button(name[:60], f"đề xuất {number}"),) for number, name, _ in rows)
    return Outgoing((Block((Bold("Các văn bản chờ xem:"), *lines)),), buttons)


def not_a_date(words: str) -> str:
    return f"Chưa rõ ngày “{items.shortened(words, 40)}”. Gõ một ngày sắp tới, như 20/12."


def hour_over(due: Deadline) -> str:
    return f"{days.deadline(due)} đã qua. Gõ ngày và giờ sắp tới, như 15h 20/12."


NO_HOUR_AT_END = "Đợt cao điểm kết thúc theo ngày, chưa ghi được giờ. Gõ một ngày, như 20/12."
NO_HOUR_AT_START = "Chỉ đợt cao điểm có giờ bắt đầu. Gõ một ngày, như 20/12."


def no_post(words: str, near: Sequence[str]) -> str:
    hint = f" Có phải: {', '.join(near)}?" if near else ""
    return f"Không có chức danh, đơn vị “{items.shortened(words, 60)}” trong xã.{hint}"


def which_post(names: Sequence[str]) -> str:
    return f"Đơn vị này có {len(names)} chức danh: {', '.join(names)}. Đồng chí chọn một."


def no_sector(names: Sequence[str]) -> str:
    return f"Chưa rõ lĩnh vực. Đồng chí chọn một: {', '.join(names)}."


def field_changed(field: str) -> str:
    return f"Đã sửa {MISSING.get(field, RO.get(field, 'đề xuất'))}."


def long_title(letters: int) -> str:
    """Says how a title of so many letters was shortened; '' if it was not."""
    if letters <= 200:
        return ""
    rest = (
        ""
        if letters <= 500
        else " Phần sau 500 chữ đã bị cắt, đồng chí gửi thành văn bản kèm theo."
    )
    return f"Tên việc dài quá 200 chữ nên rút gọn, nội dung ghi ở “Rõ việc”.{rest}"


def not_a_repetition(words: str) -> str:
    """Says that these words speak of repetition, but not clearly."""
    return (
        f"Chưa rõ “{items.shortened(words, 60)}” lặp lại thế nào. Gõ như: ngày 31 hằng tháng; "
        "thứ Sáu cuối tháng; hai tuần một lần; mùng một và rằm; 20/10 hằng năm; "
        "thêm được “đến hết năm” hoặc “5 lần”."
    )


def too_long(most: int) -> str:
    """Says that a field takes no more letters, so nothing was changed."""
    return f"Phần này dài quá {most} chữ, chưa ghi; đồng chí rút gọn giúp."


def cannot_save(problems: Sequence[str]) -> str:
    """Says why the task cannot be stored as it is."""
    return f"Chưa giao được: {'; '.join(problems)}. Đồng chí sửa rồi gõ “nhận”."


def ro_person(lead: str, support: Sequence[str]) -> str:
    """The text of the clarity "person": who leads and who supports."""
    if not lead:
        return ""
    helping = f"; phối hợp: {', '.join(support)}" if support else ""
    return f"{lead} chủ trì{helping}"


def target_in_words(block: Mapping[str, Any], figure: Figure) -> str:
    """The target of a quota's block, with the value reached already."""
    target, measure, start = of_json(block["target"]), block.get("measure", ""), block.get("start")
    assert target is not None
    if figure is Figure.LEVEL:
        better = Better(block.get("better", Better.HIGHER))
        now = "" if start is None else f", hiện {in_unit(Decimal(str(start)), measure)}"
        return f"Chỉ tiêu: {goal(target, measure, better)}, là mức phải giữ{now}"
    reached = "" if start is None else f"{digits(Decimal(str(start)))}/"
    return f"Chỉ tiêu: {reached}{in_unit(target, measure)}"


def ro_process(every: str | None) -> str:
    """The text of the clarity "process": how often to report; '' if unknown."""
    return f"Báo cáo {EVERY[every]}" if every else ""


def ro_result(target: float | str | None, measure: str, better: str | None = None) -> str:
    """The text of the clarity "result": the target of a quota; '' without one."""
    wanted = of_json(target)
    if wanted is None:
        return ""
    number = in_unit(wanted, measure)
    return f"Không quá {number}" if better == Better.LOWER else f"Đạt {number}"


def understood(title: str) -> str:
    """Repeats the title understood from a task given in chat, before the questions."""
    return f"Việc: {items.shortened(title, 120)}."


def moved_plan(since: int, to: int) -> str:
    """The name of a plan copied from one year to another."""
    return f"Kế hoạch {since} chuyển sang {to}"


def nothing_to_move(year: int) -> Outgoing:
    """Says that no task of that year is stored."""
    return say(f"Không có nhiệm vụ nào của kế hoạch năm {year}. Đồng chí xem lại năm.")
