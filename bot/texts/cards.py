"""The card of one item: its facts and the buttons of its reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.texts import days, items
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.wording import Item
from storage.words import MilestoneShape, Status

RO: Mapping[str, str] = {
    "person": "Rõ người",
    "work": "Rõ việc",
    "time": "Rõ thời gian",
    "responsibility": "Rõ trách nhiệm",
    "process": "Rõ quy trình",
    "result": "Rõ hiệu quả",
    "authority": "Rõ thẩm quyền",
}


OTHERS_CONFIRM = "Đồng chí chủ trì việc này, nên cần đồng chí khác xác nhận kết quả."
TO_CONFIRM = "Ngày dự kiến, do Văn phòng xác nhận."
PROPOSED = "Văn phòng đề xuất:"
NOT_EXPECTED = (Status.SUBMITTED, Status.DONE, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class SourceWords:
    """What the document says of a task; `proposed`: its clarities are the office's proposal."""

    quote: str
    clause: str
    proposed: bool


def card(
    item: Item,
    today: date,
    ro: Mapping[str, str],
    supports: tuple[str, ...],
    repeated: str,
    basis: str,
    source: SourceWords,
    leads: bool,
    decides: bool,
    chases: bool = False,
    confirms: bool = True,
) -> Outgoing:
    """One item with this reader's buttons: as lead, as decider, or to remind the lead now.

    `confirms`: a decider may confirm the result, since another leads or the commune lets leads.
    """
    lines = [
        items.due(item, today),
        f"Tình trạng: {items.status(item)}",
        f"Chủ trì: {item.lead}",
        items.cancel_reason(item),
        _extension(item, today),
        items.last_reply(item),
        OTHERS_CONFIRM if not confirms and item.status is Status.SUBMITTED else "",
    ]
    if not item.confidential:
        lines[4:4] = [
            items.villages(item),
            f"Phối hợp: {', '.join(supports)}" if supports else "",
            f"Lặp lại: {repeated}" if repeated else "",
            TO_CONFIRM if item.to_confirm and not item.status.closed else "",
            f"Căn cứ thời hạn: {basis}" if basis else "",
            items.document(item, "Văn bản: "),
            f"Minh chứng: {item.files} tệp" if item.files else "",
        ]
    blocks = [items.item_block(item, *lines)]
    words = _words(ro, source)
    if words and not item.confidential:
        blocks.append(Block((words,)))
    buttons = _buttons(item, leads, decides, confirms)
    if chases and not leads and item.status not in NOT_EXPECTED:
        buttons += ((Button("Nhắc ngay", f"nhắc ngay {item.number}"),),)
    return Outgoing(tuple(blocks), buttons, card=item.number)


def _words(ro: Mapping[str, str], source: SourceWords) -> str:
    """What the document says, then the clarities, marked if the office proposes them."""
    clause = f" ({source.clause})" if source.clause else ""
    quoted = [f"Văn bản ghi{clause}: “{' '.join(source.quote.split())}”"] if source.quote else []
    clear = [f"{RO[key]}: {ro[key]}" for key in RO if ro.get(key)]
    proposed = [PROPOSED] if source.proposed and clear else []
    return "\n".join([*quoted, *proposed, *clear])


def _extension(item: Item, today: date) -> str:
    if item.extension_to is None:
        return ""
    wish = days.with_hour(item.extension_time, days.named(item.extension_to, today))
    return items.extension_request(item, f"{wish}, chờ quyết định")


def _buttons(
    item: Item, leads: bool, decides: bool, confirms: bool
) -> tuple[tuple[Button, ...], ...]:
    number = item.number
    rows: list[tuple[Button, ...]] = []
    if leads and not item.status.closed and item.status is not Status.SUBMITTED:
        first = [Button("Đang làm", f"{number} đang làm"), Button("Đã xong", f"{number} đã xong")]
        if item.status is Status.PENDING:
            first.insert(0, Button("Đã nhận", f"{number} đã nhận"))
        if item.shape is MilestoneShape.QUOTA:
            first.append(Button("Báo số", f"{number} báo số"))
        rows.append(tuple(first))
        rows.append(
            (
                Button("Vướng mắc", f"{number} vướng mắc"),
                Button("Xin gia hạn", f"{number} xin gia hạn"),
            )
        )
    if decides:
        rows += decisions(item, confirms)
    return tuple(rows)


def decisions(item: Item, confirms: bool) -> list[tuple[Button, ...]]:
    """The decision buttons; each becomes invalid with the item's next change."""
    number = item.number
    rows: list[tuple[Button, ...]] = []
    if item.status is Status.SUBMITTED:
        sends_back = Button("Trả lại", f"{number} trả lại", watch=number)
        confirm = Button("Xác nhận", f"{number} xác nhận", watch=number)
        rows.append((confirm, sends_back) if confirms else (sends_back,))
    if item.extension_to is not None and not item.status.closed:
        rows.append(
            (
                Button("Đồng ý gia hạn", f"{number} đồng ý gia hạn", watch=number),
                Button("Không gia hạn", f"{number} không gia hạn", watch=number),
            )
        )
    if item.status is Status.BLOCKED:
        rows.append((Button("Chỉ đạo", f"{number} chỉ đạo", watch=number),))
    return rows
