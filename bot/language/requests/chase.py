"""Whom to remind at once, and the sentence to add: "12, 15: SENTENCE" or "NAME: SENTENCE"."""

import re
from dataclasses import dataclass

_NAMED = r"(?:(?:việc|viec|nv|nhiệm vụ|nhiem vu|số|so)\s+)*"
_NUMBERS = re.compile(
    rf"\s*(?P<numbers>{_NAMED}\d{{1,4}}(?:\s*(?:,|;|và|"
    rf"va)\s*{_NAMED}\d{{1,4}})*)(?![\w/])(?P<note>.*)",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ChaseTarget:
    """Milestones by number, or else whoever is named; and what to tell them."""

    numbers: tuple[int, ...]
    name: str
    note: str


def read_target(text: str) -> ChaseTarget:
    """The parts of a wish to remind somebody at once."""
    match = _NUMBERS.fullmatch(text)
    if match is not None:
        numbers = tuple(dict.fromkeys(int(each) for each in re.findall(r"\d+", match["numbers"])))
        return ChaseTarget(numbers, "", match["note"].strip(" :,-\n"))
    name, _, note = text.partition(":")
    return ChaseTarget((), name.strip(), note.strip())
