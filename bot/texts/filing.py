"""Answers about files sent as evidence."""

from collections.abc import Mapping

from bot.texts import items
from bot.texts.answers import say
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.wording import Item

WHY: Mapping[str, str] = {
    "too_big": "lớn hơn 10 MB",
    "bad_kind": "không phải ảnh (JPEG, PNG), PDF, Word hay Excel không macro",
    "gone": "không còn trên máy chủ",
    "unreachable": "chưa tải về được sau nhiều lần thử",
}
NOTHING_TO_FILE_UNDER = say("Đồng chí không có việc đang mở để kèm tệp này. Chưa lưu.")
SECRET = say(
    "Tệp vừa gửi có dấu chỉ độ mật, không được đưa vào hệ thống này. Đã xóa tệp, không lưu lại. "
    "Đồng chí xóa tin trên máy của mình và gửi trực tiếp Văn phòng theo chế độ bảo mật."
)
"""Said once the file and every trace of it are removed."""


def file_in_words(name: str) -> str:
    """A file by its name, or as the one just sent."""
    return f"Tệp “{items.shortened(name, 60)}”" if name else "Tệp vừa gửi"


def size_in_words(count: int) -> str:
    """A size in bytes as KB or MB."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")


def filed(item: Item, count: int | None) -> Outgoing:
    """Says that files are stored; `count` is None for an album, whose pictures come one by one."""
    files = "các tệp vừa gửi" if count is None else f"{count} tệp"
    return say(
        f"Đang lưu {files} làm minh chứng việc {item.number} ({items.name(item)}). "
        "Nếu không lưu được sẽ báo lại đồng chí."
    )


def too_big(name: str) -> Outgoing:
    return say(f"{file_in_words(name)} lớn hơn 10 MB, không lưu. Đồng chí gửi bản nhỏ hơn.")


def not_kept(number: int, name: str, why: str) -> Outgoing:
    """Says that a file could not be stored; `why` is a key of WHY."""
    return say(
        f"{file_in_words(name)} chưa lưu được làm minh chứng việc {number}: {WHY[why]}. "
        "Đồng chí gửi lại hoặc nộp tại Văn phòng."
    )
