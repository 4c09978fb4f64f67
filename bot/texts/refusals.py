"""Messages that a message or an act was refused, and why."""

from collections.abc import Mapping, Sequence

from bot.texts import days, items
from bot.texts.acts import letter_alone
from bot.texts.answers import say
from scheduler.calendar.working_time import VIETNAM
from scheduler.delivery.channel import Button, Outgoing
from scheduler.delivery.wording import Item
from scheduler.work import change
from scheduler.work.permissions import Action, allowed
from storage.words import Rank

WHY: Mapping[type[change.ChangeRefused], str] = {
    change.NotTheLead: "do đơn vị khác chủ trì ({lead}), đồng chí không báo thay được.",
    change.NotAllowed: "cần Văn phòng hoặc lãnh đạo quyết định.",
    change.ConfirmsOwnResult: "do đồng chí chủ trì, nên cần đồng chí khác ở Văn phòng hoặc "
    "lãnh đạo xác nhận kết quả.",
    change.AlreadyClosed: "{status}, không ghi thêm.",
    change.NotClosed: "chưa kết thúc, không cần mở lại; hiện {status}.",
    change.AlreadySubmitted: "đã nộp, đang chờ Văn phòng xác nhận.",
    change.NothingSubmitted: "chưa có kết quả chờ xác nhận; hiện {status}.",
    change.NotBlocked: "không có vướng mắc nào chờ chỉ đạo; hiện {status}.",
    change.NoExtensionAsked: "không có đề nghị gia hạn nào chờ quyết định.",
    change.UnusableDueDate: "ngày xin lùi phải sau hạn hiện nay ({due}) và chưa qua.",
    change.CannotSnooze: "không nhắc lại muộn hơn được: đã đến hạn hoặc không còn tin nhắc nào.",
    change.MomentPast: "không nhắc lại vào lúc đã qua được.",
    change.SnoozeTooLong: "chỉ hoãn được đến {longest}. Muốn được nhắc thêm vào lúc khác, đồng chí "
    "gõ như “nhắc tôi việc {number} 9h 20/12”.",
    change.CannotRepeat: "là đợt, chỉ tiêu hoặc nhiều bước, chưa lặp lại theo cách riêng được.",
    change.CannotPhase: "là đợt, chỉ tiêu hoặc việc thường xuyên, không chia thành bước được.",
    change.NotRepeating: "không phải việc đang lặp lại.",
    change.SamePost: "đang do chức danh đó chủ trì.",
    change.NoQuota: "không có chỉ tiêu số lượng; đồng chí báo bằng lời hoặc phần trăm.",
    change.LessThanVillages: "cộng theo thôn đã nhiều hơn số đó. Thôn nào đổi số, "
    "đồng chí ghi lại thôn đó. {villages}",
    change.NothingToUndo: "không có phản hồi hay quyết định nào của đồng chí trong một ngày "
    "qua để hoàn tác.",
    change.DecidedMeanwhile: "đã được Văn phòng quyết định sau đó, hiện {status}.",
    change.ChangedMeanwhile: "đã có thay đổi khác sau đó, hiện {status}; không hoàn tác được.",
    change.KeptUntilDue: "là mức phải giữ đến {due}, {stands}; đến hôm ấy đạt thì mới xong. "
    "Có số mới, đồng chí báo như “{number} đạt 97,5”.",
    change.DocumentDatedInFuture: "có ngày văn bản sau hôm nay; đồng chí gõ lại cả số và ngày "
    "văn bản.",
    change.NeedsDocument: "cần số và ngày văn bản, như “{number} xong, số 45-KH/ĐU ngày 18/11”.",
}
HOW_TO_WRITE_DOWN = say(
    "Chưa rõ nội dung ghi hộ. Gõ như: ghi hộ đ/c Dũng: 12 xong, số 45-KH/ĐU ngày 18/11."
)
NOT_UNDERSTOOD = say(
    "Chưa hiểu ý đồng chí. Gõ số việc kèm tình hình, ví dụ “12 đang làm 60%”, "
    "hoặc “việc” để xem việc của mình.",
    Button("Việc của tôi", "việc"),
    Button("Trợ giúp", "trợ giúp"),
)
NOTHING_ASKED = say(
    "Hiện không có câu hỏi nào chờ đồng chí trả lời, nên chưa ghi gì. "
    "Gõ số việc kèm tình hình, ví dụ “12 đang làm 60%”.",
    Button("Việc của tôi", "việc"),
)

