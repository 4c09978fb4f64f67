"""A passage cut into sentences, and a sentence into the clauses that each order something."""

import re
from collections.abc import Iterator

from bot.language.papers.agencies import find_agencies
from bot.language.papers.orders import (
    DETAIL,
    GOVERNING,
    LINKS,
    REMAINS,
    SECURES,
    begins_order,
)
from bot.language.papers.plain import plain, words
from bot.language.papers.targets import states_target

_END = re.compile(
    r"(?:\.{2,}|…|[.!?])[”\"’)]?(?=\s+[“\"(]?[^\W\d_]|\s+[-+\d“]|\s*$)|(?:\.{3}|…)(?=[A-ZÀ-ỸĐ])"
)
_NO_END = re.compile(
    r"(?:(?<!\w)(?:tp|tx|tt|ths|ts|gs|bs|ths|đ/c|đ\.c|v\.v|vv|tr|st|stt|q|p|x|ông|bà|số)|"
    r"(?<!\w)\w)\.$"
)
_CUT = re.compile(
    r";|,(?= (?:và )?đồng thời(?!\w))|,(?= (?:hằng|hàng|định kỳ|mỗi) (?:ngày|tuần|tháng|"
    r"quý)(?!\w))|(?<=\w)(?= và (?:bảo|đảm) (?:đảm|bảo)(?!\w))|(?<=\w)(?= đồng thời(?!\w))"
)
_OPENS, _CLOSES = "(“[", ")”]"


def sentences(text: str) -> list[str]:
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.end()]
        after = text[match.end() :].lstrip()
        if match.group() == "." and _NO_END.search(plain(before)):
            continue
        if after[:1].islower():
            continue
        found.append(before.strip())
        start = match.end()
    found.append(text[start:].strip())
    return [one for one in found if any(letter.isalpha() for letter in one)]


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence that order different things, as written, in order.

    What only tells how, by when or for what stays with the clause before it.
    """
    starts = [0]
    pieces = list(_pieces(sentence))
    for start, end in pieces[1:]:
        said = _says_work(sentence[starts[-1] : start])
        if said and _orders_anew(plain(sentence[start:end]).strip(" ;,.")):
            starts.append(start)
    ends = [*starts[1:], len(sentence)]
    return [_trimmed(sentence[start:end]) for start, end in zip(starts, ends, strict=True)]


def _says_work(piece: str) -> bool:
    """Whether a piece says what is to be done, and does not only begin to name who does it."""
    rest = plain(piece)
    for one in reversed(find_agencies(piece)):
        rest = rest[: one.start] + rest[one.end :]
    rest = re.sub(r"^\W*(?:giao|yêu cầu|đề nghị|phân công)(?!\w)", "", rest)
    return (
        len(re.findall(r"[^\W\d_]{2,}", re.sub(r"(?<!\w)(?:và|các|cùng|xã)(?!\w)", "", rest))) >= 3
    )


def _pieces(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CUT.finditer(plain(sentence)):
        if _is_inside(sentence, match.start()):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(sentence)


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is within brackets or quotation marks."""
    before = text[:at]
    opened = sum(before.count(mark) for mark in _OPENS)
    closed = sum(before.count(mark) for mark in _CLOSES)
    return opened > closed or before.count('"') % 2 == 1


def _orders_anew(piece: str) -> bool:
    bare = without_links(piece)
    if SECURES.match(bare):
        return True
    if bare != piece and bare.startswith(("bảo đảm", "đảm bảo")):
        return False
    if DETAIL.match(bare) or GOVERNING.match(bare) or is_only_deadline(bare):
        return False
    return begins_order(bare) or states_target(bare)


def is_only_deadline(piece: str) -> bool:
    """Whether a plain clause has nothing but a date and the words that go with one."""
    left = REMAINS.sub(" ", re.sub(r"\d+[hg]?(?:\d\d)?(?!\w)|quý [ivx]+|hằng|hàng", " ", piece))
    return re.search(r"\d", piece) is not None and not re.findall(r"[^\W\d_]{2,}", left)


def without_links(text: str) -> str:
    """A plain clause without the words that only join it to the one before."""
    found = LINKS.match(text)
    return text[found.end() :].lstrip(" ,:") if found else text


def _trimmed(clause: str) -> str:
    cut = clause.strip(" ;,")
    joined = words(r"và").match(plain(cut))
    return cut[joined.end() :].strip() if joined else cut
