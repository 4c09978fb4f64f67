"""Letters for the buttons of a message, and the lines that offer them where there are none.

A letter of an act means that act for ever, also typed with an item's number. Numbers name items
only. Dates, times and other things to choose from have letters that no act has.
"""

import re
from collections.abc import Sequence

from bot.texts.acts import LETTERS, act_words
from scheduler.delivery.channel import Block, Button, Outgoing
from scheduler.delivery.typed_answers import TypedAnswers

CHOICE_LETTERS = "wxyzio"
"""Letters of what is chosen from, in their order; those that are words of chat are left out."""
FEWEST_CHOICES = 2
NOT_CHOICES = ("thôi", "hoàn tác")
"""The words of buttons that are not among the things to choose from."""
ITEM = re.compile(r"(?<!\S)\d{1,4}(?!\S)")


def typed_answers(message: Outgoing) -> TypedAnswers:
    """How the buttons of a message are answered by typing.

    A button whose words are a number or a letter is left out: that is in the text.
    """
    buttons = [each for row in message.buttons for each in row if len(each.say) > 1]
    buttons = [each for each in buttons if not each.say.isdecimal()]
    acts = _acts(buttons)
    if not acts:
        acts = _choices(buttons)
    lettered = [button for _, button in acts]
    return TypedAnswers(tuple(acts), tuple(each for each in buttons if each not in lettered))


def typed_answer_lines(answers: TypedAnswers) -> Block | None:
    """Says which answers can be typed; None if there are none."""
    lines = []
    if answers.lettered:
        offered = "  ".join(f"{letter}. {button.label}" for letter, button in answers.lettered)
        lines.append(f"Trả lời bằng một chữ cái: {offered}.{_example(answers)}")
    if answers.typed:
        lines.append(f"Có thể gõ: {', '.join(f'“{each.say}”' for each in answers.typed)}.")
    return Block(("\n".join(lines),)) if lines else None


def _example(answers: TypedAnswers) -> str:
    letter, button = answers.lettered[0]
    number = ITEM.search(button.say)
    if letter not in LETTERS or number is None:
        return ""
    return f" Lúc khác, gõ chữ cái kèm số việc, ví dụ “{letter} {number[0]}”."


def _acts(buttons: Sequence[Button]) -> list[tuple[str, Button]]:
    """The buttons that are acts on one item, by the letters of the acts."""
    found = []
    items = set()
    for button in buttons:
        number = ITEM.search(button.say)
        for letter in LETTERS:
            if number is not None and button.say == act_words(letter, number[0]):
                found.append((letter, button))
                items.add(number[0])
    return found if len(items) == 1 and len(found) > 1 else []


def _choices(buttons: Sequence[Button]) -> list[tuple[str, Button]]:
    """The buttons among which one is to be chosen, by letters in their order."""
    chosen = [each for each in buttons if not each.say.startswith(NOT_CHOICES)]
    kinds = {ITEM.sub("", each.say).split()[0] for each in chosen}
    asked = len(kinds) == 1 or any(each.say == NOT_CHOICES[0] for each in buttons)
    if not asked or not FEWEST_CHOICES <= len(chosen) <= len(CHOICE_LETTERS):
        return []
    return list(zip(CHOICE_LETTERS, chosen, strict=False))
