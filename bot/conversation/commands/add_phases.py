"""Part an item into phases, or add phases to its task."""

from bot.conversation.command import Command
from bot.conversation.phasing import ask_to_part_item
from bot.conversation.turn import Turn
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Take the whole text: it says the number, the steps, and how they are meant."""
    return ask_to_part_item(turn, f"them buoc {rest}" if turn.text.startswith("/") else turn.text)


_POLITE = r"(?:(?:de nghi|nho|hay|xin|giup|anh|chi|em|toi|can|nen|phai) )*"
_NO_REPORT = r"(?!.*\b(?:xong|vuong|(?:dang|da) (?:lam|trinh|nop|gui|bao cao))\b)(?!.*\broi\W*$)"
"""What an official says of steps that were taken is no request."""
_ITEM = r"(?:(?:viec|nhiem vu|nv|so|cho|vao|cua) )*\d{1,4}"
_STEPS = "cong doan|buoc|giai doan|khau|moc|phan(?! tram)|chang|dot"
_COUNTED = rf"(?:(?:thanh|ra|lam|them) )*(?:\w+ )?(?:{_STEPS})(?: (?:nua|khac|moi|nho))*"
_TO_ITEM = r".+ (?:cho|vao) (?:viec|nhiem vu|nv|so) .*\d"
_FORMS = (
    rf"{_ITEM}[ ,:]+{_POLITE}(?:them|bo sung|chia nho|chia|tach|gom) {_COUNTED}\W.*",
    rf"(?:chia nho|chia|tach) {_ITEM}(?: {_COUNTED}\W|:).*",
    rf"(?:them|bo sung) {_ITEM} {_COUNTED}\W.*",
    rf"(?:them|bo sung) {_COUNTED} (?:{_ITEM}\W.*|{_TO_ITEM})",
)
COMMAND = Command(
    ("them buoc",),
    Action.DECIDE,
    run,
    rest_pattern=rf"{_ITEM}\W.*|{_TO_ITEM}",
    whole_text_pattern=rf"{_NO_REPORT}{_POLITE}(?:{'|'.join(_FORMS)})",
)
