"""Counts told village by village: "thôn An Dương 3, thôn Bình Minh thêm 2"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.language.text.fold import fold, normalise

KIND = r"(?:thon|xom|ap|khu|to dan pho)"
CLAUSE = re.compile(r"\s*(?:[,;\n]|\.(?=\s)|(?<=\s)(?:và|va)(?=\s))\s*")
COUNT = re.compile(r"(?<![\d/.,-])(?P<step>\+ ?)?(?P<count>\d{1,5})(?: ?/ ?(?P<of>\d{1,5}))?(?!\d)")
STEP = frozenset({"them", "tang"})
NONE = re.compile(r"\b(?:chua co|khong co|chua duoc|chua)\b")
STRANGER = re.compile(rf"\b{KIND}\s+(?P<name>[^\d:+=-]{{2,40}}?)\s*[:+=-]*\s*\d")
VILLAGE = re.compile(rf"{KIND}\s+")
BESIDE = frozenset(
    re.findall(
        r"\S+",
        "thon xom ap khu to dan pho o dat duoc co da la so them tang moi hien nay den gio bao cao "
        "d/c dc dong chi nguoi ho em a nhe rieng tai cua tong hoan thanh xong chua ai nao",
    )
)
"""What may stand beside a village and its number; any other word makes the number unsure."""


@dataclass(frozen=True, slots=True)
class VillageCounts:
    """`counts` are the numbers of villages after the message, by the plan's names.

    `unsure` are the parts that name a village without one clear number, or a village the plan
    does not know, as typed.
    """

    counts: Mapping[str, int]
    unsure: tuple[str, ...] = ()


def read_villages(
    text: str, targets: Mapping[str, int | None], before: Mapping[str, int], about: str = ""
) -> VillageCounts:
    """What a message says of the villages of a quota, whose counts were `before`.

    The words of `about`, what is counted, may stand beside the numbers.
    """
    counts: dict[str, int] = {}
    unsure: list[str] = []
    beside = BESIDE | set(re.findall(r"\w+", fold(about)))
    for clause in filter(None, CLAUSE.split(text.strip())):
        called = list(_called(clause, targets))
        if not called:
            unsure += [clause] if STRANGER.search(fold(clause)) else []
            continue
        name = called[0]
        count = _count(_without(clause, name), targets[name], before.get(name, 0), beside)
        if len(called) > 1 or count is None or name in counts:
            unsure.append(clause)
        else:
            counts[name] = count
    return VillageCounts(counts, tuple(unsure))


def _called(clause: str, names: Iterable[str]) -> Iterator[str]:
    """The villages a clause names; accents part those that fold alike."""
    exact, folded = normalise(clause), fold(clause)
    known = tuple(names)
    written = [name for name in known if _has(exact, normalise(_bare(name)))]
    yield from written or [name for name in known if _has(folded, fold(_bare(name)))]


def _bare(name: str) -> str:
    """The name alone, unless it is a number."""
    kind = VILLAGE.match(fold(name))
    return name[kind.end() :] if kind and not name[kind.end() :].isdecimal() else name


def _has(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _without(clause: str, name: str) -> str:
    """The folded clause without the name, which may hold a number itself."""
    return re.sub(rf"(?<!\w){re.escape(fold(_bare(name)))}(?!\w)", " ", fold(clause))


def _count(text: str, target: int | None, before: int, beside: frozenset[str]) -> int | None:
    stated = list(COUNT.finditer(text))
    words = re.findall(r"d/c|[^\W\d]+|%", COUNT.sub(" ", text))
    if len(stated) > 1 or not beside.issuperset(words):
        return None
    if not stated:
        return before if NONE.search(text) else None
    if stated[0]["of"] is not None and int(stated[0]["of"]) != target:
        return None
    steps = stated[0]["step"] or not STEP.isdisjoint(words)
    return int(stated[0]["count"]) + (before if steps else 0)
