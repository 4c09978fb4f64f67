"""Say what the last file is: a conclusion or plan to read, or evidence of an item."""

import re

from bot.conversation.command import Command
from bot.conversation.files.papers import purpose_in, set_purpose
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import papers as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action


def run(turn: Turn, rest: str) -> Outgoing:
    """Set the purpose named in the text for the speaker's newest file that has none; a number in
    the text is the item that the file belongs to.
    """
    purpose = purpose_in(rest)
    if purpose is None:
        return texts.NO_FILE_WAITS
    numbers = [int(found) for found in re.findall(r"\d{1,4}", fold(rest))]
    return set_purpose(turn, purpose, numbers[:1])


COMMAND = Command(
    ("tep nay la", "tep nay", "day la"),
    Action.PLAN,
    run,
    rest_pattern=r"(?:mot )?(?:la )?(?:ket luan|ke hoach|nghi quyet|thong bao|chi thi|minh chung)"
    r"(?: (?:cua )?(?:viec )?(?:so )?\d{1,4})?",
)
