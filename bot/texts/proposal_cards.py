"""Messages that show proposed tasks: a card for one, an overview for a whole paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.texts import days, items, plan_compared
from bot.texts.import_result import NOT_COMPARED, ComparedPlan
from bot.texts.papers import EVERY, KINDS
from bot.texts.plan_columns import unused as not_read
from bot.texts.plan_faults import RO
from bot.texts.proposals import MISSING
from scheduler.calendar.deadline import Deadline
from scheduler.delivery.channel import Block, Bold, Button, Outgoing, TextPart
from storage.words import TaskKind, Weight

LONGEST_SENTENCE = 420
"""The most letters of a quoted sentence on a card."""
MAX_LINES = 12
"""The most tasks an overview names."""

ACCEPT, SKIP, LATER = Button("Nhận", "nhận"), Button("Bỏ qua", "bỏ qua"), Button("Để sau", "để sau")
ASSIGN, DROP = Button("Giao việc", "nhận"), Button("Thôi", "bỏ qua")
ALL = Button("Nhận hết việc đủ", "nhận hết")
ALL_AS_HINTED = Button("Nhận hết theo gợi ý", "nhận hết theo gợi ý")

BY_EDIT = (
    "Gõ “nhận”, “bỏ qua”, “để sau”, “nhận hết”; sửa bằng “hạn 20/12”, “chủ trì Trưởng Công an xã”, "
    "“phối hợp …; …”, “tên …”, “lĩnh vực …”, “chỉ tiêu 33 đồng chí”, “loại thường xuyên”, "
    "“lặp lại thứ Sáu cuối tháng”, “mức độ khẩn”, "
    "“các bước: dự thảo 30/11; ban hành 31/12”, “rõ hiệu quả …”."
)


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal as a card shows it, number `place` of `of`. `hints` are suggested leads."""

    place: int
    of: int
    paper: str
    section: str
    title: str
    sentence: str
    kind: TaskKind
    clause: str = ""
    sector: str = ""
    lead: str = ""
    named: str = ""
    support: Sequence[str] = ()
    due: Deadline | None = None
    opens: Deadline | None = None
    phases: Sequence[tuple[str, Deadline, str]] = ()
    number: str = ""
    every: str | None = None
    repeated: str = ""
    basis: str = ""
    weight: Weight = Weight.ORDINARY
    missing: Sequence[str] = ()
    unclear: Sequence[str] = ()
    hints: Sequence[str] = ()
    confidential: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """All proposals of one paper, counted."""

    paper_id: int
    paper: str
    number: str
    dated: date | None
    count: int
    kinds: Mapping[TaskKind, int]
    without: Mapping[str, int]
    hinted: int = 0
    first: date | None = None
    last: date | None = None
    lines: Sequence[str] = ()
    new_sectors: Sequence[str] = ()
    changes: Mapping[str, int] = field(default_factory=dict)


def card(one: Card, before: str = "") -> Outgoing:
    """The card of a proposal: the paper's sentence, what is known and what is missing."""
    head = f"Đề xuất {one.place}/{one.of}" if one.of > 1 else "Việc sắp giao"
    title = items.HIDDEN if one.confidential else one.title
    blocks = [Block((before,))] if before else []
    blocks.append(Block((Bold(head), f" · {_where(one)}\n" if _where(one) else "\n", title)))
    if one.sentence and not one.confidential:
        blocks.append(Block(_quoted_sentence(one.sentence, one.clause)))
    blocks.append(Block(("\n".join(_facts(one)),)))
    if one.place == 1 and one.of > 1:
        blocks.append(Block((BY_EDIT,)))
    if one.general:
        blocks.append(Block(("Câu giao chung cho mọi đơn vị, thường không ghi thành việc.",)))
    rows: list[tuple[Button, ...]] = [(ACCEPT, SKIP, LATER) if one.of > 1 else (ASSIGN, DROP)]
    rows += [(Button(f"Chủ trì: {name}"[:60], f"chủ trì {name}"),) for name in one.hints[:2]]
    if one.of > 1:
        rows.append((ALL_AS_HINTED,))
    return Outgoing(tuple(blocks), tuple(rows))


def _quoted_sentence(sentence: str, clause: str) -> tuple[TextPart, ...]:
    """The paper's sentence with the clause in bold; a long one is cut around the clause."""
    before, found, after = sentence.partition(clause) if clause else (sentence, "", "")
    if not found or not (before or after):
        return (f"“{items.shortened(sentence, LONGEST_SENTENCE)}”",)
    room = max(0, LONGEST_SENTENCE - len(clause)) // 2
    before = before if len(before) <= room else f"…{before[len(before) - room :]}"
    after = after if len(after) <= room else f"{after[:room]}…"
    return ("“", before, Bold(items.shortened(clause, LONGEST_SENTENCE)), after, "”")


def _where(one: Card) -> str:
    return " · ".join(part for part in (items.shortened(one.paper, 60), one.section) if part)


