"""Read a request to change how an item repeats: "việc 12 lặp lại thứ Sáu cuối tháng"."""

import re
from dataclasses import dataclass

from bot.language.text.fold import fold

_NUMBERED = re.compile(r"\D*?(?P<number>\d{1,4})(?!\d)[\s,:]*(?P<words>.*)", re.DOTALL)
_STOPS = frozenset({"thoi", "ngung", "dung", "khong", "bo"})
_VERBS = _STOPS | {"doi", "sua", "thanh", "lap", "lai", "nua", "nhe", "a"}


@dataclass(frozen=True, slots=True)
class RepetitionRequest:
    """The item's number, and the words of its rule; `stops`: it is to come no more."""

    number: int
    words: str
    stops: bool


def read_request(text: str) -> RepetitionRequest | None:
    """The request in a text; None without a number."""
    found = _NUMBERED.fullmatch(text.strip())
    if found is None:
        return None
    said = found["words"].split()
    verbs = 0
    while verbs < len(said) and fold(said[verbs]).strip(" :,.") in _VERBS:
        verbs += 1
    named = {fold(word).strip(" :,.") for word in said[:verbs]}
    words = " ".join(said[verbs:])
    stops = bool(named & _STOPS) and not words
    return RepetitionRequest(int(found["number"]), "" if stops else words, stops)
