"""Numbers of Vietnamese phones, found however they are spaced, and hidden before anything is kept.

In the place of a number stands a mark, which the same number always has, and its last digits.
"""

import hashlib
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<![\w+])(?:\+?84|0)(?:[ .\-]?\d){9}(?![\d\w])")
_HIDDEN = re.compile(r"#(?P<mark>[0-9a-f]{64})-(?P<ending>\d{3})(?!\w)")


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone by the mark of its number, and the last digits, by which people recognise it."""

    mark: str
    ending: str


def phone_of(number: str) -> Phone | None:
    """The phone of a number that stands alone; None where it is none of Vietnam."""
    return _phone(number.strip()) if _NUMBER.fullmatch(number.strip()) else None


def hide(text: str) -> str:
    """The text with every number of a phone hidden."""
    return _NUMBER.sub(lambda found: _hidden(_phone(found[0])), text)


def hidden_in(text: str) -> list[tuple[str, Phone]]:
    """The phones hidden in a text, in order, each with the words that stand before it."""
    phones, start = [], 0
    for found in _HIDDEN.finditer(text):
        phones.append((text[start : found.start()], Phone(found["mark"], found["ending"])))
        start = found.end()
    return phones


def _phone(number: str) -> Phone:
    digits = re.sub(r"\D", "", number)[-9:]
    return Phone(hashlib.sha256(f"+84{digits}".encode()).hexdigest(), digits[-3:])


def _hidden(phone: Phone) -> str:
    return f"#{phone.mark}-{phone.ending}"