NOTHING_OPEN = say("Đồng chí không có việc đang mở để ghi. Chưa ghi gì.")
QUESTION_CLOSED = say(
    "Câu hỏi này đã được trả lời hoặc đã bỏ qua, nút không còn dùng được.",
    Button("Việc của tôi", "việc"),
)
PUT_ASIDE = say(
    "Tin này chưa xử lý được, đã lưu lại và báo Văn phòng. Đồng chí thử viết cách khác."
)
WITHHELD = (
    "Nội dung có dấu hiệu mật không được gửi qua đây. Tin đã bị bỏ, không lưu lại. "
    "Đồng chí gửi trực tiếp Văn phòng theo chế độ bảo mật và xóa tin trên máy của mình."
)
SECRET_DROPPED = say(WITHHELD)
VOICE = say("Chưa nghe được tin thoại, chưa ghi gì. Đồng chí gõ chữ, ví dụ “12 đang làm 60%”.")
ONLY_TEXT = say("Chưa đọc được loại tin này. Đồng chí viết bằng chữ giúp.")


def refused(why: change.ChangeRefused, item: Item) -> Outgoing:
    sentence = WHY[type(why)].format(
        lead=item.lead,
        status=items.status(item),
        stands=items.stands(item) if item.target is not None else "",
        due=days.due_short(item),
        number=item.number,
        villages=items.villages(item),
        longest=days.moment(why.longest) if isinstance(why, change.SnoozeTooLong) else "",
    )
    if isinstance(why, change.SnoozeTooLong):
        local = why.longest.astimezone(VIETNAM)
        until = f"{local:%H:%M} {days.short(local.date())}"
        return say(
            f"Chưa ghi cho việc {item.number}.\nViệc này {sentence}",
            Button(f"Đến {until}", f"{item.number} nhắc lại {until}"),
        )
    if item.status.closed and isinstance(why, (change.AlreadyClosed, change.NothingToUndo)):
        sentence += f" Nếu cần, Văn phòng gõ “{item.number} mở lại vì …”."
    return say(
        f"Chưa ghi cho việc {item.number}.\nViệc này {sentence}",
        Button("Xem việc", str(item.number)),
    )


def ask_item_of_letter(letter: str) -> Outgoing:
    """Asks for an item's number with the letter of an act, which no message offers now."""
    return say(
        f"Chữ “{letter}” là “{letter_alone(letter)}”, chưa rõ việc nào, chưa ghi gì. "
        f"Đồng chí gõ kèm số việc, ví dụ “{letter} 12”.",
        Button("Việc của tôi", "việc"),
    )


def no_such_number(number: int) -> Outgoing:
    """Says that no milestone of that number is visible to the speaker."""
    return say(
        f"Không có việc số {number} trong phần việc của đồng chí.",
        Button("Việc của tôi", "việc"),
    )


def nobody_called(name: str) -> Outgoing:
    return say(
        f"Không có cán bộ nào tên “{items.shortened(name)}”. Chưa ghi gì. "
        "Đồng chí ghi rõ họ tên hoặc chức danh."
    )


def nobody_of_that_name(name: str) -> Outgoing:
    """Says that nobody has the name in a question."""
    return say(
        f"Không có cán bộ nào tên “{items.shortened(name)}”. Đồng chí ghi rõ họ tên hoặc chức danh."
    )


def not_for_you(action: Action) -> Outgoing:
    """Says that the speaker's posts do not allow this action, and whose do."""
    leaders = allowed((Rank.DEPUTY, Rank.HEAD), action)
    whose = (
        "dành cho Văn phòng và lãnh đạo"
        if leaders
        else "dành cho Văn phòng, đồng chí nhờ Văn phòng làm giúp"
    )
    return say(f"Mục này {whose}. Gõ “trợ giúp” để xem mục của đồng chí.")


def part_unclear(number: int) -> Outgoing:
    """Says that the part of a message about this item was not understood."""
    return say(f"Việc {number}: chưa rõ ý, chưa ghi. Đồng chí viết lại riêng cho việc này.")


def unsure_villages(item: Item, parts: Sequence[str]) -> Outgoing:
    """Says which parts of a message name no known village, or no clear number."""
    names = [each.name for each in item.villages]
    unclear = "; ".join(f"“{items.shortened(part, 60)}”" for part in parts)
    known = f"Các thôn của việc này: {', '.join(names)}. " if names else ""
    example = f", ví dụ: thôn {names[0]} 3" if names else ""
    return say(
        f"Việc {item.number}: chưa ghi, chưa rõ {unclear}. {known}"
        f"Đồng chí viết lại cả câu, mỗi thôn một số{example}."
    )


def outdated_button(item: Item | None) -> Outgoing:
    """Says that a button is outdated, since its item has changed; None: it is unknown."""
    if item is None:
        return say(
            "Nút này không còn dùng được. Đồng chí gõ câu trả lời, hoặc mở lại việc.",
            Button("Việc của tôi", "việc"),
        )
    return say(
        f"Nút này đã cũ.\nViệc {item.number} hiện {items.status(item)}.",
        Button("Xem việc", str(item.number)),
    )


def notice_put_aside(name: str) -> Outgoing:
    """Tells the secretary on whose message the program failed."""
    return say(
        f"Một tin của đồng chí {name} chưa xử lý được do lỗi chương trình, đã lưu lại.\n"
        "Đồng chí hỏi lại giúp và báo người quản trị máy xem nhật ký."
    )
