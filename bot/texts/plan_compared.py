"""What a plan sent again renames and no longer names, in words; nothing of it is done unasked."""

from collections.abc import Iterator

from bot.texts import items
from bot.texts.import_result import ComparedPlan
from scheduler.delivery.channel import Block, Bold, Button

SHOWN = 8
"""The most renamed tasks, and the most removed items, that are named."""
REASON = "không còn trong kế hoạch"


def blocks(found: ComparedPlan) -> Iterator[Block]:
    """The paragraphs under the overview of a plan."""
    if found.edition_of:
        yield Block((_edition(found.edition_of),))
    if found.renamed:
        lines = [f"\n{_short(old)} → {_short(new)}" for old, new in found.renamed[:SHOWN]]
        head = Bold(f"Coi là việc cũ được sửa tên: {len(found.renamed)}")
        how = "\nNếu là việc khác, ghi “Mã việc” riêng cho dòng đó rồi gửi lại."
        yield Block((head, *lines, _more(len(found.renamed)), how))
    if found.removed:
        lines = [f"\n{number}. {_short(name)}" for number, name in found.removed[:SHOWN]]
        head = Bold(f"Không còn trong bảng: {len(found.removed)} việc")
        how = "\nCác việc này vẫn giữ. Việc nào thôi không làm, đồng chí bấm nút hủy."
        yield Block((head, *lines, _more(len(found.removed)), how))


def buttons(found: ComparedPlan) -> tuple[tuple[Button, ...], ...]:
    """A button for each removed item that cancels it."""
    row_of = 2
    each = [
        Button(f"Hủy việc {number}", f"{number} hủy vì {REASON}", watch=number)
        for number, _ in found.removed[:SHOWN]
    ]
    return tuple(tuple(each[at : at + row_of]) for at in range(0, len(each), row_of))


def lines(found: ComparedPlan) -> list[str]:
    """The same for the command line."""
    renamed = [f"Coi là việc cũ được sửa tên: {old} -> {new}" for old, new in found.renamed]
    removed = [
        f"Không còn trong tệp, vẫn giữ: {number}. {name}. Nếu thôi, Văn phòng gõ trong chat: "
        f"{number} hủy vì {REASON}"
        for number, name in found.removed
    ]
    return [*([_edition(found.edition_of)] if found.edition_of else []), *renamed, *removed]


def _edition(name: str) -> str:
    return f"Coi là bản mới của “{_short(name)}” đã lưu: các việc cũ giữ số và tình hình đã báo."


def _short(name: str) -> str:
    return items.shortened(name, 70)


def _more(count: int) -> str:
    return f"\n… và {count - SHOWN} việc nữa" if count > SHOWN else ""
