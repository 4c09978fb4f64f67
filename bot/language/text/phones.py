"""Vietnamese phone numbers: find them in any spacing, and hide them before a text is stored.

A hidden number becomes "#MARK-DDD": the hash of the number and its last three digits.
"""

import hashlib
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<![\w+])(?:\+?84|0)(?:[ .\-]?\d){9}(?![\d\w])")
_HIDDEN = re.compile(r"#(?P<mark>[0-9a-f]{64})-(?P<ending>\d{3})(?!\w)")


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone: `mark` is the SHA-256 of its number (hex), `ending` its last three digits."""

    mark: str
    ending: str


def phone_of(number: str) -> Phone | None:
    """The phone of a text that is only a number; None if it is no Vietnamese one."""
    return _phone(number.strip()) if _NUMBER.fullmatch(number.strip()) else None


def hide(text: str) -> str:
    """The text with every phone number hidden."""
    return _NUMBER.sub(lambda found: _hidden(_phone(found[0])), text)


def hidden_in(text: str) -> list[tuple[str, Phone]]:
    """The hidden phones of a text in order, each with the words before it."""
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
