"""Words by which somebody takes back what they just wrote: "à nhầm, 5 mới xong"."""

import re
import unicodedata
from dataclasses import dataclass

from bot.language.text.fold import fold

_CALL = r"(?:(?:a|o|u|da|thua|thoi|chet|xin loi|em|toi|minh|anh|chi|dong chi)\W+)*"
_BY_SELF = r"(?:(?:bao|ghi|go|bam|gui|nhan|viet) )"
_NHAM = r"(?:nham|lon)(?! lan)(?: (?:roi|mat|so|viec|a|nhe|em))*"
_FIRST = re.compile(rf"{_CALL}{_BY_SELF}*{_NHAM}(?:[\s,.:;!-]+(?P<rest>.*))?", re.DOTALL)
_NOT_THAT = re.compile(
    r"(?:(?:da|a|o) )*khong phai (?:viec |so )*(?P<wrong>\d{1,4})[\s,.;]+(?:(?:ma|la) )*"
    r"(?P<rest>(?:viec |so )*\d{1,4}\W.*)",
    re.DOTALL,
)
_LAST = re.compile(
    rf"(?:(?:viec |so )*(?P<wrong>\d{{1,4}}) |.{{0,40}}?[,.;]\s*)(?:em |toi |minh )?"
    rf"{_BY_SELF}{_NHAM}[\s.!]*",
    re.DOTALL,
)
_ONLY_NOW = re.compile(r"(^\D{0,12}\d{1,4}\s+)mới\s+(?=xong|là)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said in place of the last message ('' if nothing is), and the wrong item if named."""

    rest: str
    wrong: int | None = None


def read_correction(text: str) -> Correction | None:
    """The correction that a message makes; None if it makes none."""
    said = unicodedata.normalize("NFC", text.strip())
    folded = fold(said)
    for shape in (_FIRST, _NOT_THAT, _LAST):
        found = shape.fullmatch(folded)
        if found is None:
            continue
        named = found.groupdict()
        at = found.start("rest") if named.get("rest") else len(said)
        wrong = int(named["wrong"]) if named.get("wrong") else None
        return Correction(_ONLY_NOW.sub(r"\1", said[at:]).strip(), wrong)
    return None