def _facts(one: Card) -> list[str]:
    facts = [f"Loại: {KINDS[one.kind]}"]
    if one.weight is not Weight.ORDINARY:
        facts.append(f"Mức độ: {items.WEIGHTS[one.weight].lower()}")
    facts += _phases(one)
    if one.number:
        facts.append(one.number)
    if one.opens:
        facts.append(f"Bắt đầu: {days.deadline(one.opens)}")
    if one.due and not one.phases:
        facts.append(f"Hạn: {days.deadline(one.due)}")
    facts += _often(one)
    if one.sector:
        facts.append(f"Lĩnh vực: {one.sector}")
    facts.append(_lead(one))
    if one.support:
        facts.append(f"Phối hợp: {', '.join(one.support)}")
    if one.basis and not one.confidential:
        facts.append(f"Căn cứ: {items.shortened(one.basis, 160)}")
    if one.missing:
        facts.append(f"Còn thiếu: {', '.join(MISSING[name] for name in one.missing)}")
    if one.unclear:
        facts.append(f"Còn chưa {', '.join(RO[name] for name in one.unclear)}")
    return facts


def _phases(one: Card) -> list[str]:
    return [
        f"- {title}: {days.deadline(due)}" + (f", {lead} chủ trì" if lead else "")
        for title, due, lead in one.phases
    ]


def _often(one: Card) -> list[str]:
    if one.repeated:
        return [f"Lặp lại: {one.repeated}"]
    return [f"Báo cáo: {EVERY[one.every]}"] if one.every else []


def _lead(one: Card) -> str:
    if one.lead:
        return f"Chủ trì: {one.lead}"
    named = f" (văn bản ghi: {one.named})" if one.named else ""
    usual = f", thường là {one.hints[0]}" if one.hints else ""
    return f"Chủ trì: chưa rõ{named}{usual}"


def overview(
    found: Overview,
    sheet: bool,
    unused: Sequence[str] = (),
    compared: ComparedPlan = NOT_COMPARED,
) -> Outgoing:
    """Sums up a paper's proposals; `sheet`: it is an Excel plan, with `unused` columns."""
    number = f" {found.number}" if found.number else ""
    dated = f", ngày {days.full(found.dated)}" if found.dated else ""
    lines = [f"{count} {KINDS[kind]}" for kind, count in found.kinds.items()]
    blocks = [
        Block(
            (
                Bold(
                    f"Đã đọc {items.shortened(found.paper, 80)}{number}{dated}: {found.count} việc."
                ),
                f"\n{'; '.join(lines)}.",
                _between(found),
            )
        )
    ]
    if found.lines:
        more = found.count - len(found.lines)
        rest = [f"… và {more} việc nữa"] if more > 0 else []
        blocks.append(Block(("\n".join([*found.lines, *rest]),)))
    if found.changes:
        blocks.append(Block((_changes(found.changes),)))
    hints = {"lead": f" ({found.hinted} việc có gợi ý)" if found.hinted else ""}
    without = [
        f"{count} việc chưa có {MISSING[name]}{hints.get(name, '')}"
        for name, count in found.without.items()
    ]
    if without:
        blocks.append(Block((f"{'; '.join(without)}.",)))
    if found.new_sectors:
        blocks.append(Block((f"Lĩnh vực mới: {', '.join(found.new_sectors)}.",)))
    if unused:
        blocks.append(Block((not_read(unused),)))
    blocks += plan_compared.blocks(compared)
    blocks.append(Block(("Chưa ghi gì. Đồng chí xem rồi quyết định.",)))
    called = f"đề xuất {found.paper_id}"
    one_by_one, drop = Button("Xem từng việc", called), Button("Bỏ cả", f"{called} bỏ hết")
    every = Button("Lưu cả kế hoạch", f"{called} nhận hết")
    hinted = Button("Nhận hết theo gợi ý", f"{called} nhận hết theo gợi ý")
    rows = ((every,), (one_by_one, drop)) if sheet else ((one_by_one,), (hinted, drop))
    return Outgoing(tuple(blocks), (*rows, *plan_compared.buttons(compared)))


def _between(found: Overview) -> str:
    if found.first is None or found.last is None:
        return ""
    return f"\nHạn từ {days.full(found.first)} đến {days.full(found.last)}."


def _changes(counts: Mapping[str, int]) -> str:
    return (
        f"So với hiện có: thêm {counts['added']} việc, đổi {counts['changed']} chi tiết, "
        f"giữ nguyên {counts['left']} việc."
    )


def overview_line(
    title: str, due: Deadline | None, lead: str, due_last_year: date | None, confidential: bool
) -> str:
    """One line of an overview; `due_last_year` is the day it was due the year before."""
    name = items.HIDDEN if confidential else items.shortened(title, 70)
    moved = f"{days.full(due_last_year)} → " if due_last_year else ""
    until = f", {moved}{days.deadline(due)}" if due else ""
    return f"- {name}{until}: {lead or 'chưa có chủ trì'}"
