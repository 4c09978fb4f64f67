"""Take back what the speaker asked to be reminded of: by its number, item or words, or all."""

import re
from collections.abc import Sequence

from bot.conversation.command import Command
from bot.conversation.own_reminding import drop, own_rows
from bot.conversation.turn import Turn
from bot.language.text.fold import fold
from bot.texts import own_reminders as texts
from scheduler.delivery.channel import Outgoing
from scheduler.work.permissions import Action
from storage.milestone import Milestone
from storage.own_reminder import OwnReminder

EVERY = re.compile(
    r"(?:het|tat ca|toan bo)(?: cac)? loi (?:nhac|hen)(?: rieng)?(?: cua (?:toi|em|minh))?\W*"
)
ALL_OF_THEM = re.compile(r"(?:het|tat ca|toan bo)\W*")
NUMBERS = re.compile(r"(?:so )?\d{1,6}(?:(?:\s*,\s*|\s+va\s+)\d{1,6})*\W*")
ITEM = re.compile(r"(?:cua |ve )?(?:viec|nv|nhiem vu)(?: so)? (\d{1,4})\W*")
COURTESY = re.compile(r"(?: (?:di|nhe|nha|a|giup|gium|ho|em|toi|cho|voi))+$")
FILLING = re.compile(r"^(?:ve |cua |toi |em |minh |luc |viec )+")


def run(turn: Turn, rest: str) -> Outgoing:
    """The only one, those named, or all; what fits several is not taken back."""
    rows, asked = own_rows(turn), fold(rest).strip(" .!\"'")
    if ALL_OF_THEM.fullmatch(asked) or EVERY.search(asked):
        return drop(turn, rows) if rows else texts.NONE
    if NUMBERS.fullmatch(asked):
        wanted = {int(each) for each in re.findall(r"\d+", asked)}
        found = [row for row in rows if row.number in wanted]
        return drop(turn, found) if found else texts.NOT_THERE
    found = _fitting(turn, rows, asked) if asked else rows
    if not found:
        return texts.NOT_THERE if rows else texts.NONE
    return drop(turn, found) if len(found) == 1 else texts.SEVERAL_FIT


def _fitting(turn: Turn, rows: Sequence[OwnReminder], asked: str) -> list[OwnReminder]:
    item = ITEM.fullmatch(asked)
    if item is not None:
        return [row for row in rows if _number_of(turn, row) == int(item[1])]
    words = COURTESY.sub("", FILLING.sub("", asked))
    return [row for row in rows if words and words in fold(row.words)]


def _number_of(turn: Turn, row: OwnReminder) -> int | None:
    found = turn.session.get(Milestone, row.milestone_id) if row.milestone_id else None
    return found.number if found else None


COMMAND = Command(
    (
        "bo loi nhac",
        "huy loi nhac",
        "xoa loi nhac",
        "tat loi nhac",
        "thoi loi nhac",
        "dung loi nhac",
        "bo loi hen",
        "huy loi hen",
        "bo nhac rieng",
        "huy nhac rieng",
    ),
    Action.SEE_OWN,
    run,
    rest_pattern=r".+",
    whole_text_pattern=rf"(?:bo|huy|xoa) {EVERY.pattern}",
)
