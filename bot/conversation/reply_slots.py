"""What a reply in one's own words says of the slots of its act."""

from typing import Any

from bot.conversation.deadlines import stated
from bot.conversation.dialog import document_of
from bot.language.replies.reasons import says_why
from bot.language.replies.replies import Intent, ReplyReading
from storage.figures import as_json


def slots_of(reply: ReplyReading) -> dict[str, Any]:
    """The slots that a reading fills for sure."""
    slots: dict[str, Any] = {}
    if reply.percent is not None:
        slots["percent"] = reply.percent
    if reply.new_deadline is not None and "new_deadline" not in reply.unsure:
        slots["to_date"] = stated(reply.new_deadline, reply.new_hour, reply.hour_alone)
    if reply.quota_done is not None and "quota_done" not in reply.unsure:
        slots["value"] = as_json(reply.quota_done)
    if reply.document_number:
        slots["document"] = document_of(reply)
    if reply.reason and reply.intent is Intent.BLOCKED and says_why(reply.reason):
        slots["reason_blocked"] = reply.reason
    if reply.reason and reply.intent is Intent.EXTENSION:
        slots["reason_extension"] = reply.reason
    return slots
