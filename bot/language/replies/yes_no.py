"""Plain answers to a question of yes or no, with the courtesies around them."""

import re
from functools import cache

from bot.language.text.fold import fold

_YES = (
    "dung|dung roi|dung vay|chinh xac|chuan|vang|phai|phai roi|ok|oke|okie|okela|uh|u|co|dong y|"
    "nhat tri|tan thanh|duyet|duoc|chot|cu the|lam di|ghi|ghi di"
)
_NO = (
    "khong|ko|thoi|khoi|khong can|chua|bo|bo qua|huy|dung lai|khong ghi|khong dong y|"
    "(?:de|giu) nguyen|giu|de sau"
)
_BEFORE_YES = r"(?:(?:da|vang|u|uh|ok|oke|roi|a|em|anh|chi|the|thi)[ ,]+)*"
_BEFORE_NO = r"(?:(?:da|a|the|em|anh|chi|thi)[ ,]+)*"
_BEHIND = (
    r"(?:[ ,]+(?:em|anh|chi|ban|dong chi|toi|minh|a|nhe|nha|di|luon|vay|the|roi|do|nay|giup|cho|"
    r"het|ca|nua|ngay))*"
)
LONGEST_UNCLEAR = 4
"""Words of an answer that may be asked for again instead of being taken for something new."""


def says_yes(text: str, also: str = "") -> bool:
    """Whether a text is a plain yes; `also` is a pattern of what else means it here, folded."""
    return _pattern(_BEFORE_YES, _YES, also).fullmatch(_bare(text)) is not None


def says_no(text: str, also: str = "") -> bool:
    """Whether a text is a plain no; `also` is a pattern of what else means it here, folded."""
    return _pattern(_BEFORE_NO, _NO, also).fullmatch(_bare(text)) is not None


def is_unclear_answer(text: str) -> bool:
    """Whether a text is so short, without any number, that it can only be meant as an answer."""
    return len(text.split()) <= LONGEST_UNCLEAR and not re.search(r"\d|\?", text)


@cache
def _pattern(before: str, words: str, also: str) -> re.Pattern[str]:
    every = f"{words}|{also}" if also else words
    return re.compile(rf"{before}(?:{every}){_BEHIND}")


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text)).strip(" .!,")
