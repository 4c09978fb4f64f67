"""Letters of acts with the numbers of items ("b 28"), as the words that they stand for."""

import re
from dataclasses import replace

from bot.conversation.turn import Turn
from bot.texts.acts import LETTERS, act_words

_LETTERS = "".join(LETTERS)
_LIST = r"\d{1,4}(?:\s*,\s*\d{1,4})*"
_BEFORE = re.compile(rf"([{_LETTERS}])[.)]?\s*({_LIST})[.!]?", re.IGNORECASE)
_AFTER = re.compile(rf"({_LIST})\s+([{_LETTERS}])[.!]?", re.IGNORECASE)


def spelled_out(turn: Turn) -> Turn:
    """The turn with the words of a letter's act on the items named, else the same.

    Only where nothing else is said: a letter may begin an ordinary sentence. Accents count.
    """
    text = turn.text.strip()
    if before := _BEFORE.fullmatch(text):
        return replace(turn, text=act_words(before[1].lower(), before[2]))
    if after := _AFTER.fullmatch(text):
        return replace(turn, text=act_words(after[2].lower(), after[1]))
    return turn
