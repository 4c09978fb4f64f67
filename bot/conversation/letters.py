"""Replaces a letter that stands for an act, typed with item numbers ("b 28"), by the words of that
act.
"""

import re
from dataclasses import replace

from bot.conversation.turn import Turn
from bot.texts.acts import LETTERS, act_words

_LETTERS = "".join(LETTERS)
_LIST = r"\d{1,4}(?:\s*,\s*\d{1,4})*"
_BEFORE = re.compile(rf"([{_LETTERS}])[.)]?\s*({_LIST})[.!]?", re.IGNORECASE)
_AFTER = re.compile(rf"({_LIST})\s+([{_LETTERS}])[.!]?", re.IGNORECASE)


def spell_out_letter(turn: Turn) -> Turn:
    """The turn with its text spelled out if the text is nothing but a letter and item numbers (as
    "b 28" or "28 b"); otherwise the same turn. A letter within a longer text may be an ordinary
    word. Accents count.
    """
    text = turn.text.strip()
    if before := _BEFORE.fullmatch(text):
        return replace(turn, text=act_words(before[1].lower(), before[2]))
    if after := _AFTER.fullmatch(text):
        return replace(turn, text=act_words(after[2].lower(), after[1]))
    return turn
