"""List what the speaker asked to be reminded of."""

from bot.conversation.command import Command
from bot.conversation.own_reminding import own_rows, shown
from bot.conversation.turn import Turn
from bot.texts import own_reminders as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.own_reminders import MOST_REMINDERS
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """The reminders to come, the next one first."""
    rows = own_rows(turn)
    return texts.listed(shown(turn, rows), MOST_REMINDERS) if rows else texts.NONE


_MINE = r"(?:rieng )?(?:cua (?:toi|em|minh|tui)|toi da hen|em da hen|da hen)"
COMMAND = Command(
    (
        "loi nhac",
        "cac loi nhac",
        "loi nhac rieng",
        "nhac viec rieng",
        "nhac rieng",
        "cac loi hen",
        "loi hen",
    ),
    Action.SEE_OWN,
    run,
    rest_pattern=rf"{_MINE}\W*",
    whole_text_pattern=(
        r"(?:(?:xem|liet ke|cho (?:toi|em|xem)|danh sach|cac|nhung|tat ca) )+"
        rf"(?:loi nhac|loi hen|nhac viec rieng|nhac rieng)(?: {_MINE}| rieng)?\W*"
        r"|(?:toi|em|minh) (?:da |dang )?(?:hen|dat) (?:nhac )?nhung gi\W*"
        r"|(?:toi|em|minh) (?:da |dang )?(?:hen|dat) (?:nhac )?gi(?: roi| chua)?\W*"
    ),
    menu=True,
)
