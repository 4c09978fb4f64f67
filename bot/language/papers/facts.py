"""How far things had come by what a paper reports, and which order asks for the rest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.language.papers.plain import plain
from bot.language.papers.targets import WANTS_NUMBER, QuotaTarget, told_ratio

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    """và của các được trong cho với theo năm tháng tỷ lệ đạt thực hiện công tác xã trên địa bàn
    tiếp tục hoàn thành chỉ tiêu kế hoạch tổ chức nhiệm vụ chính trị""".split()  # noqa: SIM905
)
LEAST_IN_COMMON = 2
"""Pairs of neighbouring words; one is enough where the number is the same too."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A count that a report tells, with its part of a sentence and the pairs of words in it."""

    stated: QuotaTarget
    words: str
    pairs: frozenset[tuple[str, str]]


def facts_in(sentences: Iterable[str]) -> list[Fact]:
    """The counts of reporting sentences, each from its own part of the sentence."""
    found = []
    for sentence in sentences:
        for part in re.split(r";|(?<!\d),(?= nhất)|\. ", sentence):
            stated = told_ratio(part)
            if stated is not None and stated.have is not None:
                found.append(Fact(stated, part.strip(" ,;"), _pairs(part)))
    return found


def fact_for(clause: str, target: QuotaTarget | None, facts: Sequence[Fact]) -> Fact | None:
    """The fact that a clause asks to be completed: of the same thing, and of its number if told."""
    if target is None and WANTS_NUMBER.search(plain(clause)) is None:
        return None
    pairs = _pairs(clause)
    fitting = [
        (len(pairs & fact.pairs), fact)
        for fact in facts
        if target is None or target.wanted == fact.stated.wanted
    ]
    best = max(fitting, key=lambda one: one[0], default=None)
    least = LEAST_IN_COMMON if target is None else 1
    return best[1] if best is not None and best[0] >= least else None


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    found = _WORD.findall(plain(text))
    return frozenset(
        (first, second)
        for first, second in zip(found, found[1:], strict=False)
        if first not in _COMMON or second not in _COMMON
    )
