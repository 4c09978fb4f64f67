"""Cut the names of citizens out of reports on quotas."""

import re
from collections.abc import Iterable, Sequence

from bot.language.text.fold import fold, normalise

HIDDEN = "…"

COMMON = frozenset(
    re.findall(r"\S+", "nguyễn trần phạm huỳnh phan vũ võ bùi trịnh nguyen tran pham trinh")
)
"""Surnames that are rarely another word: one more capitalised word makes a name."""

SURNAMES = COMMON | frozenset(
    re.findall(
        r"\S+",
        "lê hoàng đặng đỗ hồ ngô dương lý đinh trương lương đào mai tô tạ phùng vương cao chu lưu "
        "quách tống kiều đoàn nghiêm khúc vu vo bui le hoang dang ngo duong ly dinh truong luong",
    )
)
MIDDLE = frozenset({"van", "thi"})
WORD = re.compile(r"[^\W\d_]+")
LONGEST = 4
"""The most words of a name."""


def without_names(text: str, known: Iterable[str]) -> str:
    """The text with "…" in place of each name of a citizen that is recognised.

    Names of `known` people, posts and places stay. A name is a surname followed by capitalised
    words, or by "văn" or "thị" and one more word in any case.
    """
    kept = [fold(name) for name in known]
    words = list(WORD.finditer(text))
    all_capitals = text == text.upper()
    shown, start, at = "", 0, 0
    while at < len(words):
        side_by_side = _run(words[at : at + LONGEST], text)
        size = _name_of(side_by_side, all_capitals)
        if size and not _known(text, words, at, size, kept):
            shown += text[start : words[at].start()] + HIDDEN
            start = words[at + size - 1].end()
        at += size or 1
    return shown + text[start:]


def _run(words: Sequence[re.Match[str]], text: str) -> list[str]:
    """The leading words that only white space separates."""
    run = [words[0].group()]
    for before, word in zip(words, words[1:], strict=False):
        if text[before.end() : word.start()].strip():
            break
        run.append(word.group())
    return run


def _name_of(run: Sequence[str], all_capitals: bool) -> int:
    """How many of the leading words are a name; 0 if none. `all_capitals`: the whole text is."""
    surname = normalise(run[0])
    if surname not in SURNAMES:
        return 0
    capitals = next((n for n, word in enumerate(run) if not word[0].isupper()), len(run))
    if not all_capitals and capitals >= (2 if surname in COMMON else 3):
        return capitals
    return 3 if len(run) >= 3 and fold(run[1]) in MIDDLE else 0


def _known(
    text: str, words: Sequence[re.Match[str]], at: int, size: int, kept: Iterable[str]
) -> bool:
    """Whether the words are part of a known name, or its end with the word before."""
    name = fold(text[words[at].start() : words[at + size - 1].end()])
    before = fold(words[at - 1].group()) if at else ""
    return any(name in each or each in f"{before} {name}" for each in kept)
