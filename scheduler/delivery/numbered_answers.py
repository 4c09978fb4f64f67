"""Typed answers for platforms without buttons: numbers, or words where a number is ambiguous.

A bare number usually means an item, so only the buttons of a single item's card get numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.delivery.channel import Button, Outgoing

ITEM_COMMAND = re.compile(r"(?P<item>\d{1,4}) \D")
"""A button's words about one item: its number and an act."""
MOST_NUMBERED = 9
NUMBER = re.compile(r"\(?(?:so )?(?P<place>[1-9])[.)]?\)?")


@dataclass(frozen=True, slots=True)
class AnswerWays:
    """What replaces a message's buttons: `numbered` ones, or words to be `typed`."""

    numbered: tuple[Button, ...] = ()
    typed: tuple[Button, ...] = ()


def answer_ways(message: Outgoing) -> AnswerWays:
    """How the buttons of a message are answered by typing.

    A button whose words are only an item's number is left out: the number is in the text.
    """
    buttons = [button for row in message.buttons for button in row]
    typed = tuple(button for button in buttons if not button.say.isdecimal())
    of_items = [ITEM_COMMAND.match(button.say) for button in buttons]
    items = {found["item"] for found in of_items if found}
    if 1 < len(buttons) <= MOST_NUMBERED and all(of_items) and len(items) == 1:
        return AnswerWays(numbered=tuple(buttons))
    return AnswerWays(typed=typed)


def chosen_button(text: str, ids: Sequence[str]) -> str | None:
    """The id that a typed number chooses from `ids`; None for other texts. Match on fold(text)."""
    found = NUMBER.fullmatch(text.strip())
    if found is None or int(found["place"]) > len(ids):
        return None
    return ids[int(found["place"]) - 1]
