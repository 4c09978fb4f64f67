"""Buttons for a platform that has none: numbers to type, or words where a number would mislead.

A bare number is otherwise an item's, so only the buttons of one item's card become numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.delivery.channel import Button, Outgoing

OF_ITEM = re.compile(r"(?P<item>\d{1,4}) \D")
MOST = 9
ANSWER = re.compile(r"\(?(?:so )?(?P<place>[1-9])[.)]?\)?")


@dataclass(frozen=True, slots=True)
class Answers:
    """What stands in for a message's buttons: `numbered` answers, or `typed` ones in words."""

    numbered: tuple[Button, ...] = ()
    typed: tuple[Button, ...] = ()


def answers(message: Outgoing) -> Answers:
    """How the buttons of a message are answered by typing.

    A button that stands for an item's number is left out: the number is in the text.
    """
    buttons = [button for row in message.buttons for button in row]
    typed = tuple(button for button in buttons if not button.say.isdecimal())
    of_items = [OF_ITEM.match(button.say) for button in buttons]
    same = {found["item"] for found in of_items if found}
    if 1 < len(buttons) <= MOST and all(of_items) and len(same) == 1:
        return Answers(numbered=tuple(buttons))
    return Answers(typed=typed)


def chosen(text: str, ids: Sequence[str]) -> str | None:
    """The id of the numbered answer a folded text names; None when it is something else."""
    found = ANSWER.fullmatch(text.strip())
    if found is None or int(found["place"]) > len(ids):
        return None
    return ids[int(found["place"]) - 1]
