"""Answers after the weight (priority) of an item was set."""

from bot.texts import items
from bot.texts.answers import say
from scheduler.delivery.channel import Outgoing
from scheduler.delivery.wording import Item
from storage.words import Weight

HOW_TO_SET_WEIGHT = say(
    "Đồng chí gõ số việc kèm mức độ: “12 khẩn”, “12 trọng tâm”, “12 ưu tiên”, “12 bình thường”."
)


def weighed(item: Item) -> Outgoing:
    """To who decides: the task of this item has a new weight."""
    named = f"việc {item.number} ({items.name(item)})"
    if item.weight is Weight.ORDINARY:
        return say(f"Đã ghi: {named} là việc thường, xếp theo hạn.")
    word = items.WEIGHTS[item.weight].lower()
    return say(
        f"Đã ghi: {named} là việc {word}, đứng trước trong tin nhắc và danh sách. "
        f"Thôi thì gõ “{item.number} bình thường”."
    )


def too_many(most: int) -> Outgoing:
    return say(f"Mỗi tin ghi mức độ cho không quá {most} việc. Chưa ghi gì.")
