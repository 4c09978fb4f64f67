"""Typed answers for platforms without buttons: letters of the newest message, or words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.delivery.channel import Button

Choice = tuple[str, str]
"""A letter under the newest message of a chat, and the id of the button that it stands for."""

_NAME = re.compile(r"\(?([a-z]|[1-9])[.)]?\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedAnswers:
    """How a message is answered without buttons: some buttons by a letter (`lettered`), others by
    typing their words (`typed`).
    """

    lettered: tuple[tuple[str, Button], ...] = ()
    typed: tuple[Button, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The letters with the ids of their buttons."""
        return tuple((letter, button.id) for letter, button in self.lettered)


def chosen_button(text: str, choices: Sequence[Choice]) -> str | None:
    """The button id that a typed letter means; None for another text. Accents count."""
    found = _NAME.fullmatch(text.strip())
    return dict(choices).get(found[1].lower()) if found else None
