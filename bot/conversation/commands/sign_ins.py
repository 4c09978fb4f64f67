"""Show where the speaker is signed in on the page, and end one of these sign-ins or all."""

import re

from bot.conversation.command import Command
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import sign_ins as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.web_session import end_sessions, sessions_of

ONE_MACHINE = re.compile(r"may (\d{1,18})")
ALL_MACHINES = re.compile(r"(?:o )?(?:moi may|moi noi|tat ca(?: cac may)?|het)")
WHERE_QUESTION = r"(?:o )?(?:dau|may nao|nhung may nao|nhung dau)\W*"


def run(turn: Turn, rest: str) -> Outgoing:
    """List the speaker's sign-ins; with an id, end that sign-in; with the word for
    "all", end all. What is ended is ended on every page at once.
    """
    rows = sessions_of(turn.session, turn.person.id, turn.now)
    asked = fold(rest)
    one = ONE_MACHINE.fullmatch(asked)
    if one is not None:
        found = end_sessions(turn.session, turn.person.id, int(one[1]))
        return texts.ENDED if found else texts.NOT_THERE
    if ALL_MACHINES.fullmatch(asked):
        end_sessions(turn.session, turn.person.id)
        return texts.sign_ins_ended(len(rows)) if rows else texts.NOWHERE
    return texts.signed_in_at(rows, turn.sign_in) if rows else texts.NOWHERE


COMMAND = Command(
    ("dang nhap", "noi dang nhap", "dang dang nhap", "phien dang nhap", "thoat"),
    Action.OWN_DATA,
    run,
    rest_pattern=rf"{ONE_MACHINE.pattern}|{ALL_MACHINES.pattern}|{WHERE_QUESTION}",
)
